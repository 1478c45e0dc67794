package dev.stowage.placement.replacement;

import dev.stowage.format.address.BlockNumber;
import dev.stowage.format.address.CarrierId;
import dev.stowage.format.layout.Combination;
import dev.stowage.format.layout.WholeGroup;
import dev.stowage.placement.account.LayoutInUse;
import dev.stowage.placement.carrier.Serving;
import dev.stowage.placement.replacement.GroupHolders.Share;
import dev.stowage.protocol.placement.SupplierId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/// Who serves the carriers that accounts use together with one.
final class Company {

    private final Map<SupplierId, CarrierId> serving = new HashMap<>();
    private final Map<SupplierId, CarrierId> full = new HashMap<>();

    /// @param present who serves the carrier now
    Company(Surroundings surroundings, List<LayoutInUse> layouts, Serving present) {
        for (LayoutInUse used : layouts) {
            Map<SupplierId, Share> beside =
                    beside(used, surroundings.of(used.layout().group()), present.carrier());
            beside.forEach((supplier, share) -> serving.putIfAbsent(supplier, share.one()));
            note(used, beside, present.supplier().id());
        }
    }

    private static Map<SupplierId, Share> beside(
            LayoutInUse used, GroupHolders holders, CarrierId present) {
        if (used.layout() instanceof WholeGroup) {
            Set<CarrierId> without = new HashSet<>(used.overrides().holders().keySet());
            without.add(present);
            return holders.sharesWithout(without);
        }
        return holders.shares(
                IntStream.range(0, used.layout().carriers())
                        .mapToObj(position -> used.layout().carrier(position, BlockNumber.FIRST))
                        .filter(each -> used.hasBeside(each, present))
                        .toList());
    }

    /// Who would take more of a layout along with him than anybody does now. Of a combination that
    /// is whoever serves one of its carriers; a whole group may have fewer suppliers than carriers,
    /// of which each serves as many as another one.
    private void note(LayoutInUse used, Map<SupplierId, Share> beside, SupplierId present) {
        Share presents = beside.get(present);
        int most =
                Math.max(
                        presents == null ? 1 : presents.carriers() + 1,
                        beside.values().stream().mapToInt(Share::carriers).max().orElse(0));
        beside.forEach(
                (supplier, share) -> {
                    if (used.layout() instanceof Combination || share.carriers() >= most) {
                        full.putIfAbsent(supplier, share.one());
                    }
                });
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
