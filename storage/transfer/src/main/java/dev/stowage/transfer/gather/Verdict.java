package dev.stowage.transfer.gather;

import dev.stowage.format.record.FragmentRecord;

/// What a reader thinks of an outcome after he has checked it.
sealed interface Verdict {

    /// The record is of the wanted block and position, and its fragments are what the owner signed.
    record Proven(FragmentRecord record) implements Verdict {}

    /// It is not there, or not right, or nobody answers.
    record Refuted(Finding.Kind kind, String detail) implements Verdict {}

    /// The supplier has too much to do just now: nothing is known about the record.
    record Busy(String detail) implements Verdict {}
}
