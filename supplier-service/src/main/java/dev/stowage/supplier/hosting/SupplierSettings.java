package dev.stowage.supplier.hosting;

import dev.stowage.supplier.bandwidth.Bandwidth;
import dev.stowage.supplier.contract.Terms;
import dev.stowage.supplier.join.JoinSettings;
import dev.stowage.supplier.live.CollectSettings;
import dev.stowage.supplier.scrub.ScrubSettings;
import dev.stowage.supplier.store.LogSettings;

/// What every supplier of a process is told.
///
/// @param terms of what each donates
/// @param carriers that each may serve
/// @param maxBytesInFlight held in memory for requests, by each
/// @param maxRequests served at once, by each
/// @param receiving the bandwidth of records that come in, at each
/// @param sending the bandwidth of records that go out, at each
/// @param collecting how each looks for dead blocks
public record SupplierSettings(
        JoinSettings join,
        Terms terms,
        int carriers,
        long maxBytesInFlight,
        int maxRequests,
        Bandwidth receiving,
        Bandwidth sending,
        LogSettings log,
        ScrubSettings scrub,
        CollectSettings collecting) {

    public SupplierSettings {
        if (carriers < 1 || maxBytesInFlight < 1 || maxRequests < 1) {
            throw new IllegalArgumentException(
                    "carriers %d, bytes in flight %d and requests %d must be positive"
                            .formatted(carriers, maxBytesInFlight, maxRequests));
        }
    }
}
