package dev.stowage.verification.benchmarks.race;

/// Counts how often something happens in a given time.
final class Stopwatch {

    private static final int LOOKS = 16;

    private Stopwatch() {}

    /// Runs passes for the given time at least, and returns how many there were in a nanosecond.
    ///
    /// The clock is looked at after 1, 2, 4 … passes, up to a sixteenth of the time.
    static double passesInNanosecond(Runnable pass, long leastNanos) {
        long start = System.nanoTime();
        long passes = 0;
        long batch = 1;
        long elapsed = 0;
        do {
            for (long i = 0; i < batch; i++) {
                pass.run();
            }
            passes += batch;
            long before = elapsed;
            elapsed = Math.max(1, System.nanoTime() - start);
            if (elapsed - before < leastNanos / LOOKS / 2) {
                batch *= 2;
            }
        } while (elapsed < leastNanos);
        return (double) passes / elapsed;
    }
}
