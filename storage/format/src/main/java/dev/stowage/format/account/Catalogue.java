package dev.stowage.format.account;

import dev.stowage.format.account.Change.Delete;
import dev.stowage.format.account.Change.Forget;
import dev.stowage.format.account.Change.Keep;
import dev.stowage.format.account.Change.Put;
import dev.stowage.format.block.BlockReference;
import dev.stowage.format.layout.Layout;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.UnaryOperator;

/// All files of an account at one moment, and older versions that are kept. Immutable: a change
/// gives a new catalogue that shares nearly all of the old one, so any number of readers keep
/// theirs while one writer goes on.
public final class Catalogue {

    public static final Catalogue EMPTY =
            new Catalogue(EntryTree.empty(), 0, 0, 0, KeptVersions.NONE);

    private final EntryTree<PackedEntry> tree;
    private final int files;
    private final long bytes;
    private final long footprint;
    private final KeptVersions kept;

    private Catalogue(
            EntryTree<PackedEntry> tree, int files, long bytes, long footprint, KeptVersions kept) {
        this.tree = tree;
        this.files = files;
        this.bytes = bytes;
        this.footprint = footprint;
        this.kept = kept;
    }

    /// @param entries in any order; of two with the same path the later one counts
    public static Catalogue of(Collection<FileEntry> entries) {
        return ofPacked(entries.stream().map(PackedEntry::of).toList());
    }

    static Catalogue ofPacked(List<PackedEntry> entries) {
        long bytes = 0;
        long footprint = 0;
        for (int i = 0; i < entries.size(); i++) {
            PackedEntry entry = entries.get(i);
            if (i > 0 && entry.compareTo(entries.get(i - 1).key()) <= 0) {
                return EMPTY.apply(
                        entries.stream().<Change>map(each -> new Put(each.unpack())).toList());
            }
            bytes += entry.size();
            footprint += entry.footprint();
        }
        return new Catalogue(
                EntryTree.ofSorted(entries), entries.size(), bytes, footprint, KeptVersions.NONE);
    }

    /// The catalogue after these changes, in their order.
    public Catalogue apply(List<Change> changes) {
        Catalogue after = this;
        for (Change change : changes) {
            after = after.apply(change);
        }
        return after;
    }

    private Catalogue apply(Change change) {
        return switch (change) {
            case Put(FileEntry entry) -> with(PackedEntry.of(entry));
            case Delete(FilePath path) -> without(path.value());
            case Keep(FileEntry entry) -> keeping(kept.with(PackedEntry.of(entry)));
            case Forget(FilePath path, FileVersion version) ->
                    keeping(kept.without(path.value(), version));
        };
    }

    private Catalogue with(PackedEntry entry) {
        Optional<PackedEntry> old = tree.find(entry.key());
        return new Catalogue(
                tree.with(entry),
                files + (old.isPresent() ? 0 : 1),
                bytes - old.map(PackedEntry::size).orElse(0L) + entry.size(),
                footprint - old.map(PackedEntry::footprint).orElse(0L) + entry.footprint(),
                kept);
    }

    private Catalogue without(String path) {
        return tree.find(path)
                .map(
                        old ->
                                new Catalogue(
                                        tree.without(path),
                                        files - 1,
                                        bytes - old.size(),
                                        footprint - old.footprint(),
                                        kept))
                .orElse(this);
    }

    private Catalogue keeping(KeptVersions other) {
        return new Catalogue(tree, files, bytes, footprint, other);
    }

    /// What must be done to this catalogue to get a later one, the files in ascending order of
    /// their paths and then the versions that are kept. Costs about as much as there are changes,
    /// if the later one came from this.
    List<Change> changesTo(Catalogue later) {
        List<Change> changes = new ArrayList<>();
        tree.tellChanges(
                later.tree,
                new EntryTree.Difference<>() {
                    @Override
                    public void put(PackedEntry value) {
                        changes.add(value.change());
                    }

                    @Override
                    public void removed(PackedEntry value) {
                        changes.add(new Delete(new FilePath(value.key())));
                    }
                });
        kept.tellChanges(later.kept, changes);
        return changes;
    }

    /// The same files and kept versions, each changed but for its path and size.
    public Catalogue map(UnaryOperator<FileEntry> change) {
        List<FileEntry> changed = new ArrayList<>(files);
        below(FolderPath.ROOT).forEachRemaining(entry -> changed.add(change.apply(entry)));
        List<Change> changedKept = new ArrayList<>(kept.count());
        kept.rows("")
                .forEachRemaining(
                        row -> {
                            if (row.change() instanceof Keep(FileEntry entry)) {
                                changedKept.add(new Keep(change.apply(entry)));
                            }
                        });
        return of(changed).apply(changedKept);
    }

    public Optional<FileEntry> find(FilePath path) {
        return tree.find(path.value()).map(PackedEntry::unpack);
    }

    /// The versions that are kept beside the current one, or though there is none; the oldest
    /// first.
    public List<FileEntry> kept(FilePath path) {
        return kept.of(path.value()).stream().map(PackedEntry::unpack).toList();
    }

    /// How many versions are kept of a path.
    public int keptOf(FilePath path) {
        return kept.of(path.value()).size();
    }

    /// Whether any file lies below the folder; the folder of everything always exists.
    public boolean contains(FolderPath folder) {
        return folder.equals(FolderPath.ROOT) || below(folder).hasNext();
    }

    /// What stands in the way of a new file at this path: a file that would have to be a folder, or
    /// the first file of a folder of the same name. A file at the very path is no obstacle.
    public Optional<FilePath> obstacle(FilePath path) {
        for (FolderPath folder = path.folder(); !folder.equals(FolderPath.ROOT); ) {
            FilePath asFile = new FilePath(folder.value());
            if (tree.find(asFile.value()).isPresent()) {
                return Optional.of(asFile);
            }
            folder = asFile.folder();
        }
        Iterator<FileEntry> inside = below(new FolderPath(path.value()));
        return inside.hasNext() ? Optional.of(inside.next().path()) : Optional.empty();
    }

    /// The files below a folder, at any depth, in ascending order of their paths.
    public Iterator<FileEntry> below(FolderPath folder) {
        return new FilesBelow(tree, folder.prefix());
    }

    /// One page of a folder: its files and folders or, recursively, all files below.
    ///
    /// @param after where to go on: [Listing#next] of the page before, or empty for the first page
    /// @param limit entries at most, at least 1
    public Listing list(FolderPath folder, String after, int limit, boolean recursive) {
        return FolderPage.list(tree, folder, after, limit, recursive);
    }

    /// All files, and behind them all versions that are kept, from one of them on.
    ///
    /// @param from a row's key; empty for all
    Iterator<Row> rows(String from) {
        return KeptVersions.isKey(from)
                ? kept.rows(from)
                : new RowsInTurn(tree.from(from), kept.rows(""));
    }

    private record RowsInTurn(Iterator<? extends Row> files, Iterator<Row> kept)
            implements Iterator<Row> {

        @Override
        public boolean hasNext() {
            return files.hasNext() || kept.hasNext();
        }

        @Override
        public Row next() {
            return files.hasNext() ? files.next() : kept.next();
        }
    }

    /// Tells every block that files and kept versions use, as often as they do, and how it is
    /// spread.
    public void tellBlocks(BiConsumer<Layout, BlockReference> told) {
        tree.from("").forEachRemaining(entry -> entry.tellBlocks(told));
        kept.tellBlocks(told);
    }

    /// Bytes that it takes in memory, roughly: without blocks and layouts, which entries share.
    public long footprint() {
        return footprint + kept.footprint();
    }

    /// How many files there are.
    public int files() {
        return files;
    }

    /// How many versions are kept beside them.
    public int keptVersions() {
        return kept.count();
    }

    /// Bytes of the contents of files and kept versions, all together.
    public long bytes() {
        return bytes + kept.bytes();
    }

    @Override
    public String toString() {
        return "%d files and %d kept versions of %d bytes".formatted(files, kept.count(), bytes());
    }
}
