package dev.stowage.placement.replacement;

import dev.stowage.format.address.CarrierGroup;
import dev.stowage.placement.carrier.Carriers;
import dev.stowage.placement.carrier.Serving;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Who serves the carriers of groups, and how many each volume serves: looked at once and kept up
/// through several decisions, for a group may have 131,072 carriers, of which a supplier that is
/// fired serves thousands. For one thread, while nobody else gives carriers away.
final class Surroundings {

    private final Carriers carriers;
    private final Map<CarrierGroup, GroupHolders> groups = new HashMap<>();
    private @Nullable Map<UUID, Long> loads;

    Surroundings(Carriers carriers) {
        this.carriers = carriers;
    }

    /// Who serves the carriers of a group.
    GroupHolders of(CarrierGroup group) {
        return groups.computeIfAbsent(
                group, _ -> new GroupHolders(carriers.servings(group.first(), group.carriers())));
    }

    /// How many carriers a volume serves.
    long load(UUID volume) {
        return known().getOrDefault(volume, 0L);
    }

    private Map<UUID, Long> known() {
        Map<UUID, Long> known = loads;
        if (known == null) {
            known = new HashMap<>(carriers.loads());
            loads = known;
        }
        return known;
    }

    /// A carrier was given to another volume.
    void replaced(Serving before, Serving now) {
        groups.values().forEach(each -> each.give(now.carrier(), now.supplier().id()));
        Map<UUID, Long> known = loads;
        if (known != null) {
            known.merge(before.volume(), -1L, Long::sum);
            known.merge(now.volume(), 1L, Long::sum);
        }
    }
}
