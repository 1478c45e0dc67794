package dev.stowage.format.account;

import dev.stowage.format.account.Listing.Child;
import dev.stowage.format.account.Listing.ListedFile;
import dev.stowage.format.account.Listing.ListedFolder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Cuts a folder's listing into pages. A child's key is its name, with a slash behind it for a
/// folder; a folder's files are jumped over, so a page costs its own length, not that of what lies
/// below.
final class FolderPage {

    /// The character after the slash: `prefix/name0` comes after all that lies in `prefix/name/`.
    private static final char AFTER_SLASH = '/' + 1;

    private FolderPage() {}

    static Listing list(
            EntryTree<PackedEntry> tree,
            FolderPath folder,
            String after,
            int limit,
            boolean recursive) {
        if (limit < 1) {
            throw new IllegalArgumentException("a page has at least one entry, got " + limit);
        }
        String prefix = folder.prefix();
        List<Child> page = new ArrayList<>();
        String last = after;
        String from = after.isEmpty() ? prefix : behind(prefix + after);
        Optional<PackedEntry> entry = within(prefix, tree.ceiling(from));
        while (entry.isPresent()) {
            if (page.size() == limit) {
                return new Listing(page, Optional.of(last));
            }
            last = key(entry.get(), prefix, recursive);
            page.add(
                    last.endsWith("/")
                            ? new ListedFolder(
                                    new FolderPath(prefix + last.substring(0, last.length() - 1)))
                            : new ListedFile(entry.get().unpack()));
            entry = within(prefix, tree.ceiling(behind(prefix + last)));
        }
        return new Listing(page, Optional.empty());
    }

    private static Optional<PackedEntry> within(String prefix, Optional<PackedEntry> entry) {
        return entry.filter(file -> file.key().startsWith(prefix));
    }

    private static String key(PackedEntry entry, String prefix, boolean recursive) {
        String rest = entry.key().substring(prefix.length());
        int slash = recursive ? -1 : rest.indexOf('/');
        return slash < 0 ? rest : rest.substring(0, slash + 1);
    }

    /// The least text that comes after a file, or after everything in a folder.
    private static String behind(String key) {
        return key.endsWith("/") ? key.substring(0, key.length() - 1) + AFTER_SLASH : key + '\0';
    }
}
