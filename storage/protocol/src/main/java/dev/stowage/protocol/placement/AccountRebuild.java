package dev.stowage.protocol.placement;

import dev.stowage.format.address.BlockNumber;
import dev.stowage.format.address.CarrierGroup;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A rebuild as its account sees it: without who is at it, and without what that one says of it.
///
/// @param carriers of the group, whose records are made again
/// @param first block number
/// @param last block number, included
/// @param reason why it is to be done, in placement's own words
/// @param wanted records that are to be made, as far as is known
/// @param rebuilt records that were made
/// @param impossible records of which too little is left
/// @param endedAt when nothing was missing any more; absent until then
public record AccountRebuild(
        UUID rebuild,
        CarrierGroup group,
        CarrierSet carriers,
        BlockNumber first,
        BlockNumber last,
        String reason,
        State state,
        long wanted,
        long rebuilt,
        long impossible,
        long bytesRebuilt,
        Instant createdAt,
        @Nullable Instant endedAt) {

    /// How a rebuild stands.
    public enum State {

        /// Nobody is at it yet.
        WAITING,

        /// A supplier is at it.
        RUNNING,

        /// It could not be done at once; it is tried again soon.
        FAILING,

        DONE
    }

    public static AccountRebuild of(RebuildView rebuild) {
        return new AccountRebuild(
                rebuild.rebuild(),
                rebuild.group(),
                rebuild.carriers(),
                rebuild.first(),
                rebuild.last(),
                rebuild.reason(),
                state(rebuild),
                rebuild.wanted(),
                rebuild.rebuilt(),
                rebuild.impossible(),
                rebuild.bytesRebuilt(),
                rebuild.createdAt(),
                rebuild.endedAt());
    }

    private static State state(RebuildView rebuild) {
        if (rebuild.endedAt() != null) {
            return State.DONE;
        }
        if (rebuild.rebuilder() != null) {
            return State.RUNNING;
        }
        return rebuild.trouble() == null ? State.WAITING : State.FAILING;
    }
}
