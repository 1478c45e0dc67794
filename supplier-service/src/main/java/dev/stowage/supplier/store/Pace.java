package dev.stowage.supplier.store;

import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Lets so many bytes pass in a second, until it is stopped.
final class Pace {

    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    private final long bytesPerSecond;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private long due = System.nanoTime();

    /// @param bytesPerSecond 0 for no limit
    Pace(long bytesPerSecond) {
        this.bytesPerSecond = bytesPerSecond;
    }

    /// Waits until so many bytes may pass. Used by one thread at a time.
    ///
    /// @throws CancellationException if it was stopped
    void await(long bytes) {
        long now = System.nanoTime();
        due = Math.max(due, now);
        if (isStoppedWithin(due - now)) {
            throw new CancellationException("the store is closing");
        }
        due += bytesPerSecond == 0 ? 0 : Math.round((double) bytes / bytesPerSecond * SECOND);
    }

    /// Waits.
    ///
    /// @return whether it was stopped meanwhile or before
    boolean isStoppedWithin(long nanos) {
        try {
            return stopped.await(nanos, TimeUnit.NANOSECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    void stop() {
        stopped.countDown();
    }
}
