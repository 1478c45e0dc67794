package dev.stowage.placement.closing;

import dev.stowage.format.address.AccountNumber;
import dev.stowage.format.closing.Closing;
import dev.stowage.format.closing.SignedClosing;
import dev.stowage.placement.access.Bulletin;
import dev.stowage.placement.access.Identity;
import dev.stowage.placement.account.Account;
import dev.stowage.placement.account.Accounts;
import dev.stowage.protocol.fault.Fault;
import dev.stowage.protocol.fault.FaultCode;
import dev.stowage.protocol.placement.ClosingKept;
import dev.stowage.protocol.token.AccountNews;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.support.TransactionOperations;

/// Which accounts their owners have closed, in one order, so that whoever has heard of some of it
/// is told the rest.
///
/// An account is gone when its time has come by the clock, and placement itself has run for its
/// grace: no jump of the clock takes it away.
public final class Closings {

    /// By so much the clock of a customer-service may differ.
    private static final Duration DOUBT = Duration.ofMinutes(15);

    private static final Duration COUNTED_DOWN = Duration.ofMinutes(10);
    private static final Logger LOG = LoggerFactory.getLogger(Closings.class);

    private final ClosingRepository repository;
    private final Accounts accounts;
    private final Bulletin<SignedClosing> bulletin;
    private final TransactionOperations writing;
    private final Clock clock;
    private final LongSupplier nanos;
    private final ReentrantLock oneAtATime = new ReentrantLock();
    private volatile long newest;
    private volatile long counted;

    /// @param nanos a clock that only goes on, as [System#nanoTime]
    Closings(
            ClosingRepository repository,
            Accounts accounts,
            Identity identity,
            TransactionOperations writing,
            Clock clock,
            LongSupplier nanos) {
        this.repository = repository;
        this.accounts = accounts;
        this.bulletin = new Bulletin<>(AccountNews.CLOSINGS, repository::after, identity, clock);
        this.writing = writing;
        this.clock = clock;
        this.nanos = nanos;
        this.newest = repository.newest();
        this.counted = nanos.getAsLong();
    }

    /// The newest that the owner of an account said; empty if it never was closed.
    public Optional<SignedClosing> find(AccountNumber account) {
        return repository.find(account);
    }

    /// Refuses what changes an account that is closed. Within a transaction that holds the
    /// account's head the answer is right until its end.
    ///
    /// @throws Fault `account-closing`
    public void requireOpen(AccountNumber account) {
        Closing known = repository.find(account).map(SignedClosing::closing).orElse(null);
        if (known != null && known.ends()) {
            throw new Fault(
                            FaultCode.ACCOUNT_CLOSING,
                            "account %s is being closed, it is gone at %s: take that back first"
                                    .formatted(account, known.at()))
                    .with("goneAt", known.at().toString());
        }
    }

    /// Keeps that an account is to be gone, or stays after all. The same again changes nothing.
    ///
    /// @throws Fault `unknown-account`, `invalid-request`, `keys-rotated`, `rotation-unknown`,
    ///   `foreign-signature`, `stale-closing`
    public ClosingKept close(AccountNumber number, SignedClosing signed) {
        Account account = accounts.get(number);
        requireOwn(account, signed);
        requireTimely(signed.closing());
        return alone(
                () -> {
                    ClosingKept answer = writing.execute(_ -> keep(account, signed));
                    if (isOver(signed.closing())) {
                        end(number);
                    }
                    return answer;
                });
    }

    private static boolean isOver(Closing closing) {
        return closing.ends() && closing.grace().isZero();
    }

    private static void requireOwn(Account account, SignedClosing signed) {
        Closing closing = signed.closing();
        if (!closing.account().equals(account.number())) {
            throw new Fault(
                    FaultCode.INVALID_REQUEST,
                    "the closing is of account %s, not of %s"
                            .formatted(closing.account(), account.number()));
        }
        int rotation = account.owner().rotation();
        if (closing.rotation() != rotation) {
            throw new Fault(
                    closing.rotation() < rotation
                            ? FaultCode.KEYS_ROTATED
                            : FaultCode.ROTATION_UNKNOWN,
                    "the closing is of key %d of account %s, its key is number %d"
                            .formatted(closing.rotation(), account.number(), rotation));
        }
        if (!signed.signedBy(account.owner())) {
            throw new Fault(
                    FaultCode.FOREIGN_SIGNATURE,
                    "the closing is not signed by account %s".formatted(account.number()));
        }
    }

    /// Suppliers that hear of it later reckon by the time that it names.
    private void requireTimely(Closing closing) {
        Instant here = clock.instant().plus(closing.grace());
        if (closing.ends() && Duration.between(here, closing.at()).abs().compareTo(DOUBT) > 0) {
            throw new Fault(
                    FaultCode.INVALID_REQUEST,
                    "a grace of %s from now ends at %s, the closing says %s: do the clocks tell the same time?"
                            .formatted(closing.grace(), here, closing.at()));
        }
    }

    private ClosingKept keep(Account account, SignedClosing signed) {
        if (!repository.holdHead(account.number())) {
            throw new Fault(
                    FaultCode.UNKNOWN_ACCOUNT,
                    "account %s has no head yet".formatted(account.number()));
        }
        accounts.requireStillOwnedBy(account);
        Closing closing = signed.closing();
        SignedClosing known = repository.find(account.number()).orElse(null);
        if (!signed.equals(known)) {
            requireNewer(closing, known);
            long revision = Math.max(repository.newest(), clock.millis()) + 1;
            Long left = closing.ends() ? closing.grace().toMillis() + elapsed() : null;
            repository.save(revision, signed, endsAt(closing), left);
            LOG.info(
                    "account {} {}",
                    account.number(),
                    closing.ends()
                            ? "is closed, it is gone at " + closing.at()
                            : "stays after all");
        }
        return new ClosingKept(closing.number(), endsAt(closing));
    }

    private static @Nullable Instant endsAt(Closing closing) {
        return closing.ends() ? closing.at() : null;
    }

    private static void requireNewer(Closing closing, @Nullable SignedClosing known) {
        if (known != null && !closing.isAfter(known.closing())) {
            throw new Fault(
                            FaultCode.STALE_CLOSING,
                            "closing %d of account %s is kept, offered is number %d"
                                    .formatted(
                                            known.closing().number(),
                                            closing.account(),
                                            closing.number()))
                    .with("kept", known.closing().number())
                    .with("offered", closing.number());
        }
    }

    /// One transaction after the other, so that they are seen in the order of their revisions.
    private <T> T alone(Supplier<T> change) {
        oneAtATime.lock();
        try {
            return change.get();
        } finally {
            newest = repository.newest();
            oneAtATime.unlock();
        }
    }

    private long elapsed() {
        return TimeUnit.NANOSECONDS.toMillis(nanos.getAsLong() - counted);
    }

    /// Lets accounts be gone whose end has come.
    public void endThoseOver() {
        boolean _ =
                alone(
                        () -> {
                            repository.over(elapsed(), clock.instant()).forEach(this::end);
                            countDown();
                            return true;
                        });
    }

    private void end(AccountNumber number) {
        Boolean isGone =
                writing.execute(
                        _ ->
                                repository.holdHead(number)
                                        && repository.end(number, elapsed(), gone(number)));
        if (Boolean.TRUE.equals(isGone)) {
            accounts.forget(number);
            LOG.info("account {} is gone", number);
        }
    }

    /// Who wants no grace does not wait for the clocks to agree.
    private Instant gone(AccountNumber number) {
        Instant now = clock.instant();
        return repository
                .find(number)
                .map(SignedClosing::closing)
                .filter(closing -> isOver(closing) && closing.at().isAfter(now))
                .map(Closing::at)
                .orElse(now);
    }

    /// What passed since the last time is forgotten when placement stops: an end is late then,
    /// never early.
    private void countDown() {
        long now = nanos.getAsLong();
        long passed = TimeUnit.NANOSECONDS.toMillis(now - counted);
        if (passed >= COUNTED_DOWN.toMillis()) {
            writing.executeWithoutResult(_ -> repository.countDown(passed));
            counted = now;
        }
    }

    /// What comes after a revision, signed.
    public String since(long heard) {
        return bulletin.since(heard, newest);
    }
}
