package dev.stowage.protocol.customer;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What becomes of an account that is closed, or kept after all.
///
/// @param goneAt when it is gone; absent if it stays
/// @param suppliers that have something of it
/// @param told those of them that know already; the others hear it of placement
public record AccountClosing(@Nullable Instant goneAt, int suppliers, int told) {}
