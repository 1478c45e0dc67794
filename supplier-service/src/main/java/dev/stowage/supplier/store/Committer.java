package dev.stowage.supplier.store;

import dev.stowage.protocol.fault.Fault;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The one thread that writes: takes what waits, writes it, syncs once, publishes it and
/// acknowledges it all (group commit).
final class Committer implements Runnable {

    private static final Logger LOG = LoggerFactory.getLogger(Committer.class);

    private final CommitQueue queue;
    private final LogAppender appender;
    private final LogIndex index;
    private final RecordReader reader;
    private final TrashTime time;
    private final LogSettings settings;
    private final CommitObserver observer;
    private final DiskWatch watch;

    Committer(
            CommitQueue queue,
            LogAppender appender,
            LogIndex index,
            RecordReader reader,
            TrashTime time,
            LogSettings settings,
            CommitObserver observer,
            DiskWatch watch) {
        this.queue = queue;
        this.appender = appender;
        this.index = index;
        this.reader = reader;
        this.time = time;
        this.settings = settings;
        this.observer = observer;
        this.watch = watch;
    }

    /// Refuses if the disk has failed or does not answer.
    void requireWorking() {
        watch.requireWritable();
    }

    @Override
    public void run() {
        for (List<Change> group = queue.take(); !group.isEmpty(); group = queue.take()) {
            commitOrRefuse(group);
        }
        close();
    }

    private void commitOrRefuse(List<Change> group) {
        try {
            requireWorking();
            watch.writing(() -> commit(group));
        } catch (Fault fault) {
            refuse(group, fault);
        } catch (IOException | RuntimeException | Error broken) {
            refuse(group, watch.fail(broken));
        }
    }

    private void close() {
        try (appender) {
            if (!watch.hasFailed()) {
                appender.finish();
            }
        } catch (IOException broken) {
            LOG.error("the log could not be closed", broken);
        }
    }

    private void commit(List<Change> group) throws IOException {
        long start = System.nanoTime();
        CommitPlan plan = plan(group);
        if (!plan.isEmpty()) {
            boolean isOfTrash = group.getFirst().isOfTrash();
            write(plan, isOfTrash ? 0 : settings.reserveBytes());
            if (!isOfTrash) {
                watch.hasRoom();
            }
            appender.commit().forEach(index::publish);
            appender.trySeal();
            index.space().resize(appender.name(), appender.size());
            observer.committed(
                    plan.planned().size(),
                    plan.bytes(),
                    Duration.ofNanos(System.nanoTime() - start));
        }
        plan.adjust();
        if (index.space().isTainted(appender.name())) {
            appender.rollEarly();
            index.space().resize(appender.name(), appender.size());
        }
        // To wake everybody who waits takes as long as a tenth of a sync.
        Thread.startVirtualThread(plan::acknowledge);
    }

    private CommitPlan plan(List<Change> group) {
        CommitPlan plan = new CommitPlan(index, reader, time);
        for (Change change : group) {
            try {
                plan.add(change);
            } catch (Fault refused) {
                change.answer().completeExceptionally(refused);
            }
        }
        return plan;
    }

    /// @param reserve of the disk that is left free: nothing by drops, which make room
    private void write(CommitPlan plan, long reserve) throws IOException {
        try {
            appender.begin(plan.bytes(), reserve);
        } catch (DiskFullException full) {
            throw watch.full(full);
        }
        try {
            for (CommitPlan.Planned each : plan.planned()) {
                appender.nextBatch();
                for (CommitPlan.Entry entry : each.entries()) {
                    appender.append(each.entries().size(), entry.subject(), entry.body());
                }
            }
            appender.flush();
        } catch (DiskFullException full) {
            appender.rollBack();
            throw watch.full(full);
        }
    }

    private static void refuse(List<Change> group, Fault fault) {
        group.forEach(change -> change.answer().completeExceptionally(fault));
    }
}
