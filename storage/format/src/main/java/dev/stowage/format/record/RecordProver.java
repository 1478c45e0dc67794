package dev.stowage.format.record;

import dev.stowage.format.address.Address;
import dev.stowage.format.layout.Layout;
import dev.stowage.format.signature.Digest;
import dev.stowage.format.signature.ProvenNodes;
import dev.stowage.format.signature.VerifyingKey;
import java.security.MessageDigest;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/// Proves the records of one owner that come together in a request: what they share, the signature
/// and the upper nodes of their blocks' trees, is proved once. It says what [RecordHeader#provenBy]
/// says. Not safe for several threads; one for each request, because it remembers as much as it is
/// shown.
public final class RecordProver {

    private final VerifyingKey owner;
    private final ProvenSignatures signatures;
    private final MessageDigest digester = Digest.sha256();
    private final Map<Tree, ProvenNodes> trees = new HashMap<>();
    private final Set<Claim> signed = new HashSet<>();

    /// @param signatures may be shared with others
    public RecordProver(VerifyingKey owner, ProvenSignatures signatures) {
        this.owner = owner;
        this.signatures = signatures;
    }

    /// Whether the owner signed a block with these fragments in this place.
    public boolean proves(RecordHeader header) {
        return leadsToRoot(header) && isSigned(header);
    }

    /// Whether the digests of the carrier's fragments lead to the root that the header names.
    public boolean leadsToRoot(RecordHeader header) {
        int carriers = header.layout().carriers();
        return trees.computeIfAbsent(
                        new Tree(header.root(), carriers),
                        tree -> new ProvenNodes(tree.root, tree.size, digester))
                .leadsToRoot(
                        RecordHeader.leaf(header.sums(), digester),
                        header.position(),
                        header.path());
    }

    /// Whether the owner signed the block that the header names.
    public boolean isSigned(RecordHeader header) {
        Claim claim = Claim.of(header);
        if (signed.contains(claim)) {
            return true;
        }
        Digest batchRoot = header.proof().batchRoot(header.blockDigest());
        boolean isSigned = signatures.prove(header.proof(), batchRoot, owner);
        if (isSigned) {
            signed.add(claim);
        }
        return isSigned;
    }

    private record Tree(Digest root, int size) {}

    /// A block as a record names it, and what is said to prove it.
    private record Claim(
            Address address, Layout layout, int blockLength, Digest root, BatchProof proof) {

        static Claim of(RecordHeader header) {
            return new Claim(
                    header.address(),
                    header.layout(),
                    header.blockLength(),
                    header.root(),
                    header.proof());
        }
    }
}
