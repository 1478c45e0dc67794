package dev.stowage.transfer.gather;

import dev.stowage.format.block.BlockReference;
import dev.stowage.format.layout.Layout;

/// A block, or a stretch of one, that somebody wants to read. Only the data fragments under the
/// stretch travel.
///
/// @param offset of the first byte wanted within the block
/// @param length bytes wanted, at least 1
public record WantedBlock(BlockReference reference, Layout layout, int offset, int length) {

    public WantedBlock {
        if (offset < 0 || length < 1 || offset > reference.blockLength() - length) {
            throw new IllegalArgumentException(
                    "bytes %d … %d + %d do not lie in a block of %d"
                            .formatted(offset, offset, length, reference.blockLength()));
        }
        if (!reference.address().group().equals(layout.group())) {
            throw new IllegalArgumentException(
                    "address in group %s but layout in group %s"
                            .formatted(reference.address().group(), layout.group()));
        }
    }

    /// The whole block.
    public WantedBlock(BlockReference reference, Layout layout) {
        this(reference, layout, 0, reference.blockLength());
    }
}
