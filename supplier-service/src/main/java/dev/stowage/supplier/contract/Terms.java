package dev.stowage.supplier.contract;

import java.time.Duration;

/// On what terms a supplier donates space.
///
/// @param capacity bytes donated
/// @param notice after which a contract ends, unless the operator says otherwise
/// @param grace for which records can still be fetched after that
public record Terms(long capacity, Duration notice, Duration grace) {

    private static final Duration LONGEST = Duration.ofDays(3650);

    public Terms {
        if (capacity < 0) {
            throw new IllegalArgumentException("a capacity is 0 bytes or more, got " + capacity);
        }
        requireRange("notice", notice);
        requireRange("grace", grace);
    }

    /// The same about another volume.
    public Terms of(long bytes) {
        return new Terms(bytes, notice, grace);
    }

    private static void requireRange(String name, Duration duration) {
        if (duration.isNegative() || duration.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException(
                    "%s must be 0 … %d days, got %s".formatted(name, LONGEST.toDays(), duration));
        }
    }
}
