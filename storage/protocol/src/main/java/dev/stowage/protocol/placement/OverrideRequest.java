package dev.stowage.protocol.placement;

import dev.stowage.format.address.CarrierId;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// An account wants another supplier to hold, for itself alone, what belongs on one of its
/// carriers.
///
/// @param with that supplier; absent if placement is to choose
/// @param refused suppliers that must not be chosen: they granted no contract
public record OverrideRequest(
        CarrierId carrier, @Nullable SupplierId with, Set<SupplierId> refused) {

    /// More are not looked at.
    public static final int MOST_REFUSED = 64;

    public OverrideRequest {
        refused = Set.copyOf(refused);
        if (refused.size() > MOST_REFUSED) {
            throw new IllegalArgumentException(
                    "%d suppliers can have refused, got %d"
                            .formatted(MOST_REFUSED, refused.size()));
        }
    }
}
