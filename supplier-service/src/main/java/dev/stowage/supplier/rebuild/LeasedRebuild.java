package dev.stowage.supplier.rebuild;

import dev.stowage.format.block.BlockBuffer;
import dev.stowage.format.head.Overrides;
import dev.stowage.protocol.fault.Fault;
import dev.stowage.protocol.placement.RebuildLease;
import dev.stowage.protocol.token.RebuildOrder;
import dev.stowage.supplier.rebuild.Stocktaking.Sought;
import dev.stowage.transfer.carrier.AccountCarriers;
import dev.stowage.transfer.flow.ByteBudget;
import dev.stowage.transfer.flow.Deadline;
import dev.stowage.transfer.token.ServiceTokens;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One rebuild that this supplier has on lease, from its order to its end.
final class LeasedRebuild {

    private static final Logger LOG = LoggerFactory.getLogger(LeasedRebuild.class);

    /// Blocks whose headers are read together, so that mending goes on meanwhile.
    private static final int SURVEYED = 256;

    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final Duration LONGEST_REST = Duration.ofSeconds(10);

    private final RebuildLease lease;
    private final RebuildOrder order;
    private final Workshop workshop;
    private final OrderedCalls calls;
    private final Tally tally;
    private final HeaderSurvey survey;
    private final List<Future<?>> working = new ArrayList<>();

    LeasedRebuild(
            RebuildLease lease,
            RebuildOrder order,
            Workshop workshop,
            ServiceTokens tokens,
            Tally tally) {
        this.lease = lease;
        this.order = order;
        this.workshop = workshop;
        this.tally = tally;
        this.calls = new OrderedCalls(workshop.clients(), tokens, lease.order());
        this.survey = new HeaderSurvey(order, calls, workshop.together(), workshop.signatures());
    }

    /// Mends all that can be mended; what cannot is in the tally.
    ///
    /// @throws InterruptedException if the lease is over, or the supplier closes
    void run() throws InterruptedException {
        try {
            List<Sought> sought =
                    new Stocktaking(
                                    order,
                                    lease,
                                    calls,
                                    new AccountCarriers(
                                            workshop.carriers(), new Overrides(lease.overrides())),
                                    workshop.together(),
                                    tally)
                            .take();
            sought.forEach(each -> BlockBuffer.code(each.stock().layout()).warmUp());
            Urgency urgency = new Urgency(order, sought);
            tally.wanted(urgency.wanted());
            urgency.giveOut(SURVEYED, this::mend);
            awaitAll();
        } catch (Fault fault) {
            tally.trouble(fault.getMessage());
        } finally {
            working.forEach(each -> each.cancel(true));
        }
    }

    private void mend(List<LostBlock> blocks) throws InterruptedException {
        List<LostBlock> batch = new ArrayList<>();
        long bytes = 0;
        for (LostBlock block : survey.survey(blocks, this::giveUp)) {
            if (!block.findPlan(this::giveUp)) {
                continue;
            }
            if (!block.isAlive()) {
                tally.wanted(block.lost().cardinality());
            }
            if (!batch.isEmpty() && bytes + block.cost() > workshop.batchBytes()) {
                begin(List.copyOf(batch), bytes);
                batch.clear();
                bytes = 0;
            }
            batch.add(block);
            bytes += block.cost();
        }
        if (!batch.isEmpty()) {
            begin(batch, bytes);
        }
    }

    /// Of a block that no live set names nobody can say that it was ever stored.
    private void giveUp(LostBlock block, BitSet positions) {
        if (block.isAlive()) {
            tally.impossible(positions.cardinality(), "too little is left of " + block.remains());
        } else {
            LOG.debug("nothing is made of {}", block.remains());
        }
    }

    /// Waits for memory, then has the batch mended by another hand.
    private void begin(List<LostBlock> blocks, long bytes) throws InterruptedException {
        ByteBudget.Part part = workshop.memory().take(bytes, Deadline.after(PATIENCE));
        try {
            working.removeIf(Future::isDone);
            working.add(workshop.hands().submit(() -> mendIn(part, blocks)));
        } catch (RuntimeException closed) {
            part.close();
            throw closed;
        }
    }

    private boolean mendIn(ByteBudget.Part part, List<LostBlock> blocks)
            throws InterruptedException {
        long start = System.nanoTime();
        boolean isMended = mend(part, blocks);
        if (calls.wereBesideCustomersSince(start) && blocks.stream().allMatch(LostBlock::canWait)) {
            rest(System.nanoTime() - start);
        }
        return isMended;
    }

    /// Leaves the others the time that belongs to their customers.
    private void rest(long worked) throws InterruptedException {
        long rest = worked * (100 - workshop.share()) / workshop.share();
        TimeUnit.NANOSECONDS.sleep(Math.min(rest, LONGEST_REST.toNanos()));
    }

    private boolean mend(ByteBudget.Part part, List<LostBlock> blocks) throws InterruptedException {
        try (part) {
            new Batch(
                            order,
                            calls,
                            workshop.together(),
                            workshop.rate(),
                            workshop.signatures(),
                            tally,
                            this::giveUp)
                    .mend(blocks);
            return true;
        } catch (RuntimeException unexpected) {
            LOG.error("{} blocks could not be mended", blocks.size(), unexpected);
            tally.trouble("%d blocks could not be mended: %s".formatted(blocks.size(), unexpected));
            return false;
        }
    }

    private void awaitAll() throws InterruptedException {
        for (Future<?> each : working) {
            try {
                Object _ = each.get();
            } catch (ExecutionException failed) {
                tally.trouble(String.valueOf(failed.getCause()));
            }
        }
    }
}
