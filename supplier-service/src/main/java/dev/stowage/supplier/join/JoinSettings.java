package dev.stowage.supplier.join;

import java.time.Duration;

/// How a supplier joins.
///
/// @param joinCode from the operator; empty once it has joined
/// @param firstPause after a failed attempt; doubled after each, up to `longestPause`
public record JoinSettings(String joinCode, Duration firstPause, Duration longestPause) {

    public JoinSettings {
        if (firstPause.isNegative()
                || firstPause.isZero()
                || longestPause.compareTo(firstPause) < 0) {
            throw new IllegalArgumentException(
                    "pauses must be positive and grow, got %s … %s"
                            .formatted(firstPause, longestPause));
        }
    }

    /// Quick at first, as services often start together.
    public static JoinSettings withCode(String joinCode) {
        return new JoinSettings(joinCode, Duration.ofMillis(200), Duration.ofSeconds(2));
    }

    /// Without the join code, which is a secret.
    @Override
    public String toString() {
        return "JoinSettings[firstPause=%s, longestPause=%s]".formatted(firstPause, longestPause);
    }
}
