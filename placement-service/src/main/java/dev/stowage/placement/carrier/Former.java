package dev.stowage.placement.carrier;

import dev.stowage.format.address.AccountNumber;
import dev.stowage.format.address.CarrierId;
import dev.stowage.protocol.token.AssignedCarrier;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A volume that served a carrier, until another supplier's came in its place, and that may still
/// have the carrier's records.
///
/// @param generation the last one in which it served the carrier
/// @param rebuildsUpTo the account up to which rebuilds were made; absent before the first one
public record Former(
        CarrierId carrier, int generation, UUID volume, @Nullable AccountNumber rebuildsUpTo) {

    AssignedCarrier assigned() {
        return new AssignedCarrier(carrier, generation, volume);
    }
}
