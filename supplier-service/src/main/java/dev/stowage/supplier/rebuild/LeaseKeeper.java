package dev.stowage.supplier.rebuild;

import dev.stowage.protocol.fault.Fault;
import dev.stowage.protocol.placement.RebuildLease;
import dev.stowage.protocol.placement.RebuildsApi;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Tells placement three times in a lease how far a rebuild is, and gives it up when the lease is
/// over: another supplier has it then.
final class LeaseKeeper {

    private static final Logger LOG = LoggerFactory.getLogger(LeaseKeeper.class);
    private static final Duration SHORTEST = Duration.ofMillis(20);
    private static final int TIMES = 3;

    private final RebuildLease lease;
    private final RebuildsApi placement;
    private final Supplier<String> bearer;
    private final Tally tally;
    private volatile long goodUntil;
    private volatile boolean over;

    /// @param bearer for placement
    LeaseKeeper(RebuildLease lease, RebuildsApi placement, Supplier<String> bearer, Tally tally) {
        this.lease = lease;
        this.placement = placement;
        this.bearer = bearer;
        this.tally = tally;
        this.goodUntil = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(lease.leaseMillis());
    }

    /// Keeps the lease until it is interrupted, or the lease is over.
    ///
    /// @param giveUp called off when it is over
    void keep(Runnable giveUp) {
        Duration pause = Duration.ofMillis(lease.leaseMillis() / TIMES);
        try {
            while (!over) {
                Thread.sleep(pause.compareTo(SHORTEST) < 0 ? SHORTEST : pause);
                tell();
            }
            giveUp.run();
        } catch (InterruptedException ended) {
            LOG.debug("rebuild {} has ended", lease.rebuild());
        }
    }

    private void tell() {
        try {
            long more =
                    placement
                            .progress(bearer.get(), lease.rebuild(), tally.progress(false))
                            .leaseMillis();
            goodUntil = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(more);
            over = more <= 0;
        } catch (Fault fault) {
            over = !fault.code().retryable() || isLate();
        } catch (RuntimeException unexpected) {
            LOG.debug("rebuild {} could not be told of", lease.rebuild(), unexpected);
            over = isLate();
        }
    }

    private boolean isLate() {
        return System.nanoTime() - goodUntil >= 0;
    }

    boolean isOver() {
        return over;
    }

    /// Gives the lease back.
    void end() {
        try {
            Object _ = placement.progress(bearer.get(), lease.rebuild(), tally.progress(true));
        } catch (Fault fault) {
            LOG.warn(
                    "the end of rebuild {} was not heard: {}", lease.rebuild(), fault.getMessage());
        }
    }
}
