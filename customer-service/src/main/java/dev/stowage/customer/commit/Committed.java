package dev.stowage.customer.commit;

import dev.stowage.format.account.FileEntry;
import dev.stowage.format.account.FileVersion;
import java.util.Optional;

/// A change that is part of the account's current head, or of one before it.
///
/// @param before what was at the path
/// @param after what is there now
/// @param kept the version that was replaced or deleted and is kept, because whoever sent the
///   change could not know it or wants another one back
/// @param dropped the oldest of the kept versions, which had to go for that
public record Committed(
        Optional<FileEntry> before,
        Optional<FileEntry> after,
        Optional<FileVersion> kept,
        Optional<FileVersion> dropped) {

    static Committed of(Optional<FileEntry> before, Optional<FileEntry> after) {
        return new Committed(before, after, Optional.empty(), Optional.empty());
    }
}
