package dev.stowage.supplier.scrub;

import java.time.Duration;

/// What a supplier donates to its scrub.
///
/// @param period within which everything is read once
/// @param limit bytes per second that it reads at most; 0 for as many as the processor share allows
/// @param processorShare percent of one processor that it takes at most, 1 … 100
/// @param secondLook how much later a record that looks bad is looked at again
public record ScrubSettings(Duration period, long limit, int processorShare, Duration secondLook) {

    private static final Duration SECOND_LOOK = Duration.ofMillis(500);

    public static final ScrubSettings DEFAULT =
            new ScrubSettings(Duration.ofDays(14), 20L << 20, 25);

    public ScrubSettings(Duration period, long limit, int processorShare) {
        this(period, limit, processorShare, SECOND_LOOK);
    }

    public ScrubSettings {
        if (period.compareTo(Duration.ofSeconds(1)) < 0
                || limit < 0
                || processorShare < 1
                || processorShare > 100) {
            throw new IllegalArgumentException(
                    "a scrub period of %s, %d bytes/s and %d %% of a processor cannot be"
                            .formatted(period, limit, processorShare));
        }
    }
}
