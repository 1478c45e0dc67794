package dev.stowage.gateway.limit;

import dev.stowage.protocol.fault.Fault;
import dev.stowage.protocol.fault.FaultCode;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.Semaphore;

/// How many requests are served at once.
public final class RequestLimit {

    private final int limit;
    private final Semaphore permits;

    public RequestLimit(int limit, MeterRegistry meters) {
        this.limit = limit;
        this.permits = new Semaphore(limit);
        Gauge.builder("stowage.gateway.requests", () -> limit - permits.availablePermits())
                .description("requests being served")
                .register(meters);
    }

    /// Takes a place, or refuses at once.
    ///
    /// @throws Fault `busy`
    void enter() {
        if (!permits.tryAcquire()) {
            throw new Fault(
                            FaultCode.BUSY,
                            "%d requests are being served, more are not taken; try again"
                                    .formatted(limit))
                    .with("limit", limit);
        }
    }

    /// Gives the place back.
    void leave() {
        permits.release();
    }
}
