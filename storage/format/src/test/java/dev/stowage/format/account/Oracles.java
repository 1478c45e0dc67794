package dev.stowage.format.account;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stowage.format.account.Change.Delete;
import dev.stowage.format.account.Change.Put;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// The obvious way to do what a catalogue does: one sorted map, every question answered by looking
/// at all of it.
final class Oracles {

    private Oracles() {}

    static void apply(TreeMap<String, FileEntry> oracle, List<Change> changes) {
        for (Change change : changes) {
            switch (change) {
                case Put(FileEntry entry) -> oracle.put(entry.path().value(), entry);
                case Delete(FilePath path) -> oracle.remove(path.value());
            }
        }
    }

    static void assertSame(Catalogue catalogue, TreeMap<String, FileEntry> oracle) {
        List<FileEntry> entries = new ArrayList<>();
        catalogue.below(FolderPath.ROOT).forEachRemaining(entries::add);
        assertThat(entries).containsExactlyElementsOf(oracle.values());
        assertThat(catalogue.files()).isEqualTo(oracle.size());
        assertThat(catalogue.bytes())
                .isEqualTo(oracle.values().stream().mapToLong(FileEntry::size).sum());
    }

    static SortedSet<String> folders(TreeMap<String, FileEntry> oracle) {
        SortedSet<String> folders = new TreeSet<>();
        folders.add("");
        for (String path : oracle.keySet()) {
            for (int slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', slash + 1)) {
                folders.add(path.substring(0, slash));
            }
        }
        return folders;
    }

    /// The paths of a folder's children, folders with a slash behind.
    static SortedSet<String> children(
            TreeMap<String, FileEntry> oracle, String folder, boolean recursive) {
        String prefix = folder.isEmpty() ? "" : folder + "/";
        SortedSet<String> children = new TreeSet<>();
        for (String path : oracle.keySet()) {
            if (path.startsWith(prefix)) {
                int slash = recursive ? -1 : path.indexOf('/', prefix.length());
                children.add(slash < 0 ? path : path.substring(0, slash + 1));
            }
        }
        return children;
    }
}
