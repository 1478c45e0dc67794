package dev.stowage.customer.live;

import dev.stowage.customer.account.AccountState;
import dev.stowage.customer.account.OpenAccount;
import dev.stowage.customer.work.Workers;
import dev.stowage.format.address.AccountNumber;
import dev.stowage.format.live.LiveSet;
import dev.stowage.format.live.SignedLiveSet;
import dev.stowage.format.live.Survey;
import dev.stowage.transfer.carrier.AccountCarriers;
import dev.stowage.transfer.carrier.Carriers;
import dev.stowage.transfer.supplier.SupplierClients;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Leaves live sets with the suppliers of accounts, in the background.
public final class LiveSetCourier implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(LiveSetCourier.class);
    private static final int AT_ONCE = 4;
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(10);

    /// With the pauses about a day.
    private static final int TRIES = 150;

    private final Carriers carriers;
    private final SupplierClients suppliers;
    private final Workers workers;
    private final Counter kept;
    private final Counter givenUp;
    private final Semaphore turns = new Semaphore(AT_ONCE);
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Map<AccountNumber, Long> newest = new ConcurrentHashMap<>();

    public LiveSetCourier(
            Carriers carriers, SupplierClients suppliers, Workers workers, MeterRegistry meters) {
        this.carriers = carriers;
        this.suppliers = suppliers;
        this.workers = workers;
        this.kept = meters.counter("stowage.live.sets.kept");
        this.givenUp = meters.counter("stowage.live.sets.given.up");
    }

    /// A state is current and kept whose account file has just got a new snapshot. Suppliers are
    /// told what is alive; nobody waits for it.
    public void announce(OpenAccount account, AccountState state) {
        if (isClosed()) {
            return;
        }
        long version = newest.merge(account.number(), state.version(), Math::max);
        if (version == state.version()) {
            var _ = workers.start(() -> deliver(account, state));
        }
    }

    private boolean deliver(OpenAccount account, AccountState state) {
        try {
            List<LiveSetRound> rounds = rounds(account, state);
            return deliver(account.number(), state.version(), rounds);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return false;
        } catch (RuntimeException failure) {
            LOG.error("account {}: nobody learns what is alive", account.number(), failure);
            return false;
        } finally {
            newest.remove(account.number(), state.version());
        }
    }

    private List<LiveSetRound> rounds(OpenAccount account, AccountState state)
            throws InterruptedException {
        turns.acquire();
        try {
            List<LiveSetRound> rounds = new ArrayList<>();
            AccountCarriers directory = new AccountCarriers(carriers, state.head().holders());
            for (LiveSet set : Survey.of(state.head(), state.file())) {
                SignedLiveSet signed = SignedLiveSet.sign(set, account.keys().signingKey());
                rounds.add(new LiveSetRound(signed, account.tokens(), directory, suppliers));
            }
            return rounds;
        } finally {
            turns.release();
        }
    }

    private boolean deliver(AccountNumber account, long version, List<LiveSetRound> rounds)
            throws InterruptedException {
        Duration pause = FIRST_PAUSE;
        for (int left = TRIES; left > 0 && isWanted(account, version); left--) {
            if (offerAll(rounds)) {
                return true;
            }
            if (closed.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
                return false;
            }
            Duration twice = pause.multipliedBy(2);
            pause = twice.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : twice;
        }
        givenUp.increment();
        return false;
    }

    private boolean offerAll(List<LiveSetRound> rounds) throws InterruptedException {
        turns.acquire();
        try {
            boolean done = true;
            for (LiveSetRound round : rounds) {
                kept.increment(round.offer());
                done &= round.isDone();
            }
            return done;
        } finally {
            turns.release();
        }
    }

    /// A newer one is as good for everybody.
    private boolean isWanted(AccountNumber account, long version) {
        return !isClosed() && newest.getOrDefault(account, 0L) == version;
    }

    private boolean isClosed() {
        return closed.getCount() == 0;
    }

    @Override
    public void close() {
        closed.countDown();
    }
}
