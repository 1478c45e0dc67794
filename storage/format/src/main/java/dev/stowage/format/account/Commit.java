package dev.stowage.format.account;

import dev.stowage.format.account.Change.Put;
import java.util.List;

/// What is written at once: changes to the catalogue before, or a snapshot that needs none.
///
/// @param snapshot whether it is a snapshot: then all changes are puts
/// @param changes in their order
record Commit(boolean snapshot, List<Change> changes) {

    Commit {
        changes = List.copyOf(changes);
        if (snapshot && !changes.stream().allMatch(Put.class::isInstance)) {
            throw new IllegalArgumentException("a snapshot deletes nothing");
        }
    }

    /// A snapshot, or a portion of one.
    static Commit snapshotOf(List<PackedEntry> entries) {
        return new Commit(
                true, entries.stream().<Change>map(each -> new Put(each.unpack())).toList());
    }

    /// What a snapshot, or a portion of one, puts.
    List<PackedEntry> entries() {
        return changes.stream().map(change -> PackedEntry.of(((Put) change).entry())).toList();
    }
}
