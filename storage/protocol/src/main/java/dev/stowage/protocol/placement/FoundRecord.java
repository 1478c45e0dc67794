package dev.stowage.protocol.placement;

import dev.stowage.format.address.Address;
import dev.stowage.format.address.CarrierId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A record that readers wanted and did not get as it should be.
///
/// @param carrier of the address's group, that should hold it
/// @param kind as it was seen last
/// @param supplier who served the carrier then, if that is known
/// @param count times it was seen, 1 or more
public record FoundRecord(
        Address address,
        int position,
        CarrierId carrier,
        Kind kind,
        @Nullable SupplierId supplier,
        Instant firstSeen,
        Instant lastSeen,
        long count) {

    /// What was wrong.
    public enum Kind {
        /// The supplier does not have it.
        MISSING,
        /// The supplier has it no more as it was, or sent another one.
        CORRUPT
    }

    public FoundRecord {
        long index = carrier.value() - address.group().first().value();
        int carriers = address.group().carriers();
        if (index < 0 || index >= carriers || position < 0 || position >= carriers) {
            throw new IllegalArgumentException(
                    "position %d on carrier %s does not lie in the %d carriers from %s"
                            .formatted(position, carrier, carriers, address.group().first()));
        }
        if (count < 1 || count > Integer.MAX_VALUE || lastSeen.isBefore(firstSeen)) {
            throw new IllegalArgumentException(
                    "nothing is seen %d times from %s to %s".formatted(count, firstSeen, lastSeen));
        }
    }
}
