package dev.stowage.supplier.store;

import dev.stowage.format.Bounds;
import java.time.Duration;

/// How a store looks after what it need not keep.
///
/// @param trash how long a dropped record can come back
/// @param livingPercent a log file of which less is needed is compacted
/// @param bytesPerSecond that are copied at most; 0 for no limit
/// @param pause after which it looks again whether something is due
public record Upkeep(Duration trash, int livingPercent, long bytesPerSecond, Duration pause) {

    public static final Upkeep DEFAULT =
            new Upkeep(Duration.ofDays(7), 50, 32L << 20, Duration.ofMinutes(1));

    public Upkeep {
        if (trash.isNegative() || !pause.isPositive()) {
            throw new IllegalArgumentException(
                    "the trash keeps for %s, something is looked after every %s"
                            .formatted(trash, pause));
        }
        Bounds.requireRange("percent of a file", livingPercent, 0, 100);
        Bounds.requireRange("bytes per second", bytesPerSecond, 0, Long.MAX_VALUE);
    }
}
