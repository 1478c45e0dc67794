package dev.stowage.format.account;

import dev.stowage.format.account.Change.Delete;
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

/// All files of an account at one moment. Immutable: a change gives a new catalogue that shares
/// nearly all of the old one, so any number of readers keep theirs while one writer goes on.
public final class Catalogue {

    public static final Catalogue EMPTY = new Catalogue(EntryTree.empty(), 0, 0, 0);

    private final EntryTree<PackedEntry> tree;
    private final int files;
    private final long bytes;
    private final long footprint;

    private Catalogue(EntryTree<PackedEntry> tree, int files, long bytes, long footprint) {
        this.tree = tree;
        this.files = files;
        this.bytes = bytes;
        this.footprint = footprint;
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
        return new Catalogue(EntryTree.ofSorted(entries), entries.size(), bytes, footprint);
    }

    /// The catalogue after these changes, in their order.
    public Catalogue apply(List<Change> changes) {
        EntryTree<PackedEntry> newTree = tree;
        int newFiles = files;
        long newBytes = bytes;
        long newFootprint = footprint;
        for (Change change : changes) {
            String key = change.path().value();
            PackedEntry old = newTree.find(key).orElse(null);
            if (old != null) {
                newFiles--;
                newBytes -= old.size();
                newFootprint -= old.footprint();
            }
            switch (change) {
                case Put(FileEntry entry) -> {
                    PackedEntry packed = PackedEntry.of(entry);
                    newTree = newTree.with(packed);
                    newFiles++;
                    newBytes += entry.size();
                    newFootprint += packed.footprint();
                }
                case Delete _ -> newTree = old != null ? newTree.without(key) : newTree;
            }
        }
        return new Catalogue(newTree, newFiles, newBytes, newFootprint);
    }

    /// What must be done to this catalogue to get a later one, one change for each path in
    /// ascending order. Costs about as much as there are changes, if the later one came from this.
    List<Change> changesTo(Catalogue later) {
        List<Change> changes = new ArrayList<>();
        tree.tellChanges(
                later.tree,
                new EntryTree.Difference<>() {
                    @Override
                    public void put(PackedEntry value) {
                        changes.add(new Put(value.unpack()));
                    }

                    @Override
                    public void removed(PackedEntry value) {
                        changes.add(new Delete(new FilePath(value.key())));
                    }
                });
        return changes;
    }

    /// The same files, each changed but for its path and size.
    public Catalogue map(UnaryOperator<FileEntry> change) {
        List<FileEntry> changed = new ArrayList<>(files);
        below(FolderPath.ROOT).forEachRemaining(entry -> changed.add(change.apply(entry)));
        return of(changed);
    }

    public Optional<FileEntry> find(FilePath path) {
        return tree.find(path.value()).map(PackedEntry::unpack);
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

    /// All files from a path on.
    Iterator<PackedEntry> packed(String from) {
        return tree.from(from);
    }

    /// Tells every block that files use, as often as they do, and how it is spread.
    public void tellBlocks(BiConsumer<Layout, BlockReference> told) {
        tree.from("").forEachRemaining(entry -> entry.tellBlocks(told));
    }

    /// Bytes that it takes in memory, roughly: without blocks and layouts, which entries share.
    public long footprint() {
        return footprint;
    }

    /// How many files there are.
    public int files() {
        return files;
    }

    /// Bytes of their contents, all together.
    public long bytes() {
        return bytes;
    }

    @Override
    public String toString() {
        return files + " files of " + bytes + " bytes";
    }
}
