package dev.stowage.protocol.customer;

import dev.stowage.format.address.CarrierGroup;
import dev.stowage.format.address.CarrierId;
import dev.stowage.protocol.placement.AccountRebuild;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Lost records of the account that are made again.
///
/// @param carrierCount carriers whose records are made again
/// @param carriers the first [#MOST_CARRIERS] of them
/// @param positions of these in the account's layout
/// @param reason why
/// @param wanted records that are to be made, as far as is known
/// @param rebuilt records that were made
/// @param impossible records of which too little is left
/// @param since when it was found to be needed
/// @param endedAt when nothing was missing any more; absent until then
public record OwnRebuild(
        UUID rebuild,
        CarrierGroup group,
        int carrierCount,
        List<CarrierId> carriers,
        List<Integer> positions,
        String reason,
        AccountRebuild.State state,
        long wanted,
        long rebuilt,
        long impossible,
        long bytesRebuilt,
        Instant since,
        @Nullable Instant endedAt) {

    /// More are not named.
    public static final int MOST_CARRIERS = 64;

    public OwnRebuild {
        carriers = List.copyOf(carriers);
        positions = List.copyOf(positions);
    }
}
