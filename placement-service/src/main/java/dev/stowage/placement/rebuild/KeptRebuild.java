package dev.stowage.placement.rebuild;

import dev.stowage.format.address.AccountNumber;
import dev.stowage.format.address.CarrierGroup;
import dev.stowage.format.address.CarrierId;
import dev.stowage.protocol.placement.CarrierSet;
import dev.stowage.protocol.placement.RebuildProgress;
import dev.stowage.protocol.placement.RebuildView;
import dev.stowage.protocol.placement.SupplierId;
import dev.stowage.protocol.token.RebuildOrder;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A rebuild, as the database keeps it.
///
/// @param number in the order of making
/// @param carriers whose records are lost
/// @param rebuilder who had it on lease last, and has not given it back
/// @param outdated whether it was widened since it was leased
/// @param doneBy who said last that it is done, where another one has to say so, too
/// @param doneAt when that was
/// @param attempts that failed one after the other
/// @param done of all leases together
/// @param told by the present lease alone
record KeptRebuild(
        long number,
        UUID id,
        AccountNumber account,
        CarrierGroup group,
        Set<CarrierId> carriers,
        BlockSpan span,
        String reason,
        Instant createdAt,
        @Nullable SupplierId rebuilder,
        @Nullable Instant leasedUntil,
        boolean outdated,
        @Nullable SupplierId doneBy,
        @Nullable Instant doneAt,
        int attempts,
        long wanted,
        long impossible,
        Work done,
        Work told,
        @Nullable String trouble,
        @Nullable Instant endedAt) {

    KeptRebuild {
        carriers = Set.copyOf(carriers);
    }

    /// What was done: records, and bytes of them and for them.
    record Work(long rebuilt, long bytesRebuilt, long bytesRead) {

        static Work of(RebuildProgress progress) {
            return new Work(progress.rebuilt(), progress.bytesRebuilt(), progress.bytesRead());
        }

        /// With what is told now, of which an earlier part was counted before.
        Work plus(Work told, Work before) {
            return new Work(
                    rebuilt + Math.max(0, told.rebuilt - before.rebuilt),
                    bytesRebuilt + Math.max(0, told.bytesRebuilt - before.bytesRebuilt),
                    bytesRead + Math.max(0, told.bytesRead - before.bytesRead));
        }
    }

    /// Whether a carrier's records are made again.
    boolean isAbout(CarrierId carrier) {
        return carriers.contains(carrier);
    }

    /// Whether both are about some block, perhaps for different carriers.
    boolean overlaps(KeptRebuild other) {
        return span.overlaps(other.span);
    }

    /// Whether its order may be about one carrier more.
    boolean hasRoom() {
        return carriers.size() < RebuildOrder.MOST_CARRIERS;
    }

    /// Whether a supplier has it on lease now.
    boolean isLeasedTo(SupplierId supplier, Instant now) {
        return endedAt == null && supplier.equals(rebuilder) && isLeased(now);
    }

    private boolean isLeased(Instant now) {
        return rebuilder != null && leasedUntil != null && now.isBefore(leasedUntil);
    }

    RebuildView view(Instant now) {
        return new RebuildView(
                id,
                account,
                group,
                CarrierSet.of(carriers),
                span.firstBlock(),
                span.lastBlock(),
                reason,
                createdAt,
                isLeased(now) ? rebuilder : null,
                wanted,
                done.rebuilt(),
                impossible,
                done.bytesRebuilt(),
                done.bytesRead(),
                trouble,
                endedAt);
    }
}
