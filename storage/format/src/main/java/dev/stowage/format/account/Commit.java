package dev.stowage.format.account;

import dev.stowage.format.account.Change.Put;
import java.util.ArrayList;
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

    static Commit snapshotOf(Catalogue catalogue) {
        List<Change> puts = new ArrayList<>(catalogue.files());
        catalogue.below(FolderPath.ROOT).forEachRemaining(entry -> puts.add(new Put(entry)));
        return new Commit(true, puts);
    }

    /// The catalogue after this commit; a snapshot does not care for the one before.
    Catalogue applyTo(Catalogue before) {
        return snapshot
                ? Catalogue.of(changes.stream().map(change -> ((Put) change).entry()).toList())
                : before.apply(changes);
    }
}
