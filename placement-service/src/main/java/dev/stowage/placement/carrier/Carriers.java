package dev.stowage.placement.carrier;

import dev.stowage.format.address.CarrierId;
import dev.stowage.placement.registry.Roster;
import dev.stowage.placement.registry.SupplierStatus;
import dev.stowage.protocol.fault.Fault;
import dev.stowage.protocol.fault.FaultCode;
import dev.stowage.protocol.placement.CarrierList;
import dev.stowage.protocol.placement.HeadSwap.CarrierGeneration;
import dev.stowage.protocol.placement.SupplierId;
import dev.stowage.protocol.placement.VolumeState;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// Which volume serves a carrier.
public final class Carriers {

    private static final int MAX_COUNT = 8192;
    private static final int MAX_IDS_PER_QUERY = 1000;

    private final CarrierRepository carriers;
    private final Roster roster;

    Carriers(CarrierRepository carriers, Roster roster) {
        this.carriers = carriers;
        this.roster = roster;
    }

    /// Who serves the carriers first … first+count-1; those that do not exist are left out.
    ///
    /// @param count 1 … 8192
    public CarrierList resolve(CarrierId first, int count) {
        if (count < 1 || count > MAX_COUNT) {
            throw new Fault(
                            FaultCode.INVALID_REQUEST,
                            "count must be 1 … %d, got %d".formatted(MAX_COUNT, count))
                    .with("limit", MAX_COUNT);
        }
        return new CarrierList(servings(first, count).stream().map(Serving::toMessage).toList());
    }

    /// As [#resolve], in full and without a limit.
    public List<Serving> servings(CarrierId first, int count) {
        long last = Math.min(Long.MAX_VALUE - count, first.value()) + count - 1;
        Map<UUID, SupplierStatus> suppliers = suppliersByVolume();
        List<Serving> servings = new ArrayList<>(count);
        for (CarrierRow row : carriers.findByIdBetweenOrderById(first.value(), last)) {
            SupplierStatus supplier = suppliers.get(row.volume());
            if (supplier != null) {
                servings.add(serving(row, supplier));
            }
        }
        return servings;
    }

    private Map<UUID, SupplierStatus> suppliersByVolume() {
        Map<UUID, SupplierStatus> suppliers = new HashMap<>();
        for (SupplierStatus supplier : roster.all()) {
            supplier.volumes().keySet().forEach(volume -> suppliers.put(volume, supplier));
        }
        return suppliers;
    }

    private Serving serving(CarrierRow row, SupplierStatus supplier) {
        VolumeState volume = supplier.volumes().get(row.volume());
        return new Serving(
                new CarrierId(row.id()),
                row.generation(),
                row.volume(),
                supplier,
                roster.isAlive(supplier),
                volume == null ? 0 : roster.grantable(volume));
    }

    /// The carriers that a supplier serves.
    List<Serving> servedBy(SupplierId id) {
        SupplierStatus supplier = roster.get(id);
        return carriers.findByVolumeInOrderById(supplier.volumes().keySet()).stream()
                .map(row -> serving(row, supplier))
                .toList();
    }

    /// Carriers formed so far: they are numbered 0 … count-1.
    public long count() {
        return carriers.next();
    }

    /// Those that are served in another generation now, or not at all.
    public List<CarrierGeneration> changed(Collection<CarrierGeneration> known) {
        Map<Long, Integer> current = new HashMap<>();
        List<Long> ids = known.stream().map(each -> each.carrier().value()).distinct().toList();
        for (int from = 0; from < ids.size(); from += MAX_IDS_PER_QUERY) {
            List<Long> some = ids.subList(from, Math.min(ids.size(), from + MAX_IDS_PER_QUERY));
            carriers.findAllById(some).forEach(row -> current.put(row.id(), row.generation()));
        }
        return known.stream()
                .filter(
                        each ->
                                current.getOrDefault(each.carrier().value(), 0)
                                        != each.generation())
                .map(
                        each ->
                                new CarrierGeneration(
                                        each.carrier(),
                                        current.getOrDefault(each.carrier().value(), 0)))
                .toList();
    }
}
