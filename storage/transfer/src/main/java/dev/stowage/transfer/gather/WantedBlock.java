package dev.stowage.transfer.gather;

import dev.stowage.format.Bounds;
import dev.stowage.format.address.Address;
import dev.stowage.format.block.BlockReference;
import dev.stowage.format.layout.Layout;
import dev.stowage.format.record.RecordHeader;
import dev.stowage.format.signature.Digest;
import java.util.Optional;

/// A block, or a stretch of one, that somebody wants to read. Only the data fragments under the
/// stretch travel.
///
/// @param blockLength bytes before padding, 1 … 64 MiB
/// @param root that the block must have; empty where it is not known yet: then all records must
///   have the same, signed by the owner
/// @param offset of the first byte wanted within the block
/// @param length bytes wanted, at least 1
public record WantedBlock(
        Address address,
        int blockLength,
        Optional<Digest> root,
        Layout layout,
        int offset,
        int length) {

    public WantedBlock {
        Bounds.requireRange("block length", blockLength, 1, Layout.MAX_BLOCK_BYTES);
        if (offset < 0 || length < 1 || offset > blockLength - length) {
            throw new IllegalArgumentException(
                    "bytes %d … %d + %d do not lie in a block of %d"
                            .formatted(offset, offset, length, blockLength));
        }
        if (!address.group().equals(layout.group())) {
            throw new IllegalArgumentException(
                    "address in group %s but layout in group %s"
                            .formatted(address.group(), layout.group()));
        }
    }

    public WantedBlock(BlockReference reference, Layout layout, int offset, int length) {
        this(
                reference.address(),
                reference.blockLength(),
                Optional.of(reference.root()),
                layout,
                offset,
                length);
    }

    /// The whole block.
    public WantedBlock(BlockReference reference, Layout layout) {
        this(reference, layout, 0, reference.blockLength());
    }

    /// The whole of a block whose root is not known yet.
    public WantedBlock(Address address, int blockLength, Layout layout) {
        this(address, blockLength, Optional.empty(), layout, 0, blockLength);
    }

    /// Whether a record may be of this block.
    boolean matches(RecordHeader header) {
        return header.address().equals(address)
                && header.blockLength() == blockLength
                && header.layout().equals(layout)
                && root.map(header.root()::equals).orElse(true);
    }
}
