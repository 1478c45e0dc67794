package dev.stowage.supplier.rebuild;

import dev.stowage.format.address.BlockNumber;
import dev.stowage.format.live.BlockSet;
import dev.stowage.protocol.fault.Fault;
import dev.stowage.protocol.placement.MissingReport;
import dev.stowage.protocol.placement.MissingReport.MissingRecords;
import dev.stowage.protocol.placement.RebuildsApi;
import dev.stowage.supplier.live.Inventories;
import dev.stowage.supplier.live.Inventories.MissingOn;
import dev.stowage.supplier.live.Inventories.Place;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Tells placement which records should be here and have been missing for longer than a grace: by
/// then no spool brings them any more.
///
/// It looks once in a grace; what it misses twice with at least a grace between is told, and again
/// as long as it is missing.
final class MissingWatch {

    private static final Logger LOG = LoggerFactory.getLogger(MissingWatch.class);

    private final Inventories inventories;
    private final RebuildsApi placement;
    private final Supplier<String> bearer;
    private final Duration grace;
    private final LongSupplier nanos;
    private Map<Place, BlockSet> before = new HashMap<>();
    private long looked;

    /// @param bearer for placement
    /// @param nanos a clock that only goes on
    MissingWatch(
            Inventories inventories,
            RebuildsApi placement,
            Supplier<String> bearer,
            Duration grace,
            LongSupplier nanos) {
        this.inventories = inventories;
        this.placement = placement;
        this.bearer = bearer;
        this.grace = grace;
        this.nanos = nanos;
        this.looked = nanos.getAsLong();
    }

    /// Looks, if it is time. For one thread.
    void look() {
        long now = nanos.getAsLong();
        if (now - looked < grace.toNanos()) {
            return;
        }
        looked = now;
        Map<Place, BlockSet> missing = new HashMap<>();
        List<MissingRecords> late = new ArrayList<>();
        for (MissingOn each : inventories.missingAnywhere()) {
            missing.put(each.place(), each.blocks());
            BlockSet still = each.blocks().and(before.getOrDefault(each.place(), BlockSet.EMPTY));
            if (!still.isEmpty()) {
                late.add(told(each.place(), still));
            }
        }
        before = missing;
        tell(late);
    }

    private static MissingRecords told(Place place, BlockSet blocks) {
        BlockNumber first = blocks.iterator().next();
        BlockNumber last = blocks.descending().next();
        return new MissingRecords(
                place.account(), place.group(), place.carrier(), first, last, blocks.size());
    }

    private void tell(List<MissingRecords> late) {
        try {
            for (int from = 0; from < late.size(); from += MissingReport.MAX_ENTRIES) {
                int to = Math.min(late.size(), from + MissingReport.MAX_ENTRIES);
                placement.missing(bearer.get(), new MissingReport(late.subList(from, to)));
            }
            if (!late.isEmpty()) {
                LOG.warn(
                        "{} records are missing here, placement is told",
                        late.stream().mapToLong(MissingRecords::count).sum());
            }
        } catch (Fault fault) {
            LOG.warn("placement was not told what is missing here: {}", fault.getMessage());
        }
    }
}
