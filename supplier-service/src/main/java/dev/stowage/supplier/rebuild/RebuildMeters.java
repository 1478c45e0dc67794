package dev.stowage.supplier.rebuild;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

/// Counts what one supplier makes again, of whomever it is.
final class RebuildMeters {

    private final Counter records;
    private final Counter bytesRead;
    private final Counter bytesRebuilt;
    private final Counter impossible;

    /// @param supplier the name of the supplier's directory
    RebuildMeters(MeterRegistry registry, String supplier) {
        this.records = registry.counter("stowage.rebuild.records", "supplier", supplier);
        this.bytesRead = registry.counter("stowage.rebuild.bytes.read", "supplier", supplier);
        this.bytesRebuilt = registry.counter("stowage.rebuild.bytes.rebuilt", "supplier", supplier);
        this.impossible = registry.counter("stowage.rebuild.impossible", "supplier", supplier);
    }

    void read(long bytes) {
        bytesRead.increment((double) bytes);
    }

    void rebuilt(long count, long bytes) {
        records.increment((double) count);
        bytesRebuilt.increment((double) bytes);
    }

    void impossible(long count) {
        impossible.increment((double) count);
    }
}
