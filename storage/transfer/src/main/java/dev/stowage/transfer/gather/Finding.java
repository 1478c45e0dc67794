package dev.stowage.transfer.gather;

import dev.stowage.format.address.Address;
import dev.stowage.format.address.CarrierId;
import dev.stowage.protocol.placement.SupplierId;
import java.util.Optional;

/// A record that a reader wanted and did not get as it should be.
///
/// @param supplier who serves the carrier, as far as it is known
/// @param detail one sentence
public record Finding(
        Kind kind,
        Address address,
        int position,
        CarrierId carrier,
        Optional<SupplierId> supplier,
        String detail) {

    /// What was wrong.
    public enum Kind {
        /// The supplier does not have it.
        MISSING,
        /// What the supplier has, or gave, is not what the owner signed.
        CORRUPT,
        /// The supplier did not answer, or refused.
        UNREACHABLE
    }
}
