package dev.stowage.placement.finding;

import dev.stowage.format.address.AccountNumber;
import dev.stowage.format.address.Address;
import dev.stowage.format.address.BlockNumber;
import dev.stowage.format.address.CarrierGroup;
import dev.stowage.format.address.CarrierId;
import dev.stowage.protocol.placement.MissingReport.MissingRecords;
import dev.stowage.protocol.placement.SupplierId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What suppliers said lately that they miss. In memory only: they say it again as long as they
/// miss it.
public final class ToldMissing {

    /// For which it is remembered.
    static final Duration LIFE = Duration.ofHours(1);

    /// Places that are remembered; the oldest leave.
    static final int MOST = 65_536;

    private final Clock clock;
    private final Map<Place, Stretch> told =
            new LinkedHashMap<>() {
                private static final long serialVersionUID = 1;

                @Override
                protected boolean removeEldestEntry(Map.Entry<Place, Stretch> eldest) {
                    return size() > MOST;
                }
            };

    private record Place(
            SupplierId supplier, AccountNumber account, CarrierGroup group, CarrierId carrier) {}

    private record Stretch(BlockNumber first, BlockNumber last, Instant until) {

        boolean covers(BlockNumber block, Instant now) {
            return now.isBefore(until) && first.compareTo(block) <= 0 && block.compareTo(last) <= 0;
        }
    }

    ToldMissing(Clock clock) {
        this.clock = clock;
    }

    /// A supplier says what it misses.
    public synchronized void hear(SupplierId supplier, List<MissingRecords> missing) {
        Instant until = clock.instant().plus(LIFE);
        for (MissingRecords each : missing) {
            Place place = new Place(supplier, each.account(), each.group(), each.carrier());
            told.remove(place);
            told.put(place, new Stretch(each.first(), each.last(), until));
        }
    }

    /// Whether a supplier said that it misses its record of a block on a carrier.
    public synchronized boolean isTold(SupplierId supplier, Address address, CarrierId carrier) {
        Stretch stretch =
                told.get(new Place(supplier, address.account(), address.group(), carrier));
        return stretch != null && stretch.covers(address.block(), clock.instant());
    }
}
