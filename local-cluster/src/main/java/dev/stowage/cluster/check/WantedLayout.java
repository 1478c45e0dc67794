package dev.stowage.cluster.check;

import dev.stowage.cluster.process.ClusterSettings;
import dev.stowage.format.address.ReliabilityLevel;
import dev.stowage.format.layout.Combination;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A layout that a campaign is run with.
///
/// @param suppliers N of a combination; absent for a whole group
/// @param level of the group; absent for the smallest
record WantedLayout(@Nullable Integer suppliers, @Nullable Integer level, String code) {

    /// What a campaign takes if nobody says what.
    static final List<WantedLayout> USUAL =
            List.of(
                    combination(4, "rs"),
                    combination(4, "xor"),
                    combination(7, "rs"),
                    combination(7, "xor"),
                    combination(13, "rs"),
                    combination(13, "xor"),
                    combination(26, "rs"),
                    combination(64, "rs"),
                    combination(64, "xor"),
                    new WantedLayout(null, 0, "rs"),
                    new WantedLayout(null, 1, "rs"),
                    new WantedLayout(null, 3, "rs"));

    private static final int MOST_SERVICES = 64;
    private static final long CAPACITY = 1L << 40;

    static WantedLayout combination(int suppliers, String code) {
        return new WantedLayout(suppliers, null, code);
    }

    /// What the registration asks for.
    Map<String, Object> wishes() {
        Map<String, Object> wishes = new LinkedHashMap<>();
        if (suppliers != null) {
            wishes.put("suppliers", suppliers);
        }
        if (level != null) {
            wishes.put("level", level);
        }
        wishes.put("code", code);
        return wishes;
    }

    /// A cluster with a supplier for each carrier of the group; above 64 each serves several.
    ClusterSettings cluster(Path data) {
        int carriers = group().carriers();
        int services = Math.min(carriers, MOST_SERVICES);
        return new ClusterSettings(data, 0, services, carriers / services, CAPACITY);
    }

    private ReliabilityLevel group() {
        if (level != null) {
            return new ReliabilityLevel(level);
        }
        return Combination.smallestLevel(suppliers == null ? 2 : suppliers);
    }

    @Override
    public String toString() {
        String width = suppliers == null ? "level " + level : "N = " + suppliers;
        return width + ", " + code;
    }
}
