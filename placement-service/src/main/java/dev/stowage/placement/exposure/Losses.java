package dev.stowage.placement.exposure;

import dev.stowage.format.layout.Layout;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What the loss of anybody who serves a layout would do to its blocks: counted with the worst
/// luck, as the layout promises it.
///
/// @param holders everybody who serves one of its carriers
/// @param fatal those without whom blocks cannot be read
/// @param critical those without whom they can, but bear no further loss
record Losses(Set<String> holders, Set<String> fatal, Set<String> critical) {

    /// A carrier of a layout.
    ///
    /// @param holder who serves it; null for somebody without a name
    /// @param isLost whether it counts as lost already
    record Place(@Nullable String holder, boolean isLost) {}

    /// @param places of the layout, in any order; those that nobody serves are left out
    static Losses of(Layout layout, List<Place> places) {
        Map<String, Integer> lives = new HashMap<>();
        int living = 0;
        for (Place place : places) {
            living += place.isLost ? 0 : 1;
            if (place.holder != null) {
                lives.merge(place.holder, place.isLost ? 0 : 1, Integer::sum);
            }
        }
        int needed = layout.carriers() - layout.tolerance();
        Set<String> fatal = new HashSet<>();
        Set<String> critical = new HashSet<>();
        for (Map.Entry<String, Integer> each : lives.entrySet()) {
            int left = living - each.getValue();
            if (left < needed) {
                fatal.add(each.getKey());
            } else if (left == needed) {
                critical.add(each.getKey());
            }
        }
        return new Losses(Set.copyOf(lives.keySet()), fatal, critical);
    }

    /// Both together: an account reads everything only if it reads every layout.
    Losses and(Losses other) {
        Set<String> allHolders = new HashSet<>(holders);
        allHolders.addAll(other.holders);
        Set<String> allFatal = new HashSet<>(fatal);
        allFatal.addAll(other.fatal);
        Set<String> allCritical = new HashSet<>(critical);
        allCritical.addAll(other.critical);
        allCritical.removeAll(allFatal);
        return new Losses(allHolders, allFatal, allCritical);
    }
}
