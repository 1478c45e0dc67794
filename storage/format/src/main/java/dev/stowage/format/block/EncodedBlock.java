package dev.stowage.format.block;

import dev.stowage.format.Bounds;
import dev.stowage.format.address.Address;
import dev.stowage.format.layout.Layout;
import dev.stowage.format.record.BatchProof;
import dev.stowage.format.record.FragmentSum;
import dev.stowage.format.record.RecordHeader;
import dev.stowage.format.signature.Digest;
import dev.stowage.format.signature.MerkleTree;
import dev.stowage.format.signature.SigningKey;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;

/// A coded block: its 2K fragments, their sums and the Merkle tree over the carriers' leaves.
///
/// @param fragments 2K views, data first; read them through duplicates, their positions stay at 0
/// @param sums for each position the sums of that carrier's fragments
public record EncodedBlock(
        Address address,
        Layout layout,
        int blockLength,
        List<ByteBuffer> fragments,
        List<List<FragmentSum>> sums,
        MerkleTree tree) {

    public EncodedBlock {
        if (!address.group().equals(layout.group())) {
            throw new IllegalArgumentException(
                    "address in group %s but layout in group %s"
                            .formatted(address.group(), layout.group()));
        }
        int count = 2 * layout.dataFragments();
        Bounds.requireRange("number of fragments", fragments.size(), count, count);
        int carriers = layout.carriers();
        Bounds.requireRange("number of carriers with sums", sums.size(), carriers, carriers);
        fragments = List.copyOf(fragments);
        sums = List.copyOf(sums);
    }

    static EncodedBlock of(
            Address address, Layout layout, int blockLength, List<ByteBuffer> fragments) {
        List<List<FragmentSum>> sums = new ArrayList<>(layout.carriers());
        List<Digest> leaves = new ArrayList<>(layout.carriers());
        MessageDigest digester = Digest.sha256();
        for (int position = 0; position < layout.carriers(); position++) {
            List<FragmentSum> ofCarrier = new ArrayList<>(layout.fragmentsPerCarrier());
            for (int index = 0; index < layout.fragmentsPerCarrier(); index++) {
                ByteBuffer fragment = fragments.get(layout.fragment(position, index));
                ofCarrier.add(FragmentSum.of(fragment, digester));
            }
            sums.add(List.copyOf(ofCarrier));
            leaves.add(RecordHeader.leaf(ofCarrier, digester));
        }
        return new EncodedBlock(
                address, layout, blockLength, fragments, sums, new MerkleTree(leaves));
    }

    /// The block as the account file notes it.
    public BlockReference reference() {
        return new BlockReference(address, tree.root(), blockLength);
    }

    private Digest digest() {
        return RecordHeader.blockDigest(address, layout, blockLength, tree.root());
    }

    /// Signs a batch of blocks at once.
    ///
    /// @return the blocks in the same order, each with its proof
    public static List<SignedBlock> sign(List<EncodedBlock> batch, SigningKey owner) {
        List<BatchProof> proofs =
                BatchProof.sign(batch.stream().map(EncodedBlock::digest).toList(), owner);
        List<SignedBlock> signed = new ArrayList<>(batch.size());
        for (int index = 0; index < batch.size(); index++) {
            signed.add(new SignedBlock(batch.get(index), proofs.get(index)));
        }
        return signed;
    }
}
