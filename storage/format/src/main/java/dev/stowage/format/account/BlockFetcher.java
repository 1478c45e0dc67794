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

    /// A hint: the reader is going to ask for these blocks, in this order. What is fetched ahead
    /// must be compared with the reference's root before [#fetch] returns it.
    default void expect(List<ExpectedBlock> following) {}

    /// A block whose root only the one before it tells.
    ///
    /// @param length bytes of the block before padding
    record ExpectedBlock(Address address, int length) {}
}
