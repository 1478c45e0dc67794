package dev.stowage.format.record;

import dev.stowage.format.Bounds;
import dev.stowage.format.address.Address;
import dev.stowage.format.address.CarrierGroup;
import dev.stowage.format.layout.Layout;
import dev.stowage.format.signature.Digest;
import dev.stowage.format.signature.MerkleTree;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/// The bytes of a record's header.
///
/// ```
/// offset  size
///      0     4  magic            "SWRC"
///      4     1  version          1
///      5     1  present          bit j: fragment j of this carrier follows
///      6     2  header length    from the magic to the header's CRC32C
///      8     8  layout           code, kind, suppliers, offset
///     16    20  address
///     36     4  position         0 … C-1
///     40     4  generation       of the carrier, when it was spread: 1, 2, 3 …
///     44     4  block length     bytes before padding
///     48     4  fragment length
///     52    32  root             Merkle root over the C leaves
///     84    72  batch proof      signature 64, index 4, size 4
///    156  32·b  batch path       b follows from index and size
///      …  32·p  path             of this carrier's leaf; p follows from position and C
///      …  36·f  fragment sums    digest 32, CRC32C 4; f = 2 for a combination, 1 for a whole group
///      …     4  CRC32C           of all header bytes before it
/// ```
final class RecordHeaderCodec {

    private static final int MAGIC = 0x53575243;
    private static final int VERSION = 1;

    static final int PREFIX_BYTES = 8;
    static final int MAX_LENGTH = 4096;

    static final int LAYOUT_OFFSET = 8;
    static final int ADDRESS_OFFSET = 16;
    static final int GROUP_OFFSET = 28;
    static final int POSITION_OFFSET = 36;
    static final int FRAGMENT_LENGTH_OFFSET = 48;

    private static final int FIXED_BYTES = 84;
    private static final int VERSION_OFFSET = 4;
    private static final int PRESENT_OFFSET = 5;
    private static final int LENGTH_OFFSET = 6;
    private static final int CRC_BYTES = Integer.BYTES;

    private RecordHeaderCodec() {}

    static int length(RecordHeader header) {
        return FIXED_BYTES
                + header.proof().length()
                + header.path().size() * Digest.BYTES
                + header.sums().size() * FragmentSum.BYTES
                + CRC_BYTES;
    }

    /// The length of the header that starts at the buffer's position, which stays.
    static int lengthFrom(ByteBuffer prefix) {
        Bounds.requireRemaining("prefix of a record", prefix, PREFIX_BYTES);
        int start = prefix.position();
        int magic = prefix.getInt(start);
        int version = Byte.toUnsignedInt(prefix.get(start + VERSION_OFFSET));
        if (magic != MAGIC || version != VERSION) {
            throw new IllegalArgumentException(
                    "no record: magic %08x, version %d; expected %08x, %d"
                            .formatted(magic, version, MAGIC, VERSION));
        }
        int length = Short.toUnsignedInt(prefix.getShort(start + LENGTH_OFFSET));
        Bounds.requireRange("header length", length, FIXED_BYTES + CRC_BYTES, MAX_LENGTH);
        return length;
    }

    /// Bit j: fragment j follows this header.
    static int presentIn(ByteBuffer header) {
        return Byte.toUnsignedInt(header.get(PRESENT_OFFSET));
    }

    /// A copy of a header before other fragments.
    static ByteBuffer withPresent(ByteBuffer header, int present) {
        int end = header.limit() - CRC_BYTES;
        ByteBuffer other = ByteBuffer.allocate(header.limit()).put(header.duplicate()).flip();
        return other.put(PRESENT_OFFSET, (byte) present).putInt(end, crc(other, 0, end));
    }

    /// Where the CRC32C of a fragment stands.
    ///
    /// @param last it is the so-and-so-many last of the sums: 1 … f
    static int crcOffset(int headerLength, int last) {
        return headerLength - CRC_BYTES - last * FragmentSum.BYTES + Digest.BYTES;
    }

    static void write(RecordHeader header, int present, ByteBuffer buffer) {
        int start = buffer.position();
        buffer.putInt(MAGIC).put((byte) VERSION).put((byte) present);
        buffer.putShort((short) length(header));
        header.layout().writeTo(buffer);
        header.address().writeTo(buffer);
        buffer.putInt(header.position()).putInt(header.generation());
        buffer.putInt(header.blockLength()).putInt(header.fragmentLength());
        header.root().writeTo(buffer);
        header.proof().writeTo(buffer);
        header.path().forEach(digest -> digest.writeTo(buffer));
        header.sums().forEach(sum -> sum.writeTo(buffer));
        buffer.putInt(crc(buffer, start, buffer.position()));
    }

    /// Decodes a header that is intact.
    ///
    /// @param bytes of the header alone, from 0 to its limit; the position stays
    /// @throws IllegalArgumentException for anything that [#write] does not write
    static RecordHeader decode(ByteBuffer bytes) {
        int length = bytes.limit();
        RecordHeader header = readFields(bytes.slice(0, length - CRC_BYTES).position(PREFIX_BYTES));
        Bounds.requireRange("header length", length, header.length(), header.length());
        return header;
    }

    /// @param bytes of the header alone, from 0 to its limit
    /// @throws IllegalArgumentException if its CRC32C does not match
    static void requireIntact(ByteBuffer bytes) {
        int end = bytes.limit() - CRC_BYTES;
        int stored = bytes.getInt(end);
        int computed = crc(bytes, 0, end);
        if (stored != computed) {
            throw new IllegalArgumentException(
                    "record header is damaged: its CRC32C is %08x, stored is %08x"
                            .formatted(computed, stored));
        }
    }

    private static RecordHeader readFields(ByteBuffer fields) {
        CarrierGroup group = CarrierGroup.ofBits(fields.getLong(GROUP_OFFSET));
        Layout layout = Layout.readFrom(fields, group);
        Address address = Address.readFrom(fields);
        int position = fields.getInt();
        int generation = fields.getInt();
        int blockLength = fields.getInt();
        int fragmentLength = fields.getInt();
        return new RecordHeader(
                address,
                layout,
                position,
                generation,
                blockLength,
                fragmentLength,
                Digest.readFrom(fields),
                BatchProof.readFrom(fields),
                readPath(fields, MerkleTree.pathLength(position, layout.carriers())),
                readSums(fields, layout.fragmentsPerCarrier()));
    }

    /// @param length bounded by the tree it belongs to
    static List<Digest> readPath(ByteBuffer buffer, int length) {
        List<Digest> path = new ArrayList<>(length);
        for (int i = 0; i < length; i++) {
            path.add(Digest.readFrom(buffer));
        }
        return path;
    }

    private static List<FragmentSum> readSums(ByteBuffer fields, int count) {
        List<FragmentSum> sums = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            sums.add(FragmentSum.readFrom(fields));
        }
        return sums;
    }

    private static int crc(ByteBuffer buffer, int start, int end) {
        return FragmentSum.crcOf(buffer.slice(start, end - start));
    }
}
