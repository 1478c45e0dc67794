package dev.stowage.supplier.record;

import java.time.Duration;
import java.util.function.LongSupplier;

/// Whether customers store or fetch here just now. Safe for several threads.
final class CustomerTraffic {

    /// Between two requests of somebody who sends one after the other lies less.
    private static final Duration JUST_NOW = Duration.ofMillis(200);

    private final LongSupplier nanos;
    private volatile long last;

    /// @param nanos a clock that only goes on
    CustomerTraffic(LongSupplier nanos) {
        this.nanos = nanos;
        this.last = nanos.getAsLong() - JUST_NOW.toNanos();
    }

    /// There is one.
    void note() {
        last = nanos.getAsLong();
    }

    boolean isThere() {
        return nanos.getAsLong() - last < JUST_NOW.toNanos();
    }
}
