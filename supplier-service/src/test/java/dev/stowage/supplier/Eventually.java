package dev.stowage.supplier;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/// Waits for what must come true.
public final class Eventually {

    private static final Duration PAUSE = Duration.ofMillis(5);

    private Eventually() {}

    public static void holds(Duration patience, BooleanSupplier condition) {
        long deadline = System.nanoTime() + patience.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("it did not come true within " + patience);
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }
}
