package dev.stowage.placement.carrier;

import dev.stowage.protocol.placement.SupplierId;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A volume that may serve more carriers than it does.
///
/// @param slots carriers more, 1 or more
record FreeSlots(UUID volume, SupplierId supplier, @Nullable String zone, int slots) {

    FreeSlots {
        if (slots < 1) {
            throw new IllegalArgumentException("slots must be 1 or more, got " + slots);
        }
    }
}
