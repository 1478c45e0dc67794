package dev.stowage.protocol.supplier;

import dev.stowage.format.address.CarrierGroup;
import dev.stowage.format.live.BlockSet;
import dev.stowage.protocol.placement.CarrierSet;
import java.util.List;

/// Of which blocks in one group a supplier holds the records of the carriers that it was asked for.
/// Of those that are left out it cannot say: the volume that serves them is not open.
///
/// @param held few even of a wide group: most carriers have records of the same blocks
public record InventoryAnswer(CarrierGroup group, List<Held> held) {

    public InventoryAnswer {
        held = List.copyOf(held);
        long carriers = held.stream().mapToLong(each -> each.carriers().size()).sum();
        if (carriers > group.carriers()) {
            throw new IllegalArgumentException(
                    "group %s has %d carriers, an inventory names %d"
                            .formatted(group, group.carriers(), carriers));
        }
    }

    /// Carriers whose records are there of just these blocks.
    public record Held(CarrierSet carriers, BlockSet blocks) {}
}
