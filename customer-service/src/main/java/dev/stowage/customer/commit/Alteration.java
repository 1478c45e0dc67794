package dev.stowage.customer.commit;

import dev.stowage.format.account.Catalogue;
import dev.stowage.format.account.Change;
import dev.stowage.format.account.FileEntry;
import dev.stowage.format.account.FilePath;
import dev.stowage.format.account.FileVersion;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What one proposal does to its path, step by step. Not thread-safe.
final class Alteration {

    /// The most versions that are kept of a path; beyond, the oldest goes.
    static final int MOST_KEPT = 32;

    private final FilePath path;
    private final Optional<FileEntry> before;
    private final List<Change> changes = new ArrayList<>();
    private Catalogue catalogue;
    private Optional<FileVersion> kept = Optional.empty();
    private Optional<FileVersion> dropped = Optional.empty();

    Alteration(Catalogue catalogue, FilePath path) {
        this.catalogue = catalogue;
        this.path = path;
        this.before = catalogue.find(path);
    }

    FilePath path() {
        return path;
    }

    Catalogue catalogue() {
        return catalogue;
    }

    /// The current version before the first step.
    Optional<FileEntry> before() {
        return before;
    }

    void put(FileEntry entry) {
        step(new Change.Put(entry));
    }

    void delete() {
        step(new Change.Delete(path));
    }

    void forget(FileEntry entry) {
        step(new Change.Forget(path, entry.version()));
    }

    /// Keeps a version that is going to be replaced or deleted.
    void keep(FileEntry entry) {
        List<FileEntry> others = catalogue.kept(path);
        if (others.size() >= MOST_KEPT) {
            forget(others.getFirst());
            dropped = Optional.of(others.getFirst().version());
        }
        step(new Change.Keep(entry));
        kept = Optional.of(entry.version());
    }

    private void step(Change change) {
        changes.add(change);
        catalogue = catalogue.apply(List.of(change));
    }

    List<Change> changes() {
        return changes;
    }

    Committed outcome() {
        return new Committed(before, catalogue.find(path), kept, dropped);
    }
}
