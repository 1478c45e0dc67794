package dev.stowage.placement.carrier;

import dev.stowage.format.address.CarrierGroup;
import dev.stowage.format.address.CarrierId;
import dev.stowage.format.address.ReliabilityLevel;
import dev.stowage.format.head.Overrides;
import dev.stowage.format.layout.Layout;
import dev.stowage.placement.registry.Roster;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/// Which carriers' records cannot be had now. It looks once at each group: to be made anew for
/// every round.
///
/// A carrier is lost while its volume is away, and while it was given to another one that does not
/// hold everything yet and the former one is away.
public final class Losses {

    private final Carriers carriers;
    private final Formers formers;
    private final Roster roster;
    private final Map<CarrierGroup, Set<CarrierId>> known = new HashMap<>();

    public Losses(Carriers carriers, Formers formers, Roster roster) {
        this.carriers = carriers;
        this.formers = formers;
        this.roster = roster;
    }

    /// The lost carriers of a group.
    public Set<CarrierId> of(CarrierGroup group) {
        return known.computeIfAbsent(group, this::look);
    }

    /// Carriers of a layout that are lost.
    ///
    /// @param overrides who holds for them
    public int count(Layout layout, Overrides overrides) {
        long own =
                of(layout.group()).stream()
                        .filter(layout::covers)
                        .filter(carrier -> !overrides.holders().containsKey(carrier))
                        .count();
        long held =
                overrides.holders().entrySet().stream()
                        .filter(each -> layout.covers(each.getKey()))
                        .filter(each -> isLost(each.getValue()))
                        .count();
        return (int) (own + held);
    }

    private boolean isLost(CarrierId carrier) {
        CarrierId first = new CarrierId(carrier.value() & -CarrierId.OCTET);
        return of(new CarrierGroup(first, ReliabilityLevel.ZERO)).contains(carrier);
    }

    /// Carriers that the layout can lose beside those that are lost; below 0 if too many are.
    public int spare(Layout layout, Overrides overrides) {
        return layout.tolerance() - count(layout, overrides);
    }

    private Set<CarrierId> look(CarrierGroup group) {
        Set<CarrierId> lost = new HashSet<>();
        for (Serving serving : carriers.servings(group.first(), group.carriers())) {
            if (!serving.alive()) {
                lost.add(serving.carrier());
            }
        }
        for (Former former : formers.unreleased(group.first(), group.carrier(-1))) {
            if (!isThere(former)) {
                lost.add(former.carrier());
            }
        }
        return lost;
    }

    private boolean isThere(Former former) {
        return formers.supplier(former)
                .map(roster::get)
                .filter(roster::isAlive)
                .map(supplier -> supplier.volumes().containsKey(former.volume()))
                .orElse(false);
    }
}
