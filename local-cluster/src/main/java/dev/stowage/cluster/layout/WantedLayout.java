package dev.stowage.cluster.layout;

import dev.stowage.cluster.process.ClusterSettings;
import dev.stowage.cluster.process.ClusterSettings.GivingUp;
import dev.stowage.format.address.ReliabilityLevel;
import dev.stowage.format.layout.Combination;
import dev.stowage.supplier.live.CollectSettings;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// How the files of an account are to be spread, and the cluster that this takes.
///
/// @param suppliers N of a combination; absent for a whole group
/// @param level of the group; absent for the smallest that holds the combination
public record WantedLayout(@Nullable Integer suppliers, @Nullable Integer level, String code) {

    private static final int MOST_SERVICES = 64;

    /// Disk is taken as it is used, so a supplier may donate more than any machine has.
    private static final long CAPACITY = 1L << 40;

    /// A combination in its smallest group.
    public static WantedLayout combination(int suppliers, String code) {
        return new WantedLayout(suppliers, null, code);
    }

    /// A whole group.
    public static WantedLayout group(int level, String code) {
        return new WantedLayout(null, level, code);
    }

    /// What the registration asks for.
    public Map<String, Object> wishes() {
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

    /// A cluster with a supplier for each carrier of the group; above 64 carriers each serves
    /// several.
    ///
    /// @throws IllegalArgumentException if there is no such layout
    public ClusterSettings cluster(Path data) {
        int carriers = group().carriers();
        int services = Math.min(carriers, MOST_SERVICES);
        return new ClusterSettings(
                data,
                0,
                services,
                carriers / services,
                CAPACITY,
                CollectSettings.DEFAULT,
                ClusterSettings.DEFAULT_TRASH,
                GivingUp.DEFAULT);
    }

    private ReliabilityLevel group() {
        if (level != null) {
            return new ReliabilityLevel(level);
        }
        if (suppliers != null) {
            return Combination.smallestLevel(suppliers);
        }
        throw new IllegalArgumentException("a layout has a number of suppliers, a level, or both");
    }

    @Override
    public String toString() {
        String number = suppliers == null ? "" : "N = " + suppliers + ", ";
        String group = level == null ? "" : "level " + level + ", ";
        return number + group + code;
    }
}
