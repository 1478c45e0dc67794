package dev.stowage.transfer.supplier;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/// How much a supplier has to do for this process: requests in flight, and how long reads take on
/// average, the newest counting most.
final class SupplierLoad {

    /// A new read counts as much as this part of all before it.
    private static final int WEIGHT = 8;

    private final AtomicInteger inFlight = new AtomicInteger();
    private final AtomicLong averageNanos = new AtomicLong();

    void begin() {
        inFlight.incrementAndGet();
    }

    void end() {
        inFlight.decrementAndGet();
    }

    /// A read was answered.
    void took(long nanos) {
        averageNanos.accumulateAndGet(
                nanos,
                (average, latest) -> average == 0 ? latest : average + (latest - average) / WEIGHT);
    }

    /// How long one more read would probably take; 0 while nothing is known.
    long expectedNanos() {
        return averageNanos.get() * (1L + inFlight.get());
    }
}
