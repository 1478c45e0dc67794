package dev.stowage.protocol.customer;

import dev.stowage.format.address.Address;
import org.jspecify.annotations.Nullable;

/// How safe a file is.
///
/// @param blocks that hold it
/// @param weakestBlock the one that may lose the fewest suppliers; absent for an empty file
/// @param mayVanishNow distinct suppliers that may still vanish
/// @param mayVanishWhenDelivered the same when records that wait in the spool have arrived; another
///   block may be the weakest then
public record FileHealth(
        String path,
        int blocks,
        @Nullable Address weakestBlock,
        int mayVanishNow,
        int mayVanishWhenDelivered) {}
