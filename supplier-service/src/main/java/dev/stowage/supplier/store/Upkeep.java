package dev.stowage.supplier.store;

import java.time.Duration;

/// How a store looks after what it need not keep.
///
/// @param trash how long a dropped record can come back
public record Upkeep(Duration trash) {

    public static final Upkeep DEFAULT = new Upkeep(Duration.ofDays(7));

    public Upkeep {
        if (trash.isNegative()) {
            throw new IllegalArgumentException("the trash keeps for %s".formatted(trash));
        }
    }
}
