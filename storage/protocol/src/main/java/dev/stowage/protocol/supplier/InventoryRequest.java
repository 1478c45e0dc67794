package dev.stowage.protocol.supplier;

import dev.stowage.format.address.CarrierId;
import dev.stowage.format.layout.Layout;
import dev.stowage.protocol.placement.CarrierSet;

/// Of which blocks of an order a supplier holds the records of some carriers.
///
/// @param layout of the blocks
/// @param carriers that the layout covers, one at least
public record InventoryRequest(Layout layout, CarrierSet carriers) {

    public InventoryRequest {
        if (carriers.size() == 0) {
            throw new IllegalArgumentException("an inventory is of one carrier or more, got none");
        }
        for (CarrierId carrier : carriers) {
            if (!layout.covers(carrier)) {
                throw new IllegalArgumentException(
                        "carrier %s is not one of layout %s".formatted(carrier, layout));
            }
        }
    }
}
