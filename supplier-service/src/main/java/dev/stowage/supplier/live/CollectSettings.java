package dev.stowage.supplier.live;

import java.time.Duration;

/// How a supplier looks for dead blocks.
///
/// @param after how long they wait for the trash, in time that the supplier served
/// @param every how often it looks
public record CollectSettings(Duration after, Duration every) {

    public static final CollectSettings DEFAULT =
            new CollectSettings(Duration.ofDays(1), Duration.ofHours(1));

    public CollectSettings {
        if (after.isNegative() || !every.isPositive()) {
            throw new IllegalArgumentException(
                    "dead blocks are looked for every %s and wait for %s".formatted(every, after));
        }
    }
}
