package dev.stowage.cluster.writers;

import java.time.Duration;

/// How long and how hard a campaign is.
///
/// @param operations at least
/// @param writers at each of the two services
/// @param killEvery so often one of them is killed, but not before the last victim was ready again
/// @param kills at least
/// @param idleRanges after which the services close block numbers of those that do not come back;
///   what is dead waits half as long for the trash
/// @param seed of the writers' choices, and of the victims
public record WritersSettings(
        int operations,
        int writers,
        Duration killEvery,
        int kills,
        Duration idleRanges,
        long seed) {

    public WritersSettings {
        if (operations < 1 || writers < 1 || writers > 256 || kills < 0) {
            throw new IllegalArgumentException(
                    "there are operations, 1 … 256 writers at each service and 0 kills or more, got %d, %d and %d"
                            .formatted(operations, writers, kills));
        }
        if (!killEvery.isPositive() || idleRanges.compareTo(Duration.ofSeconds(2)) < 0) {
            throw new IllegalArgumentException(
                    "kills come after some time, block numbers are idle after 2 s or more, got %s and %s"
                            .formatted(killEvery, idleRanges));
        }
    }
}
