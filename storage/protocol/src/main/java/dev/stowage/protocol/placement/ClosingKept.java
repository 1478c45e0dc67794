package dev.stowage.protocol.placement;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// The newest closing of an account that is kept durably.
///
/// @param number of it
/// @param endsAt when the account is gone there, as far as is known now; absent if it stays
public record ClosingKept(long number, @Nullable Instant endsAt) {}
