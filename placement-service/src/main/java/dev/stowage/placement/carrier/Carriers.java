package dev.stowage.placement.carrier;

import dev.stowage.format.address.CarrierId;
import dev.stowage.format.head.Overrides;
import dev.stowage.placement.registry.Roster;
import dev.stowage.placement.registry.SupplierStatus;
import dev.stowage.protocol.fault.Fault;
import dev.stowage.protocol.fault.FaultCode;
import dev.stowage.protocol.placement.CarrierList;
import dev.stowage.protocol.placement.HeadSwap.CarrierGeneration;
import dev.stowage.protocol.placement.SupplierId;
import dev.stowage.protocol.placement.VolumeState;
import dev.stowage.protocol.token.AssignedCarrier;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Which volume serves a carrier.
public final class Carriers {

    private static final int MAX_COUNT = 131_072;

    /// So many carriers are read in vain sooner than a query more is made.
    private static final int GAP_WORTH_A_QUERY = 256;

    private final CarrierRepository carriers;
    private final FormerRepository formers;
    private final Roster roster;
    private final ServingRevision revision;

    Carriers(
            CarrierRepository carriers,
            FormerRepository formers,
            Roster roster,
            ServingRevision revision) {
        this.carriers = carriers;
        this.formers = formers;
        this.roster = roster;
        this.revision = revision;
    }

    /// Who serves the carriers first … first+count-1; those that do not exist are left out.
    ///
    /// @param count 1 … 131,072
    /// @param known a revision whose carriers need not come back
    public CarrierList resolve(CarrierId first, int count, @Nullable String known) {
        if (count < 1 || count > MAX_COUNT) {
            throw new Fault(
                            FaultCode.INVALID_REQUEST,
                            "count must be 1 … %d, got %d".formatted(MAX_COUNT, count))
                    .with("limit", MAX_COUNT);
        }
        String current = revision.current();
        return new CarrierList(
                current,
                current.equals(known)
                        ? null
                        : servings(first, count).stream().map(Serving::toMessage).toList());
    }

    /// As [#resolve], in full and without a limit.
    public List<Serving> servings(CarrierId first, int count) {
        long last = Math.min(Long.MAX_VALUE - count, first.value()) + count - 1;
        List<Serving> servings = new ArrayList<>();
        for (ServedPlace place : carriers.between(first.value(), last)) {
            roster.ownerOf(place.volume())
                    .map(supplier -> serving(place, roster.get(supplier)))
                    .ifPresent(servings::add);
        }
        return servings;
    }

    /// As [#servings], as an account sees them: a carrier that it overrode is served by whoever
    /// serves the holder.
    public List<Serving> servings(CarrierId first, int count, Overrides overrides) {
        List<Serving> servings = servings(first, count);
        if (overrides.isNone()) {
            return servings;
        }
        List<Serving> seen = new ArrayList<>();
        for (Serving each : servings) {
            CarrierId holder = overrides.holderOf(each.carrier());
            if (holder.equals(each.carrier())) {
                seen.add(each);
            } else {
                servings(holder, 1).forEach(other -> seen.add(other.inPlaceOf(each.carrier())));
            }
        }
        return seen;
    }

    /// A volume that its supplier does not name any more is away, however alive the supplier is.
    private Serving serving(ServedPlace place, SupplierStatus supplier) {
        VolumeState volume = supplier.volumes().get(place.volume());
        return new Serving(
                new CarrierId(place.carrier()),
                place.generation(),
                place.volume(),
                supplier,
                volume != null && roster.isAlive(supplier),
                volume != null && supplier.takesNew(volume),
                volume == null ? 0 : roster.grantable(volume));
    }

    /// Former carriers of a supplier of which it need not keep anything.
    List<AssignedCarrier> released(SupplierId supplier) {
        return formers.released(roster.get(supplier).volumes().keySet()).stream()
                .map(Former::assigned)
                .toList();
    }

    /// All carriers of a volume, whether its supplier still names it or not.
    public List<Serving> servedBy(UUID volume) {
        return roster.ownerOf(volume).map(roster::get).stream()
                .flatMap(
                        supplier ->
                                carriers.of(List.of(volume)).stream()
                                        .map(place -> serving(place, supplier)))
                .toList();
    }

    /// How many carriers each volume serves; those that serve none are left out.
    public Map<UUID, Long> loads() {
        return carriers.loads().stream()
                .collect(Collectors.toMap(VolumeLoad::volume, VolumeLoad::carriers));
    }

    /// All carriers of a supplier, also those of volumes that it does not name any more.
    public List<Serving> everythingOf(SupplierId id) {
        SupplierStatus supplier = roster.get(id);
        return carriers.of(roster.everyVolume().getOrDefault(id, Set.of())).stream()
                .map(place -> serving(place, supplier))
                .toList();
    }

    /// The carriers that a supplier serves.
    public List<Serving> servedBy(SupplierId id) {
        SupplierStatus supplier = roster.get(id);
        return carriers.of(supplier.volumes().keySet()).stream()
                .map(place -> serving(place, supplier))
                .toList();
    }

    /// How many carriers each supplier serves; who serves none is left out.
    public Map<SupplierId, Long> served() {
        Map<SupplierId, Long> served = new HashMap<>();
        for (VolumeLoad load : carriers.loads()) {
            roster.ownerOf(load.volume())
                    .ifPresent(supplier -> served.merge(supplier, load.carriers(), Long::sum));
        }
        return served;
    }

    /// Carriers formed so far: they are numbered 0 … count-1.
    public long count() {
        return carriers.next();
    }

    /// Those that are served in another generation now, or not at all.
    public List<CarrierGeneration> changed(Collection<CarrierGeneration> known) {
        Map<Long, Integer> current = new HashMap<>();
        for (Stretch stretch : stretches(known)) {
            carriers.between(stretch.first, stretch.last)
                    .forEach(each -> current.put(each.carrier(), each.generation()));
        }
        return known.stream()
                .filter(each -> current(current, each.carrier()) != each.generation())
                .map(
                        each ->
                                new CarrierGeneration(
                                        each.carrier(), current(current, each.carrier())))
                .toList();
    }

    private static int current(Map<Long, Integer> generations, CarrierId carrier) {
        return generations.getOrDefault(carrier.value(), 0);
    }

    /// Few stretches of carriers that exist and hold all that are named.
    private List<Stretch> stretches(Collection<CarrierGeneration> named) {
        long formed = count();
        long[] ids =
                named.stream()
                        .mapToLong(each -> each.carrier().value())
                        .filter(id -> id < formed)
                        .sorted()
                        .toArray();
        List<Stretch> stretches = new ArrayList<>();
        int begin = 0;
        for (int index = 1; index <= ids.length; index++) {
            if (index == ids.length || ids[index] - ids[index - 1] > GAP_WORTH_A_QUERY) {
                stretches.add(new Stretch(ids[begin], ids[index - 1]));
                begin = index;
            }
        }
        return stretches;
    }

    private record Stretch(long first, long last) {}
}
