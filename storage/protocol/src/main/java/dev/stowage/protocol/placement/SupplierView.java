package dev.stowage.protocol.placement;

import dev.stowage.format.address.AccountNumber;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A supplier as placement's operator sees it.
///
/// @param owner the account that it belongs to; absent if there is none
/// @param tags by which accounts ask for suppliers of a kind
/// @param url where it answers; absent until its first heartbeat
/// @param alive whether it was heard of lately, and answers
/// @param state what placement thinks of its life
/// @param uptime 0 … 1, its share of the time since it joined in which it was alive; the last weeks
///   weigh most
/// @param audits by other suppliers, good or failed, of late
/// @param failedAudits of them: a record was missing or bad
/// @param latencyMillis of its audits, a moving mean; absent if there was none
/// @param leavesAt when all of its contracts end; absent if it stays
/// @param maintainedUntil until when it answers nobody; absent if it does
/// @param firedAt since when it is fired; absent if it is not
/// @param volumes as it said last
public record SupplierView(
        SupplierId supplier,
        @Nullable AccountNumber owner,
        @Nullable String zone,
        Set<String> tags,
        @Nullable String url,
        boolean alive,
        SupplierState state,
        double uptime,
        long audits,
        long failedAudits,
        @Nullable Long latencyMillis,
        Instant lastSeen,
        @Nullable Instant leavesAt,
        @Nullable Instant maintainedUntil,
        @Nullable Instant firedAt,
        List<VolumeState> volumes) {

    public SupplierView {
        tags = Set.copyOf(tags);
        volumes = List.copyOf(volumes);
    }
}
