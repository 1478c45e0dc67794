package dev.stowage.supplier.trial;

import dev.stowage.format.record.FragmentRecord;
import dev.stowage.protocol.fault.Fault;
import dev.stowage.supplier.store.RecordId;
import dev.stowage.supplier.store.RecordStore;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/// A batch of records in a campaign, and what may have become of it. All of its records share one
/// fate: a crash may come before or behind a change, never amid it.
///
/// Used by one thread at a time.
final class BatchFate {

    private final List<FragmentRecord> records;
    private Set<Fate> possible = EnumSet.of(Fate.ABSENT);
    private Instant dropped = Instant.EPOCH;

    /// What can become of a batch.
    enum Fate {
        /// Never stored, or dropped too long ago.
        ABSENT,
        LIVING,
        IN_TRASH
    }

    BatchFate(List<FragmentRecord> records) {
        this.records = records;
    }

    List<FragmentRecord> records() {
        return records;
    }

    private List<RecordId> ids() {
        return records.stream().map(RecordId::of).toList();
    }

    /// Bytes of padded ciphertext.
    long padded() {
        return records.stream().mapToLong(record -> record.header().paddedLength()).sum();
    }

    boolean isSurely(Fate fate) {
        return possible.equals(EnumSet.of(fate));
    }

    /// Stores it, if it is not there; from the trash it comes back.
    void store(RecordStore store) {
        change(
                Fate.LIVING,
                () -> store.store(SampleAccount.CAMPAIGNER.number(), records, Long.MAX_VALUE));
    }

    /// Takes it to the trash.
    void drop(RecordStore store, Instant now) {
        dropped = now;
        change(Fate.IN_TRASH, () -> store.drop(SampleAccount.CAMPAIGNER.number(), ids()));
    }

    /// Brings it back from the trash.
    void revive(RecordStore store) {
        change(
                Fate.LIVING,
                () -> store.revive(SampleAccount.CAMPAIGNER.number(), ids(), Long.MAX_VALUE));
    }

    /// If the store does not answer, both is possible: that it was done, and that it was not.
    ///
    /// @throws Fault what the store says instead of an answer
    private void change(Fate after, Runnable change) {
        Set<Fate> before = possible;
        possible = EnumSet.copyOf(before);
        possible.add(after);
        change.run();
        possible = EnumSet.of(after);
    }

    /// The trash need not keep it for longer. It may: time that a supplier had not noted when he
    /// was killed has not passed for him.
    void pass(Instant now, Duration trash) {
        if (possible.contains(Fate.IN_TRASH) && !now.isBefore(dropped.plus(trash))) {
            possible.add(Fate.ABSENT);
        }
    }

    /// Notes what became of it.
    ///
    /// @return whether that is possible
    boolean isSeen(Fate seen) {
        boolean isPossible = possible.contains(seen);
        possible = EnumSet.of(seen);
        return isPossible;
    }

    @Override
    public String toString() {
        return "the batch of %d records from block %s, %s"
                .formatted(records.size(), records.getFirst().header().address().block(), possible);
    }
}
