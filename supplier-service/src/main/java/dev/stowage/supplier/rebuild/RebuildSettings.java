package dev.stowage.supplier.rebuild;

import java.time.Duration;

/// What a supplier gives to rebuilds.
///
/// @param enabled whether it makes lost records again, for whomever they are
/// @param parallel rebuilds, and batches of blocks, at once
/// @param bytesPerSecond of fragments that it fetches; 0 for no limit
/// @param shareBesideCustomers percent of the time in which it works at a batch of blocks; the rest
///   it rests, while those that it reads from serve customers and one more loss does no harm
/// @param grace how long a record may be missing here before placement is told
public record RebuildSettings(
        boolean enabled,
        int parallel,
        long bytesPerSecond,
        int shareBesideCustomers,
        Duration grace) {

    /// Rebuilds at once.
    public static final int MOST_PARALLEL = 16;

    /// The slowest rate: below it a single large block takes longer than any lease.
    public static final long LEAST_BYTES_PER_SECOND = 64 << 10;

    private static final int MOST_PERCENT = 100;

    private static final Duration LONGEST_GRACE = Duration.ofDays(30);

    public static final RebuildSettings DEFAULT =
            new RebuildSettings(true, 4, 0, 33, Duration.ofMinutes(10));

    public RebuildSettings {
        if (parallel < 1 || parallel > MOST_PARALLEL) {
            throw new IllegalArgumentException(
                    "stowage.supplier.rebuild.parallel must be 1 … %d, got %d"
                            .formatted(MOST_PARALLEL, parallel));
        }
        if (bytesPerSecond != 0 && bytesPerSecond < LEAST_BYTES_PER_SECOND) {
            throw new IllegalArgumentException(
                    "stowage.supplier.rebuild.bytes-per-second must be 0 for no limit, or %d at least, got %d"
                            .formatted(LEAST_BYTES_PER_SECOND, bytesPerSecond));
        }
        if (shareBesideCustomers < 1 || shareBesideCustomers > MOST_PERCENT) {
            throw new IllegalArgumentException(
                    "stowage.supplier.rebuild.share-beside-customers must be 1 … %d percent, got %d"
                            .formatted(MOST_PERCENT, shareBesideCustomers));
        }
        if (!grace.isPositive() || grace.compareTo(LONGEST_GRACE) > 0) {
            throw new IllegalArgumentException(
                    "stowage.supplier.rebuild.missing-grace must be more than 0 and %s at most, got %s"
                            .formatted(LONGEST_GRACE, grace));
        }
    }
}
