package dev.stowage.supplier.rebuild;

import dev.stowage.protocol.fault.Fault;
import dev.stowage.protocol.fault.FaultCode;
import dev.stowage.protocol.placement.LeaseRequest;
import dev.stowage.protocol.placement.RebuildLease;
import dev.stowage.protocol.placement.RebuildLeases;
import dev.stowage.protocol.placement.RebuildProgress;
import dev.stowage.protocol.placement.RebuildsApi;
import dev.stowage.protocol.token.AccountToken;
import dev.stowage.protocol.token.RebuildOrder;
import dev.stowage.supplier.join.Membership;
import dev.stowage.transfer.flow.TracedThreads;
import dev.stowage.transfer.token.ServiceTokens;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Takes rebuilds on lease, as many at once as it may, and works them off. Placement may be away
/// for as long as it likes.
final class Rebuilder {

    private static final Logger LOG = LoggerFactory.getLogger(Rebuilder.class);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);
    private static final Duration SHORTEST_REST = Duration.ofMillis(50);
    private static final Duration LONGEST_REST = Duration.ofMinutes(5);

    private final Membership membership;
    private final RebuildsApi placement;
    private final ServiceTokens tokens;
    private final Workshop workshop;
    private final TracedThreads threads;
    private final BooleanSupplier mayWork;
    private final Clock clock;
    private final Semaphore slots;
    private final int parallel;
    private final Semaphore news = new Semaphore(0);
    private Duration pause = FIRST_PAUSE;
    private boolean refused;
    private volatile boolean closed;

    /// @param mayWork whether it may take anything now
    Rebuilder(
            Membership membership,
            RebuildsApi placement,
            ServiceTokens tokens,
            Workshop workshop,
            TracedThreads threads,
            BooleanSupplier mayWork,
            int parallel,
            Clock clock) {
        this.membership = membership;
        this.placement = placement;
        this.tokens = tokens;
        this.workshop = workshop;
        this.threads = threads;
        this.mayWork = mayWork;
        this.parallel = parallel;
        this.slots = new Semaphore(parallel);
        this.clock = clock;
    }

    /// Rebuilds that are being worked off.
    int running() {
        return parallel - slots.availablePermits();
    }

    /// Works until it is interrupted.
    void run() {
        try {
            while (!closed) {
                boolean _ = news.tryAcquire(round().toNanos(), TimeUnit.NANOSECONDS);
                int _ = news.drainPermits();
            }
        } catch (InterruptedException closed) {
            LOG.debug("no more rebuilds");
        }
    }

    /// Ends the pause: there is something to be had.
    void wake() {
        news.release();
    }

    /// Takes so many and works them off, one after the other.
    ///
    /// @return how many there were
    /// @throws Fault if placement gives none
    int workOff(int most) throws InterruptedException {
        List<RebuildLease> leases = placement.lease(bearer(), new LeaseRequest(most)).leases();
        for (RebuildLease each : leases) {
            slots.acquire();
            workOff(each);
        }
        return leases.size();
    }

    /// @return the pause until the next one
    private Duration round() throws InterruptedException {
        if (!membership.isJoined() || !mayWork.getAsBoolean()) {
            return FIRST_PAUSE;
        }
        slots.acquire();
        int free = 1 + slots.drainPermits();
        int taken = 0;
        try {
            RebuildLeases leases = placement.lease(bearer(), new LeaseRequest(free));
            for (RebuildLease each : leases.leases()) {
                if (taken < free) {
                    Thread _ = threads.start(() -> workOff(each));
                    taken++;
                }
            }
            pause = FIRST_PAUSE;
            refused = false;
            return taken > 0
                    ? Duration.ZERO
                    : shorter(
                            longer(Duration.ofMillis(leases.pauseMillis()), SHORTEST_REST),
                            LONGEST_REST);
        } catch (Fault fault) {
            say(fault);
            return longerPause();
        } catch (RuntimeException unexpected) {
            if (!closed) {
                LOG.error("no rebuilds could be taken", unexpected);
            }
            return longerPause();
        } finally {
            slots.release(free - taken);
        }
    }

    private Duration longerPause() {
        Duration now = pause;
        pause = shorter(pause.multipliedBy(2), LONGEST_PAUSE);
        return now;
    }

    /// Takes nothing more; what goes on is called off by whoever started it.
    void close() {
        closed = true;
    }

    private void say(Fault fault) {
        if (fault.code() != FaultCode.PLACEMENT_AWAY && !refused) {
            LOG.warn("placement gives no rebuilds: {}", fault.getMessage());
            refused = true;
        }
    }

    private String bearer() {
        return "Bearer " + tokens.tokenFor(AccountToken.PLACEMENT);
    }

    private void workOff(RebuildLease lease) {
        Tally tally = new Tally(workshop.meters());
        LeaseKeeper keeper = new LeaseKeeper(lease, placement, this::bearer, tally);
        Thread worker = Thread.currentThread();
        Thread keeping = threads.start(() -> keeper.keep(worker::interrupt));
        try {
            workOff(lease, tally);
            keeping.interrupt();
            if (closed || keeper.isOver() || Thread.interrupted()) {
                throw new InterruptedException("the lease is over, or the supplier closes");
            }
            keeper.end();
            say(lease, tally.progress(true));
        } catch (InterruptedException calledOff) {
            LOG.info(
                    "rebuild {} is given up after {} records, the lease is {}",
                    lease.rebuild(),
                    tally.rebuilt(),
                    keeper.isOver() ? "over" : "left to end");
        } finally {
            keeping.interrupt();
            slots.release();
        }
    }

    private void workOff(RebuildLease lease, Tally tally) throws InterruptedException {
        try {
            RebuildOrder order =
                    RebuildOrder.verify(
                            lease.order(), membership.placementKey(), membership.supplier(), clock);
            LOG.info(
                    "rebuild {} begins: account {}, group {}, blocks {} … {}, {} carriers",
                    lease.rebuild(),
                    order.account(),
                    order.group(),
                    order.first(),
                    order.last(),
                    order.carriers().size());
            new LeasedRebuild(lease, order, workshop, tokens, tally).run();
        } catch (RuntimeException unexpected) {
            if (closed) {
                return;
            }
            LOG.error("rebuild {} broke off", lease.rebuild(), unexpected);
            tally.trouble("it broke off: " + unexpected.getMessage());
        }
    }

    private static void say(RebuildLease lease, RebuildProgress done) {
        LOG.info(
                "rebuild {} ends: {} records were missing, {} are made again ({} bytes, {} were read), {} cannot be",
                lease.rebuild(),
                done.wanted(),
                done.rebuilt(),
                done.bytesRebuilt(),
                done.bytesRead(),
                done.impossible());
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }
}
