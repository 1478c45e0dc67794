package dev.stowage.customer.session;

import dev.stowage.customer.account.HeadSource;
import dev.stowage.customer.account.OpenAccount;
import dev.stowage.customer.account.OpenAccounts;
import dev.stowage.format.address.AccountNumber;
import dev.stowage.format.head.AccountHead;
import dev.stowage.format.head.CountersignedHead;
import dev.stowage.format.key.MasterKey;
import dev.stowage.format.key.Password;
import dev.stowage.format.key.PasswordLock;
import dev.stowage.format.key.RecoveryCode;
import dev.stowage.format.key.Secret;
import dev.stowage.format.key.Unlocker;
import dev.stowage.format.key.UnlockerTooCostlyException;
import dev.stowage.format.key.UnlockingBusyException;
import dev.stowage.protocol.door.ClientNetwork;
import dev.stowage.protocol.fault.Fault;
import dev.stowage.protocol.fault.FaultCode;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Opens accounts by password or recovery code.
public final class Passwords {

    private static final int TRIES = 2;
    private static final Duration REMEMBERED = Duration.ofMinutes(5);

    private final HeadSource heads;
    private final OpenAccounts accounts;
    private final PasswordLock lock;
    private final GuessLimit guesses;
    private final LoginUpkeep upkeep;
    private final KnownPasswords known;

    public Passwords(
            HeadSource heads,
            OpenAccounts accounts,
            PasswordLock lock,
            LoginUpkeep upkeep,
            SecureRandom random,
            Clock clock) {
        this.heads = heads;
        this.accounts = accounts;
        this.lock = lock;
        this.upkeep = upkeep;
        this.guesses = new GuessLimit(clock);
        this.known = new KnownPasswords(random, REMEMBERED, clock);
    }

    /// An account opened, and the master key that did it.
    record Unlocked(OpenAccount account, MasterKey master) {}

    /// @throws Fault `unauthenticated`, `too-many-requests`, `busy`, `placement-away`
    Unlocked unlock(AccountNumber account, String password, ClientNetwork network) {
        Optional<CountersignedHead> head = currentHead(account);
        List<Unlocker> unlockers =
                head.map(CountersignedHead::head)
                        .map(current -> current.unlockers())
                        .orElse(List.of());
        AtomicReference<@Nullable Proved> proved = new AtomicReference<>();
        MasterKey master =
                known.open(
                        account,
                        password,
                        unlockers,
                        network,
                        () -> {
                            Proved now = prove(account, password, unlockers, network);
                            proved.set(now);
                            return now.master();
                        });
        if (head.isEmpty()) {
            throw Credentials.wrong();
        }
        OpenAccount open =
                accounts.find(account).isPresent()
                        ? accounts.open(account, master)
                        : accounts.open(head.get(), master);
        guesses.opened(account, network);
        Proved fresh = proved.get();
        if (fresh != null) {
            upkeep.strengthen(open, fresh);
        }
        return new Unlocked(open, master);
    }

    /// A secret that opens the master key.
    record Proved(MasterKey master, Secret secret) {}

    /// A secret, proved again before something dangerous.
    ///
    /// @param network where it comes from
    Proved prove(
            AccountNumber account, String text, List<Unlocker> unlockers, ClientNetwork network) {
        GuessLimit.Try guess = guesses.admit(account, network);
        Optional<Proved> proved =
                guess.count(
                        () ->
                                candidates(text).stream()
                                        .flatMap(
                                                secret ->
                                                        tried(account, secret, unlockers).stream())
                                        .findFirst());
        if (proved.isEmpty()) {
            throw Credentials.wrong();
        }
        guess.succeeded();
        return proved.get();
    }

    /// Makes a change of the head that a secret permits. If somebody else changes the unlockers
    /// meanwhile, the secret is proved by the new ones: the same password may have been wrapped
    /// anew.
    ///
    /// @param change made of the unlockers by which the secret was proved
    <T> T whileProved(
            OpenAccount account,
            String text,
            ClientNetwork network,
            BiFunction<List<Unlocker>, Proved, T> change) {
        for (int left = TRIES; ; left--) {
            List<Unlocker> before = account.resolveStrictly().head().unlockers();
            Proved proved = prove(account.number(), text, before, network);
            try {
                return change.apply(before, proved);
            } catch (Fault fault) {
                if (left == 0 || fault.code() != FaultCode.UNAUTHENTICATED) {
                    throw fault;
                }
            }
        }
    }

    /// The head that follows with another password; recovery codes stay.
    ///
    /// @param before the unlockers by which the change was permitted
    /// @throws Fault `unauthenticated` if they are others by now
    static AccountHead replaced(AccountHead head, List<Unlocker> before, Unlocker password) {
        if (!head.unlockers().equals(before)) {
            throw new Fault(
                    FaultCode.UNAUTHENTICATED,
                    "the password was changed by somebody else just now");
        }
        return head.unlockedBy(
                Stream.concat(
                                Stream.of(password),
                                before.stream()
                                        .filter(each -> each.kind() != Unlocker.Kind.PASSWORD))
                        .toList());
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
        } catch (UnlockerTooCostlyException costly) {
            throw new Fault(FaultCode.HEAD_REFUSED, String.valueOf(costly.getMessage()), costly);
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
