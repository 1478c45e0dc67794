package dev.stowage.placement.carrier;

import dev.stowage.format.address.CarrierId;
import dev.stowage.protocol.placement.SupplierId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// Which volumes serve the carriers of new octets, one octet after the other out of the same slots.
///
/// First how often each supplier takes part: as evenly as possible, then as many zones as possible,
/// then those with the most slots left. Then the order: whoever has to come most often comes first
/// and nobody follows himself, so that any run of carriers lies on as many suppliers as it can.
/// Suppliers that are left with as many slots as each other come in rounds, each in an order of its
/// own.
final class OctetPlan {

    private static final Comparator<Candidate> TAKES_PART =
            Comparator.<Candidate>comparingInt(each -> each.turns)
                    .thenComparingInt(each -> each.zone.turns)
                    .thenComparingInt(each -> each.turns - each.slots)
                    .thenComparingDouble(each -> each.tie);

    private final List<Candidate> candidates;
    private final Collection<Zone> zones;
    private final RandomGenerator random;
    private @Nullable SupplierId last;
    private long slots;

    private static final class Zone {
        private int turns;
        private int left;
        private int place;
    }

    /// A supplier with free slots, and what an octet has in mind for it.
    private static final class Candidate {
        private final SupplierId supplier;
        private final Zone zone;
        private final List<Room> rooms = new ArrayList<>();
        private int slots;
        private int turns;
        private int left;
        private int place;
        private double tie;

        Candidate(SupplierId supplier, Zone zone) {
            this.supplier = supplier;
            this.zone = zone;
        }

        void add(FreeSlots free) {
            rooms.add(new Room(free));
            slots += free.slots();
        }

        /// Each turn goes to the volume with the most slots left.
        UUID take() {
            Room roomiest = rooms.getFirst();
            for (Room room : rooms) {
                roomiest = room.slots > roomiest.slots ? room : roomiest;
            }
            roomiest.slots--;
            slots--;
            return roomiest.volume;
        }
    }

    private static final class Room {
        private final UUID volume;
        private int slots;

        Room(FreeSlots free) {
            this.volume = free.volume();
            this.slots = free.slots();
        }
    }

    /// @param last who serves the carrier before the first one, if that is known
    OctetPlan(List<FreeSlots> free, @Nullable SupplierId last, RandomGenerator random) {
        Map<String, Zone> byName = new HashMap<>();
        Map<SupplierId, Candidate> bySupplier = new LinkedHashMap<>();
        for (FreeSlots each : free) {
            bySupplier
                    .computeIfAbsent(
                            each.supplier(),
                            supplier ->
                                    new Candidate(
                                            supplier,
                                            byName.computeIfAbsent(zone(each), _ -> new Zone())))
                    .add(each);
            slots += each.slots();
        }
        this.candidates = new ArrayList<>(bySupplier.values());
        this.zones = List.copyOf(byName.values());
        this.last = last;
        this.random = random;
    }

    /// A supplier that told no zone is a zone of its own.
    private static String zone(FreeSlots each) {
        return each.zone() == null ? "supplier " + each.supplier() : "zone " + each.zone();
    }

    /// Slots that are left.
    long slots() {
        return slots;
    }

    /// Distinct suppliers with a slot left.
    int suppliers() {
        return candidates.size();
    }

    /// The volumes of the eight carriers of the next octet in order; nothing, and no slot is taken,
    /// if consecutive carriers would have to lie on one supplier.
    Optional<List<UUID>> next() {
        return fillTurns() ? order().map(this::take) : Optional.empty();
    }

    private boolean fillTurns() {
        zones.forEach(zone -> zone.turns = 0);
        for (Candidate each : candidates) {
            each.turns = 0;
            each.tie = random.nextDouble();
        }
        for (int turn = 0; turn < CarrierId.OCTET; turn++) {
            Candidate next = null;
            for (Candidate each : candidates) {
                if (each.turns < each.slots
                        && (next == null || TAKES_PART.compare(each, next) < 0)) {
                    next = each;
                }
            }
            if (next == null) {
                return false;
            }
            next.turns++;
            next.zone.turns++;
        }
        return true;
    }

    /// Where this octet meets the one before, nobody follows himself either if that can be.
    private Optional<List<Candidate>> order() {
        List<Candidate> chosen = candidates.stream().filter(each -> each.turns > 0).toList();
        Optional<List<Candidate>> order = order(chosen, last);
        return order.isPresent() ? order : order(chosen, null);
    }

    private static Optional<List<Candidate>> order(
            List<Candidate> chosen, @Nullable SupplierId before) {
        for (Candidate each : chosen) {
            each.left = each.turns;
            each.place = -1;
            each.zone.left = each.zone.turns;
            each.zone.place = -1;
        }
        Comparator<Candidate> comesNext = comesNext(chosen);
        List<Candidate> order = new ArrayList<>(CarrierId.OCTET);
        SupplierId previous = before;
        while (order.size() < CarrierId.OCTET) {
            SupplierId notHim = previous;
            Optional<Candidate> next =
                    chosen.stream()
                            .filter(each -> each.left > 0 && !each.supplier.equals(notHim))
                            .min(comesNext);
            if (next.isEmpty()) {
                return Optional.empty();
            }
            Candidate taken = next.get();
            taken.left--;
            taken.zone.left--;
            taken.place = order.size();
            taken.zone.place = order.size();
            previous = taken.supplier;
            order.add(taken);
        }
        return Optional.of(order);
    }

    private static Comparator<Candidate> comesNext(List<Candidate> chosen) {
        int most = chosen.stream().mapToInt(each -> each.slots).max().orElse(0);
        int fewest = chosen.stream().mapToInt(each -> each.slots).min().orElse(0);
        // One slot more than the others: of the round that is under way, it alone is missing
        boolean inRounds = most - fewest <= 1;
        return Comparator.<Candidate>comparingInt(each -> -each.left)
                .thenComparingInt(each -> each.place)
                .thenComparingInt(each -> inRounds ? -each.slots : 0)
                .thenComparingInt(each -> each.zone.place)
                .thenComparingInt(each -> -each.zone.left)
                .thenComparingDouble(each -> each.tie);
    }

    private List<UUID> take(List<Candidate> order) {
        List<UUID> volumes = order.stream().map(Candidate::take).toList();
        last = order.getLast().supplier;
        slots -= volumes.size();
        candidates.removeIf(each -> each.slots == 0);
        return volumes;
    }
}
