package dev.stowage.verification.benchmarks.race;

import java.time.Duration;

/// How long a race takes.
///
/// @param rounds how often each contestant is timed
/// @param round how long it works in each round, at least
/// @param leastWarmUp how long it works before, at least
/// @param mostWarmUp after this time it need not have become steady
/// @param mostColdWarmUp the same when it never ran before
public record Pace(
        int rounds,
        Duration round,
        Duration leastWarmUp,
        Duration mostWarmUp,
        Duration mostColdWarmUp) {

    public Pace {
        if (rounds < 1) {
            throw new IllegalArgumentException("a race has 1 round at least, not " + rounds);
        }
    }
}
