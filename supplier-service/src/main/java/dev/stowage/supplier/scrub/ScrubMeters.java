package dev.stowage.supplier.scrub;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;

/// What a scrub takes, and what it finds.
public final class ScrubMeters {

    private final Counter bytes;
    private final Counter records;
    private final Counter doubtful;
    private final Counter decayed;
    private final Timer busy;
    private final Timer rounds;

    public ScrubMeters(MeterRegistry registry, String supplier) {
        this.bytes = registry.counter("stowage.scrub.bytes", "supplier", supplier);
        this.records = registry.counter("stowage.scrub.records", "supplier", supplier);
        this.doubtful = registry.counter("stowage.scrub.doubtful", "supplier", supplier);
        this.decayed = registry.counter("stowage.scrub.decayed", "supplier", supplier);
        this.busy = registry.timer("stowage.scrub.busy", "supplier", supplier);
        this.rounds = registry.timer("stowage.scrub.rounds", "supplier", supplier);
    }

    void read(long more, Duration time) {
        bytes.increment((double) more);
        records.increment();
        busy.record(time);
    }

    /// A record was bad at the first look and good at the second.
    void doubtful() {
        doubtful.increment();
    }

    void decayed() {
        decayed.increment();
    }

    void roundEnded(Duration time) {
        rounds.record(time);
    }
}
