package dev.stowage.supplier.hosting;

import dev.stowage.supplier.store.CommitObserver;
import dev.stowage.supplier.store.Compacted;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/// What a supplier's meters show, as long as it is open.
final class SupplierMeters implements CommitObserver, AutoCloseable {

    private final MeterRegistry registry;
    private final String supplier;
    private final Timer commits;
    private final DistributionSummary changes;
    private final DistributionSummary bytes;
    private final Timer compactions;
    private final Counter compactedBytes;
    private final Counter decayed;
    private final List<Meter> gauges = new ArrayList<>();

    SupplierMeters(MeterRegistry registry, String supplier) {
        this.registry = registry;
        this.supplier = supplier;
        this.commits = registry.timer("stowage.store.commit", "supplier", supplier);
        this.changes = registry.summary("stowage.store.commit.changes", "supplier", supplier);
        this.compactions = registry.timer("stowage.store.compaction", "supplier", supplier);
        this.compactedBytes =
                registry.counter("stowage.store.compaction.freed.bytes", "supplier", supplier);
        this.decayed = registry.counter("stowage.store.compaction.decayed", "supplier", supplier);
        this.bytes = registry.summary("stowage.store.commit.bytes", "supplier", supplier);
    }

    void gauge(String name, Supplier<Number> value) {
        gauges.add(Gauge.builder(name, value).tag("supplier", supplier).register(registry));
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

    @Override
    public void close() {
        gauges.forEach(registry::remove);
    }
}
