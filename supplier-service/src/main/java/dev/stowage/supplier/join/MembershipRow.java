package dev.stowage.supplier.join;

import dev.stowage.protocol.placement.Joined;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What a supplier is and what placement said of it, as the database keeps it.
///
/// @param joined what placement answered the join code; absent until it did
/// @param assignments the newest that placement signed; absent until there are any
record MembershipRow(UUID volume, @Nullable Joined joined, @Nullable String assignments) {}
