package dev.stowage.format.record;

import dev.stowage.format.Bounds;
import dev.stowage.format.signature.Digest;
import dev.stowage.format.signature.MerkleTree;
import dev.stowage.format.signature.Signature;
import dev.stowage.format.signature.SigningKey;
import dev.stowage.format.signature.VerifyingKey;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// The owner's signature over a batch of blocks, and the path from one block of it to what was
/// signed.
///
/// Signed is `"stowage batch 1" ‖ size ‖ Merkle root over the block digests`. With the size in it a
/// path has one meaning only.
///
/// @param signature the owner's
/// @param index the block's place in the batch, 0 … size-1
/// @param size blocks in the batch, 1 … [#MAX_BATCH]
/// @param path sibling digests, the block's own first
public record BatchProof(Signature signature, int index, int size, List<Digest> path) {

    /// Blocks that one signature may cover.
    public static final int MAX_BATCH = 4096;

    private static final int FIXED_BYTES = Signature.BYTES + 2 * Integer.BYTES;
    private static final byte[] PURPOSE = "stowage batch 1".getBytes(StandardCharsets.US_ASCII);

    public BatchProof {
        requireSize(size);
        int steps = MerkleTree.pathLength(index, size);
        Bounds.requireRange("length of the batch path", path.size(), steps, steps);
        path = List.copyOf(path);
    }

    /// Signs a batch once and proves each of its blocks.
    ///
    /// @param blockDigests 1 … [#MAX_BATCH]
    /// @return one proof for each digest, in order
    public static List<BatchProof> sign(List<Digest> blockDigests, SigningKey owner) {
        int size = blockDigests.size();
        requireSize(size);
        MerkleTree batch = new MerkleTree(blockDigests);
        Signature signature = owner.sign(message(size, batch.root()));
        List<BatchProof> proofs = new ArrayList<>(size);
        for (int index = 0; index < size; index++) {
            proofs.add(new BatchProof(signature, index, size, batch.path(index)));
        }
        return proofs;
    }

    /// Whether the owner of the key signed a batch with this block in this place.
    public boolean proves(Digest blockDigest, VerifyingKey owner) {
        return isSigned(batchRoot(blockDigest), owner);
    }

    Digest batchRoot(Digest blockDigest) {
        return MerkleTree.rootFrom(blockDigest, index, size, path);
    }

    boolean isSigned(Digest batchRoot, VerifyingKey owner) {
        return owner.verifies(message(size, batchRoot), signature);
    }

    int length() {
        return FIXED_BYTES + path.size() * Digest.BYTES;
    }

    void writeTo(ByteBuffer buffer) {
        signature.writeTo(buffer);
        buffer.putInt(index).putInt(size);
        path.forEach(digest -> digest.writeTo(buffer));
    }

    static BatchProof readFrom(ByteBuffer buffer) {
        Bounds.requireRemaining("batch proof", buffer, FIXED_BYTES);
        Signature signature = Signature.readFrom(buffer);
        int index = buffer.getInt();
        int size = buffer.getInt();
        requireSize(size);
        int steps = MerkleTree.pathLength(index, size);
        return new BatchProof(signature, index, size, RecordHeaderCodec.readPath(buffer, steps));
    }

    private static void requireSize(int size) {
        Bounds.requireRange("number of blocks in a batch", size, 1, MAX_BATCH);
    }

    private static byte[] message(int size, Digest batchRoot) {
        ByteBuffer message =
                ByteBuffer.allocate(PURPOSE.length + Integer.BYTES + Digest.BYTES)
                        .put(PURPOSE)
                        .putInt(size);
        batchRoot.writeTo(message);
        return message.array();
    }
}
