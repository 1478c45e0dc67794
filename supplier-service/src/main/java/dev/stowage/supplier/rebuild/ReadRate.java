package dev.stowage.supplier.rebuild;

import dev.stowage.supplier.bandwidth.Rate;
import java.util.concurrent.TimeUnit;

/// Lets so many bytes of fragments be read in a second, by all rebuilds of one supplier together.
final class ReadRate {

    private final Rate rate;

    /// @param bytesPerSecond 0 for no limit
    ReadRate(long bytesPerSecond) {
        this.rate = new Rate(bytesPerSecond, System.nanoTime());
    }

    /// Waits until so many bytes may be read.
    void await(long bytes) throws InterruptedException {
        TimeUnit.NANOSECONDS.sleep(turn(bytes));
    }

    private synchronized long turn(long bytes) {
        long now = System.nanoTime();
        long pause = rate.pause(now);
        rate.passed(bytes, now);
        return pause;
    }
}
