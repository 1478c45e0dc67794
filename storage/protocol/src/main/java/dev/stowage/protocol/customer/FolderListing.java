package dev.stowage.protocol.customer;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// One page of a folder.
///
/// @param next pass it as `after` for the next page; absent on the last one
public record FolderListing(String path, List<Entry> entries, @Nullable String next) {

    public FolderListing {
        entries = List.copyOf(entries);
    }

    /// A file, or a folder if `file` is absent.
    ///
    /// @param name the last part of its path; the path below the folder if the listing is recursive
    public record Entry(String name, @Nullable FileView file) {}
}
