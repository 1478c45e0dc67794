package dev.stowage.protocol.customer;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// The versions of a file.
///
/// @param current absent if the file was deleted and versions of it are kept
/// @param kept beside it, the youngest first
public record FileVersions(String path, @Nullable FileView current, List<FileView> kept) {

    public FileVersions {
        kept = List.copyOf(kept);
    }
}
