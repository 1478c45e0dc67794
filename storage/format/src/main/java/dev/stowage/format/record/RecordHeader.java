package dev.stowage.format.record;

import dev.stowage.format.Bounds;
import dev.stowage.format.address.Address;
import dev.stowage.format.address.CarrierId;
import dev.stowage.format.layout.Layout;
import dev.stowage.format.signature.Digest;
import dev.stowage.format.signature.MerkleTree;
import dev.stowage.format.signature.VerifyingKey;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.List;

/// Everything that a record says about its fragments, and the proof of it.
///
/// ```
/// leaf         = SHA-256(0x00 ‖ digests of the carrier's fragments)
/// block digest = SHA-256(0x02 ‖ address ‖ layout ‖ block length ‖ fragment length ‖ root)
/// ```
///
/// The owner's signature covers the block digest, and through the root every leaf in its place. It
/// does not cover the generation, which a rebuild changes without the owner, nor the CRC32Cs.
///
/// @param position 0 … C-1
/// @param generation of the carrier when the record was spread: 1, 2, 3 …
/// @param blockLength bytes before padding, 1 … 64 MiB
/// @param fragmentLength as the layout makes it of the block length
/// @param root Merkle root over the C leaves
/// @param proof the owner's signature over the block
/// @param path from this carrier's leaf to the root
/// @param sums of all of this carrier's fragments, whether they travel or not
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

    /// Bytes from which [#lengthFrom] tells the header's length.
    public static final int PREFIX_BYTES = RecordHeaderCodec.PREFIX_BYTES;

    /// No header is longer: 12 digests of batch path and 17 of the widest group's path fit.
    public static final int MAX_LENGTH = RecordHeaderCodec.MAX_LENGTH;

    /// Blocks are never longer.
    public static final int MAX_BLOCK_LENGTH = Layout.MAX_BLOCK_BYTES;

    private static final byte LEAF = 0;
    private static final byte BLOCK = 2;

    public RecordHeader {
        if (!address.group().equals(layout.group())) {
            throw new IllegalArgumentException(
                    "address in group %s but layout in group %s"
                            .formatted(address.group(), layout.group()));
        }
        Bounds.requireRange("position", position, 0, layout.carriers() - 1);
        Bounds.requireRange("generation", generation, 1, Integer.MAX_VALUE);
        int expected = layout.fragmentLength(blockLength);
        Bounds.requireRange("fragment length", fragmentLength, expected, expected);
        int fragments = layout.fragmentsPerCarrier();
        Bounds.requireRange("number of fragment sums", sums.size(), fragments, fragments);
        int steps = MerkleTree.pathLength(position, layout.carriers());
        Bounds.requireRange("length of the path", path.size(), steps, steps);
        path = List.copyOf(path);
        sums = List.copyOf(sums);
    }

    /// The header's length in bytes, CRC included.
    public int length() {
        return RecordHeaderCodec.length(this);
    }

    /// The length in bytes of the header that starts with these bytes.
    ///
    /// @param prefix at least [#PREFIX_BYTES] remaining; its position stays
    /// @throws IllegalArgumentException if no record starts here
    public static int lengthFrom(ByteBuffer prefix) {
        return RecordHeaderCodec.lengthFrom(prefix);
    }

    /// Reads the header at the buffer's position and steps behind it; what fragments follow is left
    /// aside.
    ///
    /// @throws IllegalArgumentException if it is cut, damaged or no record's header
    public static RecordHeader readFrom(ByteBuffer buffer) {
        return EncodedHeader.readFrom(buffer).decode();
    }

    /// The carrier that holds this record.
    public CarrierId carrier() {
        return layout.carrier(position, address.block());
    }

    /// Bytes of all of this carrier's fragments: what counts against the quota.
    public long paddedLength() {
        return (long) fragmentLength * sums.size();
    }

    /// The same header in another generation of the carrier.
    RecordHeader inGeneration(int other) {
        return new RecordHeader(
                address,
                layout,
                position,
                other,
                blockLength,
                fragmentLength,
                root,
                proof,
                path,
                sums);
    }

    /// Whether the owner of the key signed a block with these fragments in this place.
    public boolean provenBy(VerifyingKey owner) {
        return MerkleTree.rootFrom(leaf(sums), position, layout.carriers(), path).equals(root)
                && proof.proves(blockDigest(), owner);
    }

    Digest blockDigest() {
        return blockDigest(address, layout, blockLength, root);
    }

    /// The leaf of a carrier with these fragments.
    public static Digest leaf(List<FragmentSum> sums) {
        return leaf(sums, Digest.sha256());
    }

    /// The same with a digester for SHA-256 at hand, for many leaves.
    public static Digest leaf(List<FragmentSum> sums, MessageDigest digester) {
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
}
