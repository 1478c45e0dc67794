package dev.stowage.format.account;

import java.util.List;
import java.util.Optional;

/// One page of what lies in a folder.
///
/// @param children in ascending order
/// @param next where the next page starts; empty on the last
public record Listing(List<Child> children, Optional<String> next) {

    public Listing {
        children = List.copyOf(children);
    }

    /// What lies in a folder.
    public sealed interface Child {}

    /// A file.
    public record ListedFile(FileEntry entry) implements Child {}

    /// A folder below.
    public record ListedFolder(FolderPath path) implements Child {}
}
