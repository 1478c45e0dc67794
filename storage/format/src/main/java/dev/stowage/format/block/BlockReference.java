package dev.stowage.format.block;

import dev.stowage.format.Bounds;
import dev.stowage.format.address.Address;
import dev.stowage.format.layout.Layout;
import dev.stowage.format.record.RecordHeader;
import dev.stowage.format.signature.Digest;
import java.nio.ByteBuffer;

/// A block as the account file notes it: where it is, what it must be, how long it is.
///
/// ```
/// offset  size
///      0    20  address
///     20    32  root
///     52     4  block length
/// ```
///
/// @param blockLength bytes before padding, 1 … 64 MiB
public record BlockReference(Address address, Digest root, int blockLength) {

    public static final int BYTES = Address.BYTES + Digest.BYTES + Integer.BYTES;

    public BlockReference {
        Bounds.requireRange("block length", blockLength, 1, Layout.MAX_BLOCK_BYTES);
    }

    /// Whether a record is of this very block.
    public boolean matches(RecordHeader header) {
        return header.address().equals(address)
                && header.root().equals(root)
                && header.blockLength() == blockLength;
    }

    /// Writes the 56 bytes at the buffer's position.
    public void writeTo(ByteBuffer buffer) {
        address.writeTo(buffer);
        root.writeTo(buffer);
        buffer.putInt(blockLength);
    }

    /// Reads the 56 bytes at the buffer's position.
    ///
    /// @throws IllegalArgumentException for anything that [#writeTo] does not write
    public static BlockReference readFrom(ByteBuffer buffer) {
        Bounds.requireRemaining("block reference", buffer, BYTES);
        return new BlockReference(
                Address.readFrom(buffer), Digest.readFrom(buffer), buffer.getInt());
    }
}
