package dev.stowage.customer.session;

import dev.stowage.customer.account.HeadSource;
import dev.stowage.customer.account.OpenAccount;
import dev.stowage.customer.account.OpenAccounts;
import dev.stowage.format.address.AccountNumber;
import dev.stowage.format.head.CountersignedHead;
import dev.stowage.format.key.MasterKey;
import dev.stowage.format.key.Password;
import dev.stowage.format.key.PasswordLock;
import dev.stowage.format.key.RecoveryCode;
import dev.stowage.format.key.Secret;
import dev.stowage.format.key.Unlocker;
import dev.stowage.format.key.UnlockingBusyException;
import dev.stowage.protocol.fault.Fault;
import dev.stowage.protocol.fault.FaultCode;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// Opens accounts by password or recovery code.
public final class Passwords {

    private static final int MOST_FAILURES = 10;
    private static final Duration REMEMBERED = Duration.ofMinutes(5);

    private final HeadSource heads;
    private final OpenAccounts accounts;
    private final PasswordLock lock;
    private final FailureLimit failures;
    private final KnownPasswords known;

    public Passwords(
            HeadSource heads,
            OpenAccounts accounts,
            PasswordLock lock,
            SecureRandom random,
            Clock clock) {
        this.heads = heads;
        this.accounts = accounts;
        this.lock = lock;
        this.failures = new FailureLimit(MOST_FAILURES, clock);
        this.known = new KnownPasswords(random, REMEMBERED, clock);
    }

    /// An account opened, and the master key that did it.
    record Unlocked(OpenAccount account, MasterKey master) {}

    /// @throws Fault `unauthenticated`, `too-many-requests`, `busy`, `placement-away`
    Unlocked unlock(AccountNumber account, String password) {
        Optional<CountersignedHead> head = currentHead(account);
        List<Unlocker> unlockers =
                head.map(CountersignedHead::head)
                        .map(current -> current.unlockers())
                        .orElse(List.of());
        MasterKey master =
                known.open(
                        account,
                        password,
                        unlockers,
                        () -> prove(account, password, unlockers).master());
        if (head.isEmpty()) {
            throw Credentials.wrong();
        }
        OpenAccount open =
                accounts.find(account).isPresent()
                        ? accounts.open(account, master)
                        : accounts.open(head.get(), master);
        return new Unlocked(open, master);
    }

    /// A secret that opens the master key.
    record Proved(MasterKey master, Secret secret) {}

    /// A secret, proved again before something dangerous.
    Proved prove(AccountNumber account, String text, List<Unlocker> unlockers) {
        failures.requireFew(account);
        Optional<Proved> proved =
                candidates(text).stream()
                        .flatMap(secret -> tried(account, secret, unlockers).stream())
                        .findFirst();
        if (proved.isEmpty()) {
            failures.failed(account);
            throw Credentials.wrong();
        }
        failures.succeeded(account);
        return proved.get();
    }

    private Optional<Proved> tried(AccountNumber account, Secret secret, List<Unlocker> unlockers) {
        return unbusy(() -> lock.unlock(unlockers, secret, account))
                .map(master -> new Proved(master, secret));
    }

    /// What a person has typed is a password, and perhaps a recovery code.
    private static List<Secret> candidates(String text) {
        return RecoveryCode.parse(text)
                .<List<Secret>>map(code -> List.of(code, Password.of(text)))
                .orElseGet(() -> List.of(Password.of(text)));
    }

    static <T> T unbusy(Supplier<T> work) {
        try {
            return work.get();
        } catch (UnlockingBusyException busy) {
            throw new Fault(FaultCode.BUSY, String.valueOf(busy.getMessage()), busy);
        }
    }

    private Optional<CountersignedHead> currentHead(AccountNumber account) {
        Optional<CountersignedHead> known = accounts.find(account).flatMap(this::resolved);
        if (known.isPresent()) {
            return known;
        }
        try {
            return Optional.of(heads.current(account));
        } catch (Fault fault) {
            if (fault.code() != FaultCode.UNKNOWN_ACCOUNT) {
                throw fault;
            }
            return Optional.empty();
        }
    }

    /// Of one whose keys were replaced placement has another head, of one that is gone none.
    private Optional<CountersignedHead> resolved(OpenAccount open) {
        try {
            return Optional.of(open.resolve().countersigned());
        } catch (Fault fault) {
            if (fault.code() != FaultCode.KEYS_ROTATED
                    && fault.code() != FaultCode.UNKNOWN_ACCOUNT) {
                throw fault;
            }
            return Optional.empty();
        }
    }
}
