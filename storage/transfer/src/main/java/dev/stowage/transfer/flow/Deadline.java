package dev.stowage.transfer.flow;

import java.time.Duration;

/// A moment on this machine's steady clock by which something must have happened.
///
/// @param nanos as [System#nanoTime] counts
public record Deadline(long nanos) implements Comparable<Deadline> {

    public static Deadline after(Duration duration) {
        return new Deadline(System.nanoTime() + duration.toNanos());
    }

    /// Nanoseconds left, zero or less once it has passed.
    public long nanosLeft() {
        return nanos - System.nanoTime();
    }

    public boolean hasPassed() {
        return nanosLeft() <= 0;
    }

    public Deadline earlier(Deadline other) {
        return compareTo(other) <= 0 ? this : other;
    }

    @Override
    public int compareTo(Deadline other) {
        return Long.signum(nanos - other.nanos);
    }
}
