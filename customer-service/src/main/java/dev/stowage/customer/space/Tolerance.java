package dev.stowage.customer.space;

import dev.stowage.format.layout.Layout;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/// How many distinct suppliers, or zones, may vanish before a block cannot be read: counted with
/// the worst luck, those with the most fragments first.
public final class Tolerance {

    private Tolerance() {}

    /// @param carriersOfEach for every supplier, or zone, that answers, the carriers of the block
    ///   that it serves and that hold their record
    /// @return 0 also if the block cannot be read now
    public static int mayVanish(Layout layout, Collection<Integer> carriersOfEach) {
        List<Integer> most = carriersOfEach.stream().sorted(Comparator.reverseOrder()).toList();
        int needed = layout.carriers() - layout.tolerance();
        int left = most.stream().mapToInt(Integer::intValue).sum();
        int vanished = 0;
        for (int carriers : most) {
            left -= carriers;
            if (left < needed) {
                break;
            }
            vanished++;
        }
        return vanished;
    }
}
