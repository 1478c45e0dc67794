package dev.stowage.format.record;

import dev.stowage.format.signature.Digest;
import dev.stowage.format.signature.KnownGood;
import dev.stowage.format.signature.Signature;
import dev.stowage.format.signature.VerifyingKey;

/// Signatures over batches that were verified, so that each costs one verification however many
/// blocks and records it covers. The least used are forgotten first. Safe for several threads.
public final class ProvenSignatures {

    private final KnownGood<Signed> proven;

    /// @param most that are remembered, about 300 bytes each
    public ProvenSignatures(int most) {
        this.proven = new KnownGood<>(most);
    }

    /// Whether the owner of the key signed a batch of so many blocks with this root.
    boolean prove(BatchProof proof, Digest batchRoot, VerifyingKey owner) {
        return proven.test(
                new Signed(owner, proof.signature(), proof.size(), batchRoot),
                _ -> proof.isSigned(batchRoot, owner));
    }

    private record Signed(VerifyingKey owner, Signature signature, int size, Digest batchRoot) {}
}
