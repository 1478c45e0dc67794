package dev.stowage.protocol.supplier;

import dev.stowage.format.Bounds;
import org.jspecify.annotations.Nullable;

/// A wish to end a contract.
///
/// @param days until it ends, 0 … 3650; absent for the supplier's usual time
public record Notice(@Nullable Integer days) {

    public static final int MAX_DAYS = 3650;

    public Notice {
        if (days != null) {
            Bounds.requireRange("days of a notice", days, 0, MAX_DAYS);
        }
    }
}
