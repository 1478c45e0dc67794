package dev.stowage.placement.replacement;

import dev.stowage.format.address.CarrierId;
import dev.stowage.placement.carrier.Serving;
import dev.stowage.protocol.placement.SupplierId;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/// Which supplier serves each carrier of a group, and which carriers each supplier serves.
final class GroupHolders {

    private final Map<CarrierId, SupplierId> suppliers = new HashMap<>();
    private final Map<SupplierId, Set<CarrierId>> carriers = new HashMap<>();

    GroupHolders(Collection<Serving> servings) {
        servings.forEach(each -> add(each.carrier(), each.supplier().id()));
    }

    private void add(CarrierId carrier, SupplierId supplier) {
        suppliers.put(carrier, supplier);
        carriers.computeIfAbsent(supplier, _ -> new LinkedHashSet<>()).add(carrier);
    }

    /// A carrier was given to a supplier; nothing happens if it is one of another group.
    void give(CarrierId carrier, SupplierId supplier) {
        SupplierId before = suppliers.get(carrier);
        if (before != null) {
            carriers.getOrDefault(before, new LinkedHashSet<>()).remove(carrier);
            add(carrier, supplier);
        }
    }

    /// Some carriers of the group that one supplier serves.
    ///
    /// @param one of them
    record Share(int carriers, CarrierId one) {

        private Share withOneMore() {
            return new Share(carriers + 1, one);
        }
    }

    /// Who serves these carriers.
    Map<SupplierId, Share> shares(Collection<CarrierId> some) {
        Map<SupplierId, Share> shares = new HashMap<>();
        for (CarrierId each : some) {
            SupplierId supplier = suppliers.get(each);
            if (supplier != null) {
                shares.merge(supplier, new Share(1, each), (share, _) -> share.withOneMore());
            }
        }
        return shares;
    }

    /// Who serves the carriers but for these few, without a look at each.
    Map<SupplierId, Share> sharesWithout(Set<CarrierId> few) {
        Map<SupplierId, Share> shares = new HashMap<>();
        carriers.forEach(
                (supplier, its) -> {
                    int less = (int) few.stream().filter(its::contains).count();
                    its.stream()
                            .filter(each -> !few.contains(each))
                            .findFirst()
                            .ifPresent(
                                    one -> shares.put(supplier, new Share(its.size() - less, one)));
                });
        return shares;
    }
}
