package dev.stowage.format.account;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stowage.format.account.Change.Delete;
import dev.stowage.format.account.Change.Forget;
import dev.stowage.format.account.Change.Keep;
import dev.stowage.format.account.Change.Put;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/// The obvious way to do what a catalogue does: sorted maps, every question answered by looking at
/// all of them.
final class Oracle {

    private final TreeMap<String, FileEntry> files = new TreeMap<>();
    private final TreeMap<String, List<FileEntry>> kept = new TreeMap<>();

    void apply(List<Change> changes) {
        changes.forEach(this::apply);
    }

    private void apply(Change change) {
        switch (change) {
            case Put(FileEntry entry) -> files.put(entry.path().value(), entry);
            case Delete(FilePath path) -> files.remove(path.value());
            case Keep(FileEntry entry) -> {
                forget(entry.path(), entry.version());
                kept.computeIfAbsent(entry.path().value(), _ -> new ArrayList<>()).add(entry);
            }
            case Forget(FilePath path, FileVersion version) -> forget(path, version);
        }
    }

    private void forget(FilePath path, FileVersion version) {
        kept.computeIfAbsent(path.value(), _ -> new ArrayList<>())
                .removeIf(each -> each.version().equals(version));
        kept.values().removeIf(List::isEmpty);
    }

    void assertSame(Catalogue catalogue) {
        List<FileEntry> entries = new ArrayList<>();
        catalogue.below(FolderPath.ROOT).forEachRemaining(entries::add);
        assertThat(entries).containsExactlyElementsOf(files.values());
        assertThat(catalogue.files()).isEqualTo(files.size());
        kept.forEach(
                (path, versions) -> {
                    assertThat(catalogue.kept(new FilePath(path))).isEqualTo(versions);
                    assertThat(catalogue.keptOf(new FilePath(path))).isEqualTo(versions.size());
                });
        assertThat(catalogue.keptVersions())
                .isEqualTo(kept.values().stream().mapToInt(List::size).sum());
        assertThat(catalogue.bytes())
                .isEqualTo(
                        Stream.concat(
                                        files.values().stream(),
                                        kept.values().stream().flatMap(List::stream))
                                .mapToLong(FileEntry::size)
                                .sum());
    }

    Collection<FileEntry> files() {
        return files.values();
    }

    SortedSet<String> folders() {
        SortedSet<String> folders = new TreeSet<>();
        folders.add("");
        for (String path : files.keySet()) {
            for (int slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', slash + 1)) {
                folders.add(path.substring(0, slash));
            }
        }
        return folders;
    }

    /// The paths of a folder's children, folders with a slash behind.
    SortedSet<String> children(String folder, boolean recursive) {
        String prefix = folder.isEmpty() ? "" : folder + "/";
        SortedSet<String> children = new TreeSet<>();
        for (String path : files.keySet()) {
            if (path.startsWith(prefix)) {
                int slash = recursive ? -1 : path.indexOf('/', prefix.length());
                children.add(slash < 0 ? path : path.substring(0, slash + 1));
            }
        }
        return children;
    }
}
