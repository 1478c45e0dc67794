package dev.stowage.customer.commit;

import dev.stowage.customer.account.AccountState;
import dev.stowage.customer.account.OpenAccount;
import dev.stowage.customer.live.LiveSetCourier;
import dev.stowage.customer.work.Coders;
import dev.stowage.customer.work.Steps;
import dev.stowage.customer.work.Workers;
import dev.stowage.format.account.Chain;
import dev.stowage.format.address.AccountNumber;
import dev.stowage.protocol.fault.Fault;
import dev.stowage.transfer.carrier.Carriers;
import dev.stowage.transfer.spread.Spread;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Writes snapshots of account files in the background, while commits go on.
public final class Snapshots implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Snapshots.class);

    /// Each holds a portion and its blocks in memory.
    private static final int AT_ONCE = 1;

    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(10);

    /// With the pauses about two hours; then the next commit asks for one again.
    private static final int TRIES = 20;

    private final Coders coders;
    private final Spread spread;
    private final Hands hands;
    private final HeadSwapper swapper;
    private final LiveSetCourier liveSets;
    private final Workers workers;
    private final Steps steps;
    private final Semaphore turns = new Semaphore(AT_ONCE);
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Set<AccountNumber> underWay = ConcurrentHashMap.newKeySet();

    /// @param liveSets is told of every head that names a new snapshot
    public Snapshots(
            Coders coders,
            Spread spread,
            Carriers carriers,
            HeadSwapper swapper,
            LiveSetCourier liveSets,
            Workers workers,
            Steps steps) {
        this.coders = coders;
        this.spread = spread;
        this.hands = new Hands(carriers);
        this.swapper = swapper;
        this.liveSets = liveSets;
        this.workers = workers;
        this.steps = steps;
    }

    /// A commit is done. If a snapshot is due then, it is begun; nobody waits for it.
    void consider(OpenAccount account, Commits commits) {
        if (isDue(account) && !isClosed() && underWay.add(account.number())) {
            var _ = workers.start(() -> write(account, commits));
        }
    }

    private static boolean isDue(OpenAccount account) {
        Chain chain = account.known().file().chain();
        return chain.snapshotIsDue() || account.freed().areWorthASnapshot(chain);
    }

    /// @return whether there is one
    private boolean write(OpenAccount account, Commits commits) {
        try {
            Duration pause = FIRST_PAUSE;
            for (int left = TRIES; left > 0 && isDue(account) && !isClosed(); left--) {
                if (tryToWrite(account, commits)) {
                    return true;
                }
                if (closed.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
                    return false;
                }
                Duration twice = pause.multipliedBy(2);
                pause = twice.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : twice;
            }
            return false;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return false;
        } catch (RuntimeException failure) {
            LOG.error("account {}: no snapshot can be written", account.number(), failure);
            return false;
        } finally {
            underWay.remove(account.number());
        }
    }

    /// @return whether it is done, by this service or another one
    private boolean tryToWrite(OpenAccount account, Commits commits) throws InterruptedException {
        turns.acquire();
        try (SnapshotWriting writing =
                new SnapshotWriting(account, commits, coders, spread, hands, swapper, steps)) {
            Optional<AccountState> joined = steps.take("snapshot", writing::write);
            joined.ifPresent(now -> keep(account, now));
            return true;
        } catch (Fault fault) {
            if (isClosed()) {
                return false;
            }
            LOG.warn(
                    "account {}: a snapshot was given up and is tried again: {}",
                    account.number(),
                    fault.getMessage());
            return false;
        } finally {
            turns.release();
        }
    }

    private void keep(OpenAccount account, AccountState now) {
        swapper.keep(account, now);
        liveSets.announce(account, now);
    }

    private boolean isClosed() {
        return closed.getCount() == 0;
    }

    @Override
    public void close() {
        closed.countDown();
    }
}
