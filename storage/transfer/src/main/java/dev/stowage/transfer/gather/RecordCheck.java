package dev.stowage.transfer.gather;

import dev.stowage.format.record.FragmentRecord;
import dev.stowage.format.record.RecordHeader;
import dev.stowage.format.record.RecordProver;
import dev.stowage.protocol.supplier.FetchOutcome;
import dev.stowage.transfer.gather.Finding.Kind;
import dev.stowage.transfer.gather.Verdict.Proven;
import dev.stowage.transfer.gather.Verdict.Refuted;
import java.util.Optional;

/// Proves records against the reference in the account file and against the owner's key.
///
/// A record is believed if it is of the wanted block (address, root, lengths, layout) and position,
/// its fragments match their digests, these lead to the root, and the owner signed the root. One
/// for the records of one answer, which share most of what has to be proved.
final class RecordCheck {

    private final RecordProver prover;

    RecordCheck(RecordProver prover) {
        this.prover = prover;
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
        if (!wanted.matches(header)) {
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
        if (!prover.leadsToRoot(header)) {
            return Optional.of("the fragments' digests do not lead to the block's root");
        }
        if (!prover.isSigned(header)) {
            return Optional.of("the owner's signature does not cover this record");
        }
        return record.fragmentFlaw();
    }
}
