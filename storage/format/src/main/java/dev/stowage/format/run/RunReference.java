package dev.stowage.format.run;

import dev.stowage.format.block.BlockReference;

/// Where a run lies, as the account file notes it.
///
/// @param block the block that holds it
/// @param offset of its first byte in the block
/// @param storedLength bytes in the block, header and tag with it
/// @param plainLength bytes of the file
public record RunReference(BlockReference block, int offset, int storedLength, int plainLength) {

    public RunReference {
        boolean inside = offset >= 0 && storedLength <= block.blockLength() - offset;
        if (storedLength <= RunCodec.OVERHEAD_BYTES || !inside) {
            throw new IllegalArgumentException(
                    "no run of %d bytes lies at offset %d of a block of %d"
                            .formatted(storedLength, offset, block.blockLength()));
        }
        if (plainLength < 1
                || plainLength > RunCodec.MAX_PLAIN_BYTES
                || storedLength > RunCodec.maxLength(plainLength)) {
            throw new IllegalArgumentException(
                    "a run of %d bytes cannot hold %d plain bytes"
                            .formatted(storedLength, plainLength));
        }
    }
}
