package dev.stowage.supplier.bandwidth;

/// So many bytes in a second, and a tenth of a second's worth at once after a rest.
public final class Rate {

    private static final double NANOS = 1e9;
    private static final long SAVED_NANOS = 100_000_000;

    private final long bytesPerSecond;
    private long freeAt;

    /// @param bytesPerSecond 0 for no limit
    /// @param now nanoseconds of a clock that never goes back
    public Rate(long bytesPerSecond, long now) {
        this.bytesPerSecond = bytesPerSecond;
        this.freeAt = now;
    }

    /// Nanoseconds until something may pass; 0 if it may now.
    public long pause(long now) {
        return Math.max(0, freeAt - now);
    }

    /// Whatever has just passed delays what comes after it.
    public void passed(long bytes, long now) {
        if (bytesPerSecond > 0) {
            long nanos = (long) Math.ceil(bytes * NANOS / bytesPerSecond);
            freeAt = Math.max(freeAt, now - SAVED_NANOS) + nanos;
        }
    }
}
