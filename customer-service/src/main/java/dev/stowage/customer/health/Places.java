package dev.stowage.customer.health;

import dev.stowage.format.address.CarrierId;
import dev.stowage.format.block.BlockReference;
import dev.stowage.format.layout.Layout;
import dev.stowage.protocol.supplier.WantedRecord;
import dev.stowage.transfer.spool.PendingRecord;
import java.util.List;

/// Where the records of some blocks should be, numbered from 0: block after block, in a block
/// position after position.
record Places(Layout layout, List<BlockReference> blocks) {

    Places {
        blocks = List.copyOf(blocks);
    }

    int size() {
        return blocks.size() * layout.carriers();
    }

    /// The first place of a block, by its index.
    int first(int block) {
        return block * layout.carriers();
    }

    BlockReference block(int place) {
        return blocks.get(place / layout.carriers());
    }

    int position(int place) {
        return place % layout.carriers();
    }

    CarrierId carrier(int place) {
        return layout.carrier(position(place), block(place).address().block());
    }

    /// The record without its payload.
    WantedRecord wanted(int place) {
        return new WantedRecord(block(place).address(), position(place), 0);
    }

    /// The record as it waits in the spool, if it does.
    PendingRecord pending(int place) {
        return new PendingRecord(block(place).address(), position(place), carrier(place));
    }
}
