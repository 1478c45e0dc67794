package dev.stowage.placement.replacement;

import dev.stowage.format.address.CarrierId;
import dev.stowage.format.layout.Combination;
import dev.stowage.placement.account.LayoutInUse;
import dev.stowage.placement.carrier.Serving;
import dev.stowage.protocol.placement.SupplierId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Who serves the carriers that accounts use together with one.
final class Company {

    private final Map<SupplierId, CarrierId> serving = new HashMap<>();
    private final Map<SupplierId, CarrierId> full = new HashMap<>();

    /// @param present who serves the carrier now
    Company(Surroundings surroundings, List<LayoutInUse> layouts, Serving present) {
        for (LayoutInUse used : layouts) {
            List<Serving> beside =
                    surroundings.of(used.layout().group()).stream()
                            .filter(each -> used.hasBeside(each.carrier(), present.carrier()))
                            .toList();
            beside.forEach(each -> serving.putIfAbsent(each.supplier().id(), each.carrier()));
            note(used, beside, present.supplier().id());
        }
    }

    /// Who would take more of a layout along with him than anybody does now. Of a combination that
    /// is whoever serves one of its carriers; a whole group may have fewer suppliers than carriers,
    /// of which each serves as many as another one.
    private void note(LayoutInUse used, List<Serving> beside, SupplierId present) {
        Map<SupplierId, Integer> counts = new HashMap<>();
        beside.forEach(each -> counts.merge(each.supplier().id(), 1, Integer::sum));
        Map<SupplierId, Integer> now = new HashMap<>(counts);
        now.merge(present, 1, Integer::sum);
        int most = now.values().stream().mapToInt(Integer::intValue).max().orElse(0);
        for (Serving each : beside) {
            int count = counts.getOrDefault(each.supplier().id(), 0);
            if (used.layout() instanceof Combination || count >= most) {
                full.putIfAbsent(each.supplier().id(), each.carrier());
            }
        }
    }

    /// One of these carriers that a supplier serves, if any.
    Optional<CarrierId> with(SupplierId supplier) {
        return Optional.ofNullable(serving.get(supplier));
    }

    /// One of these carriers, if with one more an account would depend on the supplier more than on
    /// anybody now.
    Optional<CarrierId> fullWith(SupplierId supplier) {
        return Optional.ofNullable(full.get(supplier));
    }
}
