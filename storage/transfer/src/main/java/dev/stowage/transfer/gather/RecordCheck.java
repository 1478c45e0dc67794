package dev.stowage.transfer.gather;

import dev.stowage.format.record.BatchProof;
import dev.stowage.format.record.FragmentRecord;
import dev.stowage.format.record.RecordHeader;
import dev.stowage.format.signature.Digest;
import dev.stowage.format.signature.MerkleTree;
import dev.stowage.format.signature.VerifyingKey;
import dev.stowage.protocol.supplier.FetchOutcome;
import dev.stowage.transfer.gather.Finding.Kind;
import dev.stowage.transfer.gather.Verdict.Proven;
import dev.stowage.transfer.gather.Verdict.Refuted;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// Proves records against the reference in the account file and against the owner's key.
///
/// A record is believed if it is of the wanted block (address, root, lengths, layout) and position,
/// its fragments match their digests, these lead to the root, and the owner signed the root. The
/// signature, the same in all records of a block, is verified once.
final class RecordCheck {

    private final VerifyingKey owner;
    private final Set<Signed> proven = ConcurrentHashMap.newKeySet();

    RecordCheck(VerifyingKey owner) {
        this.owner = owner;
    }

    /// @param fragments bits of the fragments that were asked for
    Verdict check(WantedBlock wanted, int position, int fragments, FetchOutcome outcome) {
        return switch (outcome) {
            case FetchOutcome.Missing _ -> new Refuted(Kind.MISSING, "the supplier lacks it");
            case FetchOutcome.Corrupt _ ->
                    new Refuted(Kind.CORRUPT, "the supplier's copy is damaged");
            case FetchOutcome.Intact(FragmentRecord record) ->
                    flaw(wanted, position, fragments, record)
                            .<Verdict>map(flaw -> new Refuted(Kind.CORRUPT, flaw))
                            .orElseGet(() -> new Proven(record));
        };
    }

    private Optional<String> flaw(
            WantedBlock wanted, int position, int fragments, FragmentRecord record) {
        RecordHeader header = record.header();
        if (!wanted.reference().matches(header) || !header.layout().equals(wanted.layout())) {
            return Optional.of("the record is of another block");
        }
        if (header.position() != position) {
            return Optional.of(
                    "the record is of position %d, not %d".formatted(header.position(), position));
        }
        for (int index = 0; index < wanted.layout().fragmentsPerCarrier(); index++) {
            if ((fragments >>> index & 1) == 1 && record.fragment(index).isEmpty()) {
                return Optional.of("fragment %d did not come along".formatted(index));
            }
        }
        if (!leadsToRoot(header)) {
            return Optional.of("the fragments' digests do not lead to the block's root");
        }
        if (!isSigned(header)) {
            return Optional.of("the owner's signature does not cover this record");
        }
        return record.fragmentFlaw();
    }

    private static boolean leadsToRoot(RecordHeader header) {
        return MerkleTree.rootFrom(
                        RecordHeader.leaf(header.sums()),
                        header.position(),
                        header.layout().carriers(),
                        header.path())
                .equals(header.root());
    }

    private boolean isSigned(RecordHeader header) {
        Digest digest =
                RecordHeader.blockDigest(
                        header.address(), header.layout(), header.blockLength(), header.root());
        Signed signed = new Signed(digest, header.proof());
        if (proven.contains(signed)) {
            return true;
        }
        if (!header.proof().proves(digest, owner)) {
            return false;
        }
        proven.add(signed);
        return true;
    }

    private record Signed(Digest block, BatchProof proof) {}
}
