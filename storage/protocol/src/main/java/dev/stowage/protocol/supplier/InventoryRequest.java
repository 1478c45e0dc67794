package dev.stowage.protocol.supplier;

import dev.stowage.format.address.CarrierId;
import dev.stowage.format.layout.Layout;

/// Of which blocks of an order a supplier holds the record of one carrier.
///
/// @param layout of the blocks
/// @param carrier that the layout covers
public record InventoryRequest(Layout layout, CarrierId carrier) {

    public InventoryRequest {
        if (!layout.covers(carrier)) {
            throw new IllegalArgumentException(
                    "carrier %s is not one of layout %s".formatted(carrier, layout));
        }
    }
}
