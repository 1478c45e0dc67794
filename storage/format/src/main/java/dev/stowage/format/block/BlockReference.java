package dev.stowage.format.block;

import dev.stowage.format.address.Address;
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
public record BlockReference(Address address, Digest root, int blockLength) {

    public static final int BYTES = Address.BYTES + Digest.BYTES + Integer.BYTES;

    public BlockReference {
        if (blockLength < 1 || blockLength > RecordHeader.MAX_BLOCK_LENGTH) {
            throw new IllegalArgumentException(
                    "block length must be 1 … %d, got %d"
                            .formatted(RecordHeader.MAX_BLOCK_LENGTH, blockLength));
        }
    }

    /// Whether a record is of this very block.
    public boolean matches(RecordHeader header) {
        return header.address().equals(address)
                && header.root().equals(root)
                && header.blockLength() == blockLength;
    }

    public void writeTo(ByteBuffer buffer) {
        address.writeTo(buffer);
        root.writeTo(buffer);
        buffer.putInt(blockLength);
    }

    public static BlockReference readFrom(ByteBuffer buffer) {
        return new BlockReference(
                Address.readFrom(buffer), Digest.readFrom(buffer), buffer.getInt());
    }
}
