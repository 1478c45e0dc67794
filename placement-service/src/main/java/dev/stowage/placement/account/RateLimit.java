package dev.stowage.placement.account;

import dev.stowage.protocol.fault.Fault;
import dev.stowage.protocol.fault.FaultCode;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/// So many a minute: a bucket that fills evenly and holds a minute's worth.
final class RateLimit {

    private static final double MINUTE = Duration.ofMinutes(1).toNanos();

    private final int perMinute;
    private final Clock clock;
    private double left;
    private Instant filled;

    RateLimit(int perMinute, Clock clock) {
        this.perMinute = perMinute;
        this.clock = clock;
        this.left = perMinute;
        this.filled = clock.instant();
    }

    /// Takes one.
    ///
    /// @throws Fault `too-many-requests`
    synchronized void take(String what) {
        Instant now = clock.instant();
        double since = Math.max(0, Duration.between(filled, now).toNanos());
        left = Math.min(perMinute, left + since / MINUTE * perMinute);
        filled = now;
        if (left < 1) {
            throw new Fault(
                            FaultCode.TOO_MANY_REQUESTS,
                            "%s: at most %d a minute".formatted(what, perMinute))
                    .with("perMinute", perMinute);
        }
        left--;
    }
}
