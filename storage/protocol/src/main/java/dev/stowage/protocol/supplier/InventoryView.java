package dev.stowage.protocol.supplier;

import dev.stowage.format.address.CarrierGroup;
import dev.stowage.format.live.BlockSet;

/// Blocks of an account in one group.
public record InventoryView(CarrierGroup group, BlockSet blocks) {}
