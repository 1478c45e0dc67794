package dev.stowage.supplier.hosting;

import dev.stowage.supplier.audit.AuditSettings;
import dev.stowage.supplier.bandwidth.Bandwidth;
import dev.stowage.supplier.contract.Terms;
import dev.stowage.supplier.join.JoinSettings;
import dev.stowage.supplier.live.CollectSettings;
import dev.stowage.supplier.rebuild.RebuildSettings;
import dev.stowage.supplier.scrub.ScrubSettings;
import dev.stowage.supplier.store.LogSettings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// What every supplier of a process is told.
///
/// @param terms of what each donates
/// @param carriers that each may serve
/// @param maxBytesInFlight held in memory for requests, by each
/// @param maxRequests served at once, by each
/// @param receiving the bandwidth of records that come in, at each
/// @param sending the bandwidth of records that go out, at each
/// @param collecting how each looks for dead blocks
/// @param rebuild what each gives to rebuilds
/// @param audit what each gives to audits of others
/// @param furtherVolumes beside the one in its own directory
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
        CollectSettings collecting,
        RebuildSettings rebuild,
        AuditSettings audit,
        List<VolumeSettings> furtherVolumes) {

    /// With the one volume that lies in the supplier's own directory.
    public SupplierSettings(
            JoinSettings join,
            Terms terms,
            int carriers,
            long maxBytesInFlight,
            int maxRequests,
            Bandwidth receiving,
            Bandwidth sending,
            LogSettings log,
            ScrubSettings scrub,
            CollectSettings collecting,
            RebuildSettings rebuild,
            AuditSettings audit) {
        this(
                join,
                terms,
                carriers,
                maxBytesInFlight,
                maxRequests,
                receiving,
                sending,
                log,
                scrub,
                collecting,
                rebuild,
                audit,
                List.of());
    }

    public SupplierSettings {
        furtherVolumes = List.copyOf(furtherVolumes);
        if (carriers < 1 || maxBytesInFlight < 1 || maxRequests < 1) {
            throw new IllegalArgumentException(
                    "carriers %d, bytes in flight %d and requests %d must be positive"
                            .formatted(carriers, maxBytesInFlight, maxRequests));
        }
    }

    /// All volumes of a supplier. In its own directory there is none if nothing is donated there,
    /// and nothing ever was.
    List<VolumeSettings> volumes(Path own) {
        List<VolumeSettings> volumes = new ArrayList<>();
        VolumeSettings first = new VolumeSettings(own, terms.capacity(), carriers);
        if (first.capacity() > 0 || furtherVolumes.isEmpty() || first.isThere()) {
            volumes.add(first);
        }
        volumes.addAll(furtherVolumes);
        return volumes;
    }
}
