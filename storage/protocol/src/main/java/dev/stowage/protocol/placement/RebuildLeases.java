package dev.stowage.protocol.placement;

import java.util.List;

/// Rebuilds that a supplier has on lease.
///
/// @param leases none if there is nothing to do, or nothing for this supplier
/// @param pauseMillis before it should ask again
public record RebuildLeases(List<RebuildLease> leases, long pauseMillis) {

    public RebuildLeases {
        leases = List.copyOf(leases);
    }
}
