package dev.stowage.format.block;

import dev.stowage.erasure.ErasureCode;
import dev.stowage.format.Bounds;
import dev.stowage.format.address.Address;
import dev.stowage.format.layout.Layout;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Memory for one block and its parity, used for one block after the other.
///
/// A block is written into [#content], then encoded: padded to K equal parts, coded, hashed. What
/// [#encode] returns are views of this memory, so it must not be written again before they are done
/// with.
public final class BlockBuffer {

    private final Layout layout;
    private final int maxBlockBytes;
    private final byte[] data;
    private final byte[] parity;

    /// @param maxBlockBytes the longest block, at most 64 MiB; 2K fragments of it are allocated
    public BlockBuffer(Layout layout, int maxBlockBytes) {
        this.layout = layout;
        this.maxBlockBytes = maxBlockBytes;
        int padded =
                Math.multiplyExact(layout.dataFragments(), layout.fragmentLength(maxBlockBytes));
        this.data = new byte[padded];
        this.parity = new byte[padded];
    }

    /// Bytes of memory that a buffer for such blocks takes.
    public static long footprint(Layout layout, int maxBlockBytes) {
        return 2L * layout.dataFragments() * layout.fragmentLength(maxBlockBytes);
    }

    public int maxBlockBytes() {
        return maxBlockBytes;
    }

    /// A fresh view of the block's bytes, from 0 to the longest block.
    public ByteBuffer content() {
        return ByteBuffer.wrap(data, 0, maxBlockBytes).slice();
    }

    /// Pads, codes and hashes the first `blockLength` bytes of [#content].
    ///
    /// @param address in the layout's group
    /// @param blockLength 1 … [#maxBlockBytes]
    public EncodedBlock encode(Address address, int blockLength) {
        Bounds.requireRange("block length", blockLength, 1, maxBlockBytes);
        int fragmentLength = layout.fragmentLength(blockLength);
        Arrays.fill(data, blockLength, layout.dataFragments() * fragmentLength, (byte) 0);
        List<ByteBuffer> fragments = fragments(fragmentLength);
        code(layout)
                .encode(
                        fragments.stream()
                                .map(MemorySegment::ofBuffer)
                                .toArray(MemorySegment[]::new));
        return EncodedBlock.of(address, layout, blockLength, fragments);
    }

    private List<ByteBuffer> fragments(int length) {
        List<ByteBuffer> fragments = new ArrayList<>(2 * layout.dataFragments());
        for (byte[] half : List.of(data, parity)) {
            for (int index = 0; index < layout.dataFragments(); index++) {
                fragments.add(ByteBuffer.wrap(half, index * length, length).slice());
            }
        }
        return fragments;
    }

    /// The code of a layout.
    public static ErasureCode code(Layout layout) {
        return switch (layout.code()) {
            case RS -> ErasureCode.reedSolomon(layout.dataFragments());
            case XOR -> ErasureCode.xor(layout.dataFragments());
        };
    }
}
