package dev.stowage.protocol.placement;

import dev.stowage.format.address.AccountNumber;
import dev.stowage.format.layout.Layout;
import java.time.Instant;
import java.util.List;

/// A number, a layout and the orders for its contracts: that of a new account, or one more of an
/// account.
///
/// @param orders one for each distinct supplier of the layout
public record Reservation(
        AccountNumber account, Layout layout, List<SupplierOrder> orders, Instant expiresAt) {

    public Reservation {
        orders = List.copyOf(orders);
    }

    /// An order for one supplier.
    ///
    /// @param order signed by placement ([ContractOrder])
    ///
    /// [ContractOrder]: dev.stowage.protocol.token.ContractOrder
    public record SupplierOrder(SupplierId supplier, String url, String order) {}
}
