package dev.stowage.protocol.placement;

import dev.stowage.format.address.AccountNumber;
import dev.stowage.format.layout.Layout;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/// A number, a layout and the orders for its contracts: that of a new account, or one more of an
/// account.
///
/// @param orders one for each volume that serves carriers of the layout
public record Reservation(
        AccountNumber account, Layout layout, List<SupplierOrder> orders, Instant expiresAt) {

    public Reservation {
        orders = List.copyOf(orders);
    }

    /// An order for one supplier, about one of its volumes.
    ///
    /// @param order signed by placement ([ContractOrder])
    ///
    /// [ContractOrder]: dev.stowage.protocol.token.ContractOrder
    public record SupplierOrder(SupplierId supplier, UUID volume, String url, String order) {}
}
