package dev.stowage.cluster.writers;

import java.time.Duration;
import picocli.CommandLine.Option;

/// What can be said of the campaign on the command line.
public final class WritersOptions {

    private static final Duration IDLE_RANGES = Duration.ofSeconds(20);

    @Option(
            names = "--operations",
            paramLabel = "N",
            description = "writers: how many at least (${DEFAULT-VALUE})",
            defaultValue = "10000")
    private int operations;

    @Option(
            names = "--writers",
            paramLabel = "N",
            description = "writers: at each of the two services (${DEFAULT-VALUE})",
            defaultValue = "8")
    private int writers;

    @Option(
            names = "--kill-every",
            paramLabel = "SECONDS",
            description = "writers: how often one of them is killed (${DEFAULT-VALUE})",
            defaultValue = "30")
    private int killEvery;

    @Option(
            names = "--kills",
            paramLabel = "N",
            description = "writers: how many kills at least (${DEFAULT-VALUE})",
            defaultValue = "10")
    private int kills;

    /// @throws IllegalArgumentException if a number cannot be
    public WritersSettings settings(long seed) {
        return new WritersSettings(
                operations, writers, Duration.ofSeconds(killEvery), kills, IDLE_RANGES, seed);
    }
}
