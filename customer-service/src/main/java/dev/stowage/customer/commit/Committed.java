package dev.stowage.customer.commit;

import dev.stowage.format.account.FileEntry;
import java.util.Optional;

/// A change that is part of the account's current head, or of one before it.
///
/// @param before what was at the path
/// @param after what is there now
public record Committed(Optional<FileEntry> before, Optional<FileEntry> after) {}
