package dev.stowage.format.layout;

import dev.stowage.format.Bounds;
import dev.stowage.format.address.BlockNumber;
import dev.stowage.format.address.CarrierGroup;
import dev.stowage.format.address.CarrierId;
import java.nio.ByteBuffer;

/// How a block is spread: which code, how many carriers, which positions.
///
/// Every layout is K data and K parity fragments on C distinct carriers of one group. Fragments 0 …
/// K-1 are data, K … 2K-1 parity.
///
/// ```
/// offset  size
///      0     1  code       0 rs, 1 xor
///      1     1  kind       0 combination, 1 whole group
///      2     2  suppliers  N of a combination, 0 for a whole group
///      4     4  offset     of a combination, 0 for a whole group
/// ```
///
/// The group stands beside it: in the address of a block, or as 8 bytes of its own.
public sealed interface Layout permits Combination, WholeGroup {

    int BYTES = 8;

    /// Blocks are never longer: 64 MiB.
    int MAX_BLOCK_BYTES = 64 << 20;

    /// Fragments are never shorter, so that headers and proofs stay small beside them.
    int MIN_FRAGMENT_BYTES = 1024;

    /// Fragment lengths are multiples of this, so that kernels run on whole vectors.
    int FRAGMENT_ALIGNMENT = 64;

    /// Account heads lie on no more carriers: those of a whole group of level 2.
    int MAX_HEAD_CARRIERS = 128;

    Code code();

    CarrierGroup group();

    /// C: the distinct carriers that hold a block.
    int carriers();

    /// K: data fragments, and as many parity fragments.
    int dataFragments();

    /// Fragments of one block on one carrier: 2 for a combination, 1 for a whole group.
    int fragmentsPerCarrier();

    /// t: carriers that may be lost.
    int tolerance();

    /// The carrier at a position for a block.
    ///
    /// @param position 0 … C-1
    CarrierId carrier(int position, BlockNumber block);

    /// Whether the carrier holds a part of a block of this layout, of some block at least.
    boolean covers(CarrierId carrier);

    /// The index, 0 … 2K-1, of fragment `index` of the carrier at `position`.
    ///
    /// @param index 0 … fragmentsPerCarrier()-1
    int fragment(int position, int index);

    /// The layout without its group, 8 bytes.
    void writeTo(ByteBuffer buffer);

    /// Carriers that must hold a block durably before it counts as stored: C - floor(t/2).
    default int writeThreshold() {
        return carriers() - tolerance() / 2;
    }

    /// H: the first positions, which also hold the account head: as many as hold the account file,
    /// so that no loss which it bears keeps a head from being stored.
    default int headCarriers() {
        return Math.min(carriers(), MAX_HEAD_CARRIERS);
    }

    /// Wh: head carriers that must hold a head durably before it counts as stored.
    default int headThreshold() {
        return headCarriers() - headCarriers() / 2 / 2;
    }

    /// The length of every fragment of a block, in bytes: its K-th part, rounded up.
    ///
    /// @param blockBytes 1 … 64 MiB
    default int fragmentLength(int blockBytes) {
        Bounds.requireRange("block length", blockBytes, 1, MAX_BLOCK_BYTES);
        int part = Math.ceilDiv(blockBytes, dataFragments());
        return Math.max(
                MIN_FRAGMENT_BYTES, Math.ceilDiv(part, FRAGMENT_ALIGNMENT) * FRAGMENT_ALIGNMENT);
    }

    /// What one supplier must grant: ceil(2 · needed space / C), in bytes of padded ciphertext.
    ///
    /// @param neededSpace 0 … 2^62-1 bytes, before the code doubles them
    default long supplierQuota(long neededSpace) {
        Bounds.requireRange("needed space in bytes", neededSpace, 0, Long.MAX_VALUE / 2);
        return Math.ceilDiv(2 * neededSpace, (long) carriers());
    }

    /// Reads the 8 bytes at the buffer's position.
    ///
    /// @param group the group beside it
    /// @throws IllegalArgumentException for anything that [#writeTo] does not write
    static Layout readFrom(ByteBuffer buffer, CarrierGroup group) {
        Bounds.requireRemaining("layout", buffer, BYTES);
        Code code = Code.ofNumber(Byte.toUnsignedInt(buffer.get()));
        int kind = Byte.toUnsignedInt(buffer.get());
        int suppliers = Short.toUnsignedInt(buffer.getShort());
        int offset = buffer.getInt();
        if (kind == Combination.KIND) {
            return new Combination(code, group, suppliers, offset);
        }
        if (kind == WholeGroup.KIND && suppliers == 0 && offset == 0) {
            return new WholeGroup(code, group);
        }
        throw new IllegalArgumentException(
                "no layout has kind %d, %d suppliers, offset %d"
                        .formatted(kind, suppliers, offset));
    }
}
