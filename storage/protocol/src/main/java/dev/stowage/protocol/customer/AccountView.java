package dev.stowage.protocol.customer;

import dev.stowage.format.address.AccountNumber;

/// An account as it stands.
///
/// @param headVersion grows by one with every commit
/// @param mayVanishNow distinct suppliers that may still vanish while every file stays readable, as
///   far as liveness tells
public record AccountView(
        AccountNumber account,
        long headVersion,
        long files,
        long bytes,
        long neededSpace,
        int blockSize,
        int maxBlockSize,
        boolean compression,
        LayoutView layout,
        int mayVanishNow) {}
