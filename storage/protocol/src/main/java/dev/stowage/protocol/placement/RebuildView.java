package dev.stowage.protocol.placement;

import dev.stowage.format.address.AccountNumber;
import dev.stowage.format.address.BlockNumber;
import dev.stowage.format.address.CarrierGroup;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A rebuild as the operator sees it.
///
/// @param carriers of the group, whose records are made again
/// @param first block number
/// @param last block number, included
/// @param reason why it is to be done
/// @param rebuilder who has it on lease; absent if nobody has
/// @param wanted as the last [RebuildProgress] says
/// @param rebuilt of all leases together
/// @param impossible as the last [RebuildProgress] says
/// @param bytesRebuilt of all leases together
/// @param bytesRead of all leases together
/// @param trouble as the last [RebuildProgress] says
/// @param endedAt when nothing was missing any more; absent until then
public record RebuildView(
        UUID rebuild,
        AccountNumber account,
        CarrierGroup group,
        CarrierSet carriers,
        BlockNumber first,
        BlockNumber last,
        String reason,
        Instant createdAt,
        @Nullable SupplierId rebuilder,
        long wanted,
        long rebuilt,
        long impossible,
        long bytesRebuilt,
        long bytesRead,
        @Nullable String trouble,
        @Nullable Instant endedAt) {}
