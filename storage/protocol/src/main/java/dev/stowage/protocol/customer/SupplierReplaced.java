package dev.stowage.protocol.customer;

import dev.stowage.format.address.CarrierId;
import dev.stowage.protocol.placement.SupplierId;
import org.jspecify.annotations.Nullable;

/// What was decided: from now on another supplier holds a position of the account's layout. What
/// the former one holds is read by the others until it has been rebuilt.
///
/// @param carrier at the position
/// @param holder the carrier whose volume holds it; `carrier` itself if an override has ended
/// @param supplier who serves that
/// @param former who held it before; absent if nobody did
/// @param version of the account's head that says so
public record SupplierReplaced(
        int position,
        CarrierId carrier,
        CarrierId holder,
        SupplierId supplier,
        @Nullable String zone,
        boolean reserve,
        @Nullable SupplierId former,
        long version) {}
