package dev.stowage.protocol.supplier;

import dev.stowage.format.Bounds;
import org.jspecify.annotations.Nullable;

/// A wish to answer nobody for a while.
///
/// @param minutes 1 … 10,080: a week
/// @param reason that callers are told, up to 200 characters in one line
public record MaintenanceWish(int minutes, @Nullable String reason) {

    public static final int MAX_MINUTES = 7 * 24 * 60;
    public static final int MAX_REASON = 200;

    public MaintenanceWish {
        Bounds.requireRange("minutes of maintenance", minutes, 1, MAX_MINUTES);
        if (reason != null
                && (reason.length() > MAX_REASON
                        || reason.codePoints().anyMatch(Character::isISOControl))) {
            throw new IllegalArgumentException(
                    "a reason is one line of up to %d characters".formatted(MAX_REASON));
        }
    }
}
