package dev.stowage.protocol.supplier;

import dev.stowage.format.record.FragmentRecord;

/// What became of one record that was asked for.
public sealed interface FetchOutcome {

    /// Here it is; the supplier's checksums match, the reader still proves it.
    record Intact(FragmentRecord record) implements FetchOutcome {}

    /// The supplier does not have it.
    record Missing() implements FetchOutcome {}

    /// The supplier has it, but its checksum does not match: it is as good as lost.
    record Corrupt() implements FetchOutcome {}
}
