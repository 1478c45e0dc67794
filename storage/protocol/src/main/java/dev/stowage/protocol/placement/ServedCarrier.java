package dev.stowage.protocol.placement;

import dev.stowage.format.address.CarrierId;
import dev.stowage.format.signature.VerifyingKey;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A carrier and the volume that serves it now.
///
/// @param generation grows by one with every volume that takes the carrier over
/// @param key the supplier's identity
/// @param url where the supplier answers
/// @param lastSeen its last heartbeat
/// @param alive whether that was recent
/// @param takesNew whether new blocks should come to its volume: not to one that is full or failed,
///   nor to a supplier that leaves or is hot: so busy that others should be taken, if there are any
public record ServedCarrier(
        CarrierId carrier,
        int generation,
        SupplierId supplier,
        VerifyingKey key,
        String url,
        @Nullable String zone,
        UUID volume,
        Instant lastSeen,
        boolean alive,
        boolean takesNew) {

    /// The same volume as an account sees it at a carrier that it overrode by this one.
    public ServedCarrier inPlaceOf(CarrierId overridden) {
        return new ServedCarrier(
                overridden,
                generation,
                supplier,
                key,
                url,
                zone,
                volume,
                lastSeen,
                alive,
                takesNew);
    }
}
