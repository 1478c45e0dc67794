package dev.stowage.protocol.placement;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// Carriers and who serves them.
///
/// @param revision another one whenever a carrier changed hands or came into being, a supplier
///   came, left or moved, and once a minute
/// @param carriers in ascending order; absent if the revision that the caller knows is still the
///   current one
public record CarrierList(String revision, @Nullable List<ServedCarrier> carriers) {

    public CarrierList {
        carriers = carriers == null ? null : List.copyOf(carriers);
    }
}
