package dev.stowage.supplier;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/// A clock that stands until a test turns it, and the nanoseconds that go with it.
public final class TurnedClock extends Clock {

    private volatile long nanos;
    private volatile Instant now = Instant.parse("2026-11-01T00:00:00Z");

    /// Time passes.
    public void turn(Duration forward) {
        jump(forward);
        nanos += forward.toNanos();
    }

    /// Somebody sets the clock: no time passes.
    public void jump(Duration forward) {
        now = now.plus(forward);
    }

    /// Goes on only when time passes, as [System#nanoTime].
    public long nanos() {
        return nanos;
    }

    @Override
    public Instant instant() {
        return now;
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return this;
    }
}
