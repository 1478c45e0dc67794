package dev.stowage.protocol.customer;

import dev.stowage.format.address.AccountNumber;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// An account as it stands.
///
/// @param headVersion grows by one with every commit
/// @param bytes of files and kept versions
/// @param keptVersions beside the current ones of files, or of files that were deleted
/// @param layout of files that ask for no other
/// @param furtherLayouts that other files asked for
/// @param mayVanishNow distinct suppliers that may still vanish while every file stays readable, as
///   far as liveness tells
/// @param zonesMayVanishNow the same of zones with all of their suppliers
/// @param goneAt when the account is gone; absent unless it is being closed
public record AccountView(
        AccountNumber account,
        long headVersion,
        long files,
        long bytes,
        long keptVersions,
        long neededSpace,
        int blockSize,
        int maxBlockSize,
        boolean compression,
        LayoutView layout,
        List<LayoutView> furtherLayouts,
        int mayVanishNow,
        int zonesMayVanishNow,
        @Nullable Instant goneAt) {

    public AccountView {
        furtherLayouts = List.copyOf(furtherLayouts);
    }
}
