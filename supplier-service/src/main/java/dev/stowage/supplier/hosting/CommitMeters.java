package dev.stowage.supplier.hosting;

import dev.stowage.supplier.store.CommitObserver;
import dev.stowage.supplier.store.Compacted;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;

/// Counts what a volume's log writes and compacts.
final class CommitMeters implements CommitObserver {

    private final Timer commits;
    private final DistributionSummary changes;
    private final DistributionSummary bytes;
    private final Timer compactions;
    private final Counter compactedBytes;
    private final Counter decayed;

    CommitMeters(MeterRegistry registry, Tags tags) {
        this.commits = registry.timer("stowage.store.commit", tags);
        this.changes = registry.summary("stowage.store.commit.changes", tags);
        this.bytes = registry.summary("stowage.store.commit.bytes", tags);
        this.compactions = registry.timer("stowage.store.compaction", tags);
        this.compactedBytes = registry.counter("stowage.store.compaction.freed.bytes", tags);
        this.decayed = registry.counter("stowage.store.compaction.decayed", tags);
    }

    @Override
    public void committed(int committed, long written, Duration time) {
        commits.record(time);
        changes.record(committed);
        bytes.record((double) written);
    }

    @Override
    public void compacted(Compacted compacted) {
        compactions.record(compacted.time());
        compactedBytes.increment((double) compacted.before() - compacted.after());
        decayed.increment(compacted.decayed());
    }
}
