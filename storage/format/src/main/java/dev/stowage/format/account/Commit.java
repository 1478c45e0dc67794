package dev.stowage.format.account;

import dev.stowage.format.account.Change.Delete;
import dev.stowage.format.account.Change.Forget;
import dev.stowage.format.account.Change.Keep;
import dev.stowage.format.account.Change.Put;
import java.util.List;

/// What is written at once: changes to the catalogue before, or a snapshot that needs none.
///
/// @param snapshot whether it is a snapshot: then nothing is deleted or forgotten
/// @param changes in their order
record Commit(boolean snapshot, List<Change> changes) {

    Commit {
        changes = List.copyOf(changes);
        if (snapshot && changes.stream().anyMatch(Commit::takesAway)) {
            throw new IllegalArgumentException("a snapshot deletes and forgets nothing");
        }
    }

    private static boolean takesAway(Change change) {
        return change instanceof Delete || change instanceof Forget;
    }

    /// A snapshot, or a portion of one.
    static Commit snapshotOf(List<? extends Row> rows) {
        return new Commit(true, rows.stream().map(Row::change).toList());
    }

    /// The files that a snapshot, or a portion of one, puts.
    List<PackedEntry> entries() {
        return changes.stream()
                .filter(Put.class::isInstance)
                .map(change -> PackedEntry.of(((Put) change).entry()))
                .toList();
    }

    /// The versions that it keeps.
    List<Change> kept() {
        return changes.stream().filter(Keep.class::isInstance).toList();
    }

    /// Whether versions are kept or forgotten.
    boolean isAboutVersions() {
        return changes.stream()
                .anyMatch(change -> change instanceof Keep || change instanceof Forget);
    }
}
