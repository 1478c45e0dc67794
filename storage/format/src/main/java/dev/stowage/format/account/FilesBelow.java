package dev.stowage.format.account;

import java.util.Iterator;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/// The files whose paths start with a prefix, in ascending order.
final class FilesBelow implements Iterator<FileEntry> {

    private final Iterator<PackedEntry> entries;
    private final String prefix;
    private @Nullable PackedEntry next;

    FilesBelow(EntryTree<PackedEntry> tree, String prefix) {
        this.entries = tree.from(prefix);
        this.prefix = prefix;
        advance();
    }

    @Override
    public boolean hasNext() {
        return next != null;
    }

    @Override
    public FileEntry next() {
        PackedEntry entry = next;
        if (entry == null) {
            throw new NoSuchElementException();
        }
        advance();
        return entry.unpack();
    }

    private void advance() {
        PackedEntry entry = entries.hasNext() ? entries.next() : null;
        next = entry != null && entry.key().startsWith(prefix) ? entry : null;
    }
}
