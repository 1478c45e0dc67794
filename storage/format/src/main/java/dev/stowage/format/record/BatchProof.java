package dev.stowage.format.record;

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
/// Signed is `"stowage batch 1" ‖ Merkle root over the block digests`.
///
/// @param signature the owner's
/// @param index the block's place in the batch, 0 … size-1
/// @param size blocks in the batch, 1 … [#MAX_BATCH]
/// @param path sibling digests, the block's own first
public record BatchProof(Signature signature, int index, int size, List<Digest> path) {

    /// Blocks that one signature may cover.
    public static final int MAX_BATCH = 4096;

    private static final byte[] PURPOSE = "stowage batch 1".getBytes(StandardCharsets.US_ASCII);

    public BatchProof {
        if (size > MAX_BATCH) {
            throw new IllegalArgumentException(
                    "a batch has at most %d blocks, got %d".formatted(MAX_BATCH, size));
        }
        int expected = MerkleTree.pathLength(index, size);
        if (path.size() != expected) {
            throw new IllegalArgumentException(
                    "the path of block %d of %d has %d digests, got %d"
                            .formatted(index, size, expected, path.size()));
        }
        path = List.copyOf(path);
    }

    /// Signs a batch once and proves each of its blocks.
    ///
    /// @return one proof for each digest, in order
    public static List<BatchProof> sign(List<Digest> blockDigests, SigningKey owner) {
        MerkleTree batch = new MerkleTree(blockDigests);
        Signature signature = owner.sign(message(batch.root()));
        List<BatchProof> proofs = new ArrayList<>(blockDigests.size());
        for (int index = 0; index < blockDigests.size(); index++) {
            proofs.add(new BatchProof(signature, index, blockDigests.size(), batch.path(index)));
        }
        return proofs;
    }

    /// Whether the owner of the key signed a batch with this block in this place.
    public boolean proves(Digest blockDigest, VerifyingKey owner) {
        return owner.verifies(
                message(MerkleTree.rootFrom(blockDigest, index, size, path)), signature);
    }

    int length() {
        return Signature.BYTES + 2 * Integer.BYTES + path.size() * Digest.BYTES;
    }

    void writeTo(ByteBuffer buffer) {
        signature.writeTo(buffer);
        buffer.putInt(index).putInt(size);
        path.forEach(digest -> digest.writeTo(buffer));
    }

    static BatchProof readFrom(ByteBuffer buffer) {
        Signature signature = Signature.readFrom(buffer);
        int index = buffer.getInt();
        int size = buffer.getInt();
        if (size > MAX_BATCH) {
            throw new IllegalArgumentException(
                    "a batch has at most %d blocks, got %d".formatted(MAX_BATCH, size));
        }
        List<Digest> path = new ArrayList<>();
        for (int left = MerkleTree.pathLength(index, size); left > 0; left--) {
            path.add(Digest.readFrom(buffer));
        }
        return new BatchProof(signature, index, size, path);
    }

    private static byte[] message(Digest batchRoot) {
        ByteBuffer message = ByteBuffer.allocate(PURPOSE.length + Digest.BYTES).put(PURPOSE);
        batchRoot.writeTo(message);
        return message.array();
    }
}
