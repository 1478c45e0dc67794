package dev.stowage.format.record;

import dev.stowage.format.address.Address;
import dev.stowage.format.address.CarrierGroup;
import dev.stowage.format.address.CarrierId;
import dev.stowage.format.layout.Layout;
import dev.stowage.format.signature.Digest;
import dev.stowage.format.signature.MerkleTree;
import dev.stowage.format.signature.VerifyingKey;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;

/// Everything that a record says about its fragments, and the proof of it.
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
///     40     4  generation       of the carrier, when it was spread
///     44     4  block length     bytes before padding
///     48     4  fragment length
///     52    32  root             Merkle root over the C leaves
///     84    72  batch proof      signature 64, index 4, size 4
///    156  32·b  batch path       b follows from index and size
///      …  32·p  path             of this carrier's leaf; p follows from position and C
///      …  36·f  fragment sums    digest 32, CRC32C 4; f = 2 for a combination, 1 for a whole group
///      …     4  CRC32C           of all header bytes before it
/// ```
///
/// Leaf = SHA-256(0x00 ‖ digests of the carrier's fragments). Block digest = SHA-256(0x02 ‖ address
/// ‖ layout ‖ block length ‖ fragment length ‖ root).
public record RecordHeader(
        Address address,
        Layout layout,
        int position,
        int generation,
        int blockLength,
        int fragmentLength,
        Digest root,
        BatchProof proof,
        List<Digest> path,
        List<FragmentSum> sums) {

    public static final int MAGIC = 0x53575243;
    public static final int VERSION = 1;

    /// Bytes from which [#lengthFrom] tells the header's length.
    public static final int PREFIX_BYTES = 8;

    /// No header is longer: 12 digests of batch path and 17 of the widest group's path.
    public static final int MAX_LENGTH = 4096;

    /// Blocks are never longer.
    public static final int MAX_BLOCK_LENGTH = 64 << 20;

    private static final byte LEAF = 0;
    private static final byte BLOCK = 2;
    private static final int FIXED_BYTES = 84;

    public RecordHeader {
        if (!address.group().equals(layout.group())) {
            throw new IllegalArgumentException(
                    "address in group %s but layout in group %s"
                            .formatted(address.group(), layout.group()));
        }
        requireRange("position", position, 0, layout.carriers() - 1);
        requireRange("generation", generation, 1, Integer.MAX_VALUE);
        requireRange("block length", blockLength, 1, MAX_BLOCK_LENGTH);
        int expected = layout.fragmentLength(blockLength);
        requireRange("fragment length", fragmentLength, expected, expected);
        int fragments = layout.fragmentsPerCarrier();
        requireRange("number of fragment sums", sums.size(), fragments, fragments);
        int steps = MerkleTree.pathLength(position, layout.carriers());
        requireRange("length of the path", path.size(), steps, steps);
        path = List.copyOf(path);
        sums = List.copyOf(sums);
    }

    /// The header's length in bytes, CRC included.
    public int length() {
        return FIXED_BYTES
                + proof.length()
                + path.size() * Digest.BYTES
                + sums.size() * FragmentSum.BYTES
                + Integer.BYTES;
    }

    /// The carrier that holds this record.
    public CarrierId carrier() {
        return layout.carrier(position, address.block());
    }

    /// Bytes of all of this carrier's fragments: what counts against the quota.
    public long paddedLength() {
        return (long) fragmentLength * sums.size();
    }

    /// Whether the owner of the key signed a block with these fragments in this place.
    public boolean provenBy(VerifyingKey owner) {
        Digest leaf = leaf(sums);
        return MerkleTree.rootFrom(leaf, position, layout.carriers(), path).equals(root)
                && proof.proves(blockDigest(address, layout, blockLength, root), owner);
    }

    /// The leaf of a carrier with these fragments.
    public static Digest leaf(List<FragmentSum> sums) {
        MessageDigest digester = Digest.sha256();
        digester.update(LEAF);
        sums.forEach(sum -> sum.digest().feed(digester));
        return Digest.of(digester);
    }

    /// What the owner signs of a block.
    public static Digest blockDigest(Address address, Layout layout, int blockLength, Digest root) {
        ByteBuffer bytes =
                ByteBuffer.allocate(
                        1 + Address.BYTES + Layout.BYTES + 2 * Integer.BYTES + Digest.BYTES);
        bytes.put(BLOCK);
        address.writeTo(bytes);
        layout.writeTo(bytes);
        bytes.putInt(blockLength).putInt(layout.fragmentLength(blockLength));
        root.writeTo(bytes);
        return Digest.of(bytes.flip());
    }

    /// The length of the header that starts with these bytes.
    ///
    /// @param prefix at least [#PREFIX_BYTES] remaining; its position stays
    /// @throws IllegalArgumentException if no record starts here
    public static int lengthFrom(ByteBuffer prefix) {
        int start = prefix.position();
        if (prefix.remaining() < PREFIX_BYTES || prefix.getInt(start) != MAGIC) {
            throw new IllegalArgumentException("no record starts here");
        }
        if (prefix.get(start + 4) != VERSION) {
            throw new IllegalArgumentException(
                    "record version %d is not known, only %d"
                            .formatted(prefix.get(start + 4), VERSION));
        }
        int length = Short.toUnsignedInt(prefix.getShort(start + 6));
        requireRange("header length", length, FIXED_BYTES, MAX_LENGTH);
        return length;
    }

    void writeTo(ByteBuffer buffer, int present) {
        int start = buffer.position();
        buffer.putInt(MAGIC).put((byte) VERSION).put((byte) present).putShort((short) length());
        layout.writeTo(buffer);
        address.writeTo(buffer);
        buffer.putInt(position).putInt(generation).putInt(blockLength).putInt(fragmentLength);
        root.writeTo(buffer);
        proof.writeTo(buffer);
        path.forEach(digest -> digest.writeTo(buffer));
        sums.forEach(sum -> sum.writeTo(buffer));
        buffer.putInt(crc(buffer, start, buffer.position()));
    }

    /// Reads a header whose bytes are all there.
    ///
    /// @throws IllegalArgumentException for anything that [#writeTo] does not write
    static RecordHeader readFrom(ByteBuffer buffer) {
        int start = buffer.position();
        int length = lengthFrom(buffer);
        if (buffer.remaining() < length) {
            throw new IllegalArgumentException(
                    "record header of %d bytes is cut after %d"
                            .formatted(length, buffer.remaining()));
        }
        int end = start + length;
        if (buffer.getInt(end - Integer.BYTES) != crc(buffer, start, end - Integer.BYTES)) {
            throw new IllegalArgumentException(
                    "record header is damaged: its CRC32C does not match");
        }
        RecordHeader header = readFields(buffer.slice(start + PREFIX_BYTES, length - PREFIX_BYTES));
        requireRange("header length", length, header.length(), header.length());
        buffer.position(end);
        return header;
    }

    private static RecordHeader readFields(ByteBuffer fields) {
        CarrierGroup group = CarrierGroup.ofBits(fields.getLong(Layout.BYTES + Address.BYTES - 8));
        Layout layout = Layout.readFrom(fields, group);
        Address address = Address.readFrom(fields);
        int position = fields.getInt();
        int generation = fields.getInt();
        int blockLength = fields.getInt();
        int fragmentLength = fields.getInt();
        Digest root = Digest.readFrom(fields);
        BatchProof proof = BatchProof.readFrom(fields);
        List<Digest> path = new ArrayList<>();
        for (int left = MerkleTree.pathLength(position, layout.carriers()); left > 0; left--) {
            path.add(Digest.readFrom(fields));
        }
        List<FragmentSum> sums = new ArrayList<>();
        for (int left = layout.fragmentsPerCarrier(); left > 0; left--) {
            sums.add(FragmentSum.readFrom(fields));
        }
        return new RecordHeader(
                address,
                layout,
                position,
                generation,
                blockLength,
                fragmentLength,
                root,
                proof,
                path,
                sums);
    }

    private static int crc(ByteBuffer buffer, int start, int end) {
        CRC32C crc = new CRC32C();
        crc.update(buffer.duplicate().position(start).limit(end));
        return (int) crc.getValue();
    }

    private static void requireRange(String what, int value, int low, int high) {
        if (value < low || value > high) {
            throw new IllegalArgumentException(
                    low == high
                            ? "%s must be %d, got %d".formatted(what, low, value)
                            : "%s must be %d … %d, got %d".formatted(what, low, high, value));
        }
    }
}
