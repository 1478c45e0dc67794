package dev.stowage.protocol.placement;

import dev.stowage.format.address.CarrierId;
import dev.stowage.protocol.placement.Reservation.SupplierOrder;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Who may hold, for one account, what belongs on a carrier. Nothing is changed by it: the account
/// concludes the contract and brings a head with the override.
///
/// @param holder the carrier whose volume holds it then; `carrier` itself if an override ends
/// @param reserve whether the holder is a carrier of the same group that the account does not use
/// @param former who holds it now; absent if nobody does
/// @param order for the contract with the supplier, over all that it holds of the account then
public record OverrideOffer(
        CarrierId carrier,
        CarrierId holder,
        boolean reserve,
        @Nullable String zone,
        @Nullable SupplierId former,
        SupplierOrder order,
        Instant expiresAt) {}
