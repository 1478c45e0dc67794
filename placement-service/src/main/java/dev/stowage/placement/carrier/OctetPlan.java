package dev.stowage.placement.carrier;

import dev.stowage.format.address.CarrierId;
import dev.stowage.protocol.placement.SupplierId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/// Which volumes serve the eight carriers of a new octet.
///
/// First how often each supplier takes part: as evenly as possible, then as many zones as possible,
/// then those with the most slots left. Then the order: whoever has to come most often comes first
/// and nobody follows himself, so that any run of carriers lies on as many suppliers as it can.
final class OctetPlan {

    private final Map<SupplierId, List<FreeSlots>> bySupplier;
    private final Map<SupplierId, String> zones = new HashMap<>();
    private final Map<SupplierId, Double> ties = new HashMap<>();
    private final Map<SupplierId, Integer> turns = new HashMap<>();

    private OctetPlan(List<FreeSlots> free, RandomGenerator random) {
        this.bySupplier = free.stream().collect(Collectors.groupingBy(FreeSlots::supplier));
        for (FreeSlots each : free) {
            // A supplier that told no zone is a zone of its own
            zones.put(
                    each.supplier(),
                    each.zone() == null ? "supplier " + each.supplier() : "zone " + each.zone());
            ties.computeIfAbsent(each.supplier(), _ -> random.nextDouble());
        }
    }

    /// The volumes of the eight carriers in order, or nothing if consecutive carriers would have to
    /// lie on one supplier.
    static Optional<List<UUID>> make(List<FreeSlots> free, RandomGenerator random) {
        OctetPlan plan = new OctetPlan(free, random);
        return plan.fillTurns() ? plan.order().map(plan::volumes) : Optional.empty();
    }

    /// Distinct suppliers with a free slot.
    static long suppliers(List<FreeSlots> free) {
        return free.stream().map(FreeSlots::supplier).distinct().count();
    }

    private boolean fillTurns() {
        Map<String, Integer> turnsOfZone = new HashMap<>();
        for (int turn = 0; turn < CarrierId.OCTET; turn++) {
            Optional<SupplierId> next =
                    bySupplier.keySet().stream()
                            .filter(supplier -> turns(supplier) < slots(supplier))
                            .min(
                                    Comparator.<SupplierId>comparingInt(this::turns)
                                            .thenComparingInt(
                                                    s -> turnsOfZone.getOrDefault(zone(s), 0))
                                            .thenComparingInt(s -> turns(s) - slots(s))
                                            .thenComparingDouble(this::tie));
            if (next.isEmpty()) {
                return false;
            }
            turns.merge(next.get(), 1, Integer::sum);
            turnsOfZone.merge(zone(next.get()), 1, Integer::sum);
        }
        return true;
    }

    private Optional<List<SupplierId>> order() {
        Map<SupplierId, Integer> left = new HashMap<>(turns);
        List<SupplierId> order = new ArrayList<>(CarrierId.OCTET);
        while (order.size() < CarrierId.OCTET) {
            Optional<SupplierId> next =
                    left.keySet().stream()
                            .filter(supplier -> left.getOrDefault(supplier, 0) > 0)
                            .filter(
                                    supplier ->
                                            order.lastIndexOf(supplier) < order.size() - 1
                                                    || order.isEmpty())
                            .min(
                                    Comparator.<SupplierId>comparingInt(
                                                    s -> -left.getOrDefault(s, 0))
                                            .thenComparingInt(order::lastIndexOf)
                                            .thenComparingInt(s -> lastOfZone(order, zone(s)))
                                            .thenComparingInt(s -> -leftOfZone(left, zone(s)))
                                            .thenComparingDouble(this::tie));
            if (next.isEmpty()) {
                return Optional.empty();
            }
            left.merge(next.get(), -1, Integer::sum);
            order.add(next.get());
        }
        return Optional.of(order);
    }

    private int lastOfZone(List<SupplierId> order, String zone) {
        for (int i = order.size() - 1; i >= 0; i--) {
            if (zone(order.get(i)).equals(zone)) {
                return i;
            }
        }
        return -1;
    }

    private int leftOfZone(Map<SupplierId, Integer> left, String zone) {
        return left.entrySet().stream()
                .filter(entry -> zone(entry.getKey()).equals(zone))
                .mapToInt(Map.Entry::getValue)
                .sum();
    }

    /// Each turn of a supplier goes to its volume with the most slots left.
    private List<UUID> volumes(List<SupplierId> order) {
        Map<UUID, Integer> taken = new HashMap<>();
        List<UUID> volumes = new ArrayList<>(order.size());
        for (SupplierId supplier : order) {
            FreeSlots roomiest =
                    slotsOf(supplier).stream()
                            .max(
                                    Comparator.comparingInt(
                                            each ->
                                                    each.slots()
                                                            - taken.getOrDefault(each.volume(), 0)))
                            .orElseThrow();
            taken.merge(roomiest.volume(), 1, Integer::sum);
            volumes.add(roomiest.volume());
        }
        return volumes;
    }

    private List<FreeSlots> slotsOf(SupplierId supplier) {
        return bySupplier.getOrDefault(supplier, List.of());
    }

    private int slots(SupplierId supplier) {
        return slotsOf(supplier).stream().mapToInt(FreeSlots::slots).sum();
    }

    private int turns(SupplierId supplier) {
        return turns.getOrDefault(supplier, 0);
    }

    private String zone(SupplierId supplier) {
        return zones.getOrDefault(supplier, "");
    }

    private double tie(SupplierId supplier) {
        return ties.getOrDefault(supplier, 0.0);
    }
}
