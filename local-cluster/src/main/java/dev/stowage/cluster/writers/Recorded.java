package dev.stowage.cluster.writers;

import java.time.Duration;

/// A request that was sent, and what came of it.
///
/// @param by service and writer, as in `A/3`
/// @param start nanoseconds since the campaign began
/// @param end the same, when the answer was there or was given up
record Recorded(String by, Request request, long start, long end, Answer answer) {

    /// For people: who and when.
    String told() {
        return "%10.3f … %10.3f s  %-5s".formatted(seconds(start), seconds(end), by);
    }

    private static double seconds(long nanos) {
        return Duration.ofNanos(nanos).toMillis() / 1000.0;
    }
}
