package dev.stowage.format.record;

import dev.stowage.format.signature.Digest;
import dev.stowage.format.signature.Signature;
import dev.stowage.format.signature.VerifyingKey;
import java.util.LinkedHashMap;
import java.util.Map;

/// Signatures over batches that were verified, so that each costs one verification however many
/// blocks and records it covers. The least used are forgotten first. Safe for several threads.
public final class ProvenSignatures {

    private final int most;
    private final Map<Signed, Boolean> proven = new LinkedHashMap<>(16, 0.75f, true);

    /// @param most that are remembered, about 300 bytes each
    public ProvenSignatures(int most) {
        this.most = most;
    }

    /// Whether the owner of the key signed a batch of so many blocks with this root.
    boolean prove(BatchProof proof, Digest batchRoot, VerifyingKey owner) {
        Signed signed = new Signed(owner, proof.signature(), proof.size(), batchRoot);
        if (isKnown(signed)) {
            return true;
        }
        if (!proof.isSigned(batchRoot, owner)) {
            return false;
        }
        remember(signed);
        return true;
    }

    private synchronized boolean isKnown(Signed signed) {
        return proven.get(signed) != null;
    }

    private synchronized void remember(Signed signed) {
        proven.put(signed, true);
        if (proven.size() > most) {
            proven.remove(proven.keySet().iterator().next());
        }
    }

    private record Signed(VerifyingKey owner, Signature signature, int size, Digest batchRoot) {}
}
