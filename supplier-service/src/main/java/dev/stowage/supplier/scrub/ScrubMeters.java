package dev.stowage.supplier.scrub;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
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

    public ScrubMeters(MeterRegistry registry, Tags tags) {
        this.bytes = registry.counter("stowage.scrub.bytes", tags);
        this.records = registry.counter("stowage.scrub.records", tags);
        this.doubtful = registry.counter("stowage.scrub.doubtful", tags);
        this.decayed = registry.counter("stowage.scrub.decayed", tags);
        this.busy = registry.timer("stowage.scrub.busy", tags);
        this.rounds = registry.timer("stowage.scrub.rounds", tags);
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
