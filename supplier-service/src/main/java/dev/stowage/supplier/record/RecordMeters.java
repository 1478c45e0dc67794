package dev.stowage.supplier.record;

import dev.stowage.format.record.FragmentRecord;
import dev.stowage.protocol.supplier.FetchOutcome;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.List;

/// Counts the records of one supplier on their way in and out.
public final class RecordMeters {

    private final Timer proving;
    private final Counter stored;
    private final Counter storedBytes;
    private final Counter fetched;
    private final Counter fetchedBytes;
    private final Counter missing;
    private final Counter corrupt;

    /// @param supplier the name of the supplier's directory
    public RecordMeters(MeterRegistry registry, String supplier) {
        this.proving = registry.timer("stowage.records.prove", "supplier", supplier);
        this.stored = registry.counter("stowage.records.stored", "supplier", supplier);
        this.storedBytes = registry.counter("stowage.records.stored.bytes", "supplier", supplier);
        this.fetched = outcome(registry, supplier, "intact");
        this.missing = outcome(registry, supplier, "missing");
        this.corrupt = outcome(registry, supplier, "corrupt");
        this.fetchedBytes = registry.counter("stowage.records.fetched.bytes", "supplier", supplier);
    }

    private static Counter outcome(MeterRegistry registry, String supplier, String outcome) {
        return registry.counter(
                "stowage.records.fetched", "supplier", supplier, "outcome", outcome);
    }

    void proving(Runnable proof) {
        proving.record(proof);
    }

    void stored(List<FragmentRecord> records) {
        stored.increment(records.size());
        records.forEach(record -> storedBytes.increment(record.length()));
    }

    void fetched(List<FetchOutcome> outcomes) {
        for (FetchOutcome outcome : outcomes) {
            switch (outcome) {
                case FetchOutcome.Intact(FragmentRecord record) -> {
                    fetched.increment();
                    fetchedBytes.increment(record.length());
                }
                case FetchOutcome.Missing _ -> missing.increment();
                case FetchOutcome.Corrupt _ -> corrupt.increment();
            }
        }
    }
}
