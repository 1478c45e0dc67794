package dev.stowage.format.account;

import dev.stowage.format.account.Change.Delete;
import dev.stowage.format.account.Change.Put;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/// All files of an account at one moment. Immutable: a change gives a new catalogue that shares
/// nearly all of the old one, so any number of readers keep theirs while one writer goes on.
public final class Catalogue {

    public static final Catalogue EMPTY = new Catalogue(EntryTree.empty(), 0, 0);

    private final EntryTree<FileEntry> tree;
    private final int files;
    private final long bytes;

    private Catalogue(EntryTree<FileEntry> tree, int files, long bytes) {
        this.tree = tree;
        this.files = files;
        this.bytes = bytes;
    }

    /// @param entries in any order; of two with the same path the later one counts
    public static Catalogue of(Collection<FileEntry> entries) {
        List<FileEntry> list = List.copyOf(entries);
        for (int i = 1; i < list.size(); i++) {
            if (list.get(i - 1).path().compareTo(list.get(i).path()) >= 0) {
                return EMPTY.apply(list.stream().<Change>map(Put::new).toList());
            }
        }
        return new Catalogue(
                EntryTree.ofSorted(list, entry -> entry.path().value()),
                list.size(),
                list.stream().mapToLong(FileEntry::size).sum());
    }

    /// The catalogue after these changes, in their order.
    public Catalogue apply(List<Change> changes) {
        EntryTree<FileEntry> newTree = tree;
        int newFiles = files;
        long newBytes = bytes;
        for (Change change : changes) {
            String key = change.path().value();
            Optional<FileEntry> old = newTree.find(key);
            newFiles -= old.isPresent() ? 1 : 0;
            newBytes -= old.map(FileEntry::size).orElse(0L);
            switch (change) {
                case Put(FileEntry entry) -> {
                    newTree = newTree.with(key, entry);
                    newFiles++;
                    newBytes += entry.size();
                }
                case Delete _ -> newTree = old.isPresent() ? newTree.without(key) : newTree;
            }
        }
        return new Catalogue(newTree, newFiles, newBytes);
    }

    public Optional<FileEntry> find(FilePath path) {
        return tree.find(path.value());
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
