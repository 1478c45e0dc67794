package dev.stowage.format.head;

import dev.stowage.format.address.CarrierGroup;
import dev.stowage.format.address.CarrierId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;

/// Who holds, for one account alone, what belongs on its carriers.
///
/// A carrier stays what it is in arithmetic, records, live sets and contracts; only the volume that
/// serves it for this account is that of another carrier.
///
/// @param holders carrier → the one whose volume holds what belongs on it; another one for each
public record Overrides(Map<CarrierId, CarrierId> holders) {

    public static final Overrides NONE = new Overrides(Map.of());

    public Overrides {
        holders.forEach(
                (carrier, holder) -> {
                    if (carrier.equals(holder)) {
                        throw new IllegalArgumentException(
                                "carrier %s is held by another one or not overridden"
                                        .formatted(carrier));
                    }
                });
        Set<CarrierId> distinct = new HashSet<>(holders.values());
        if (distinct.size() < holders.size()) {
            throw new IllegalArgumentException(
                    "%d carriers are held by %d others: each needs one of its own"
                            .formatted(holders.size(), distinct.size()));
        }
        holders = Map.copyOf(holders);
    }

    /// As a head has them, by the index of each carrier in the group.
    static Overrides of(CarrierGroup group, SortedMap<Integer, CarrierId> byIndex) {
        if (byIndex.isEmpty()) {
            return NONE;
        }
        Map<CarrierId, CarrierId> holders = new HashMap<>();
        byIndex.forEach((index, holder) -> holders.put(group.carrier(index), holder));
        return new Overrides(holders);
    }

    /// The carrier whose volume holds what belongs on this one: itself unless it is overridden.
    public CarrierId holderOf(CarrierId carrier) {
        return holders.getOrDefault(carrier, carrier);
    }

    /// What a carrier's volume holds: what belongs on itself unless that is overridden, and what
    /// belongs on the one that it holds for.
    public Set<CarrierId> heldBy(CarrierId holder) {
        Set<CarrierId> held = new LinkedHashSet<>();
        if (!holders.containsKey(holder)) {
            held.add(holder);
        }
        holders.forEach(
                (carrier, each) -> {
                    if (each.equals(holder)) {
                        held.add(carrier);
                    }
                });
        return held;
    }

    /// The holders of all these carriers.
    public Set<CarrierId> holdersOf(Iterable<CarrierId> carriers) {
        Set<CarrierId> all = new LinkedHashSet<>();
        carriers.forEach(carrier -> all.add(holderOf(carrier)));
        return all;
    }

    public boolean isNone() {
        return holders.isEmpty();
    }
}
