package dev.stowage.format.account;

import dev.stowage.format.address.Address;
import dev.stowage.format.block.BlockReference;
import java.nio.ByteBuffer;
import java.util.List;

/// Brings blocks of the account file from the suppliers.
@FunctionalInterface
public interface BlockFetcher {

    /// The block's content, proved against its root, without padding.
    ByteBuffer fetch(BlockReference block);

    /// A hint: the reader is going to ask for the blocks at these addresses, in this order. What is
    /// fetched ahead must be compared with the reference's root before [#fetch] returns it.
    default void expect(List<Address> following) {}
}
