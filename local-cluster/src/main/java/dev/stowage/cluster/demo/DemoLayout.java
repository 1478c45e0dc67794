package dev.stowage.cluster.demo;

import dev.stowage.cluster.process.ClusterSettings;
import dev.stowage.format.address.ReliabilityLevel;
import dev.stowage.format.layout.Combination;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// How the files of a demonstration are spread, and the cluster that this takes.
///
/// @param suppliers N of a combination, or nothing for a whole group
/// @param level of the group: nothing for the smallest that holds the combination
record DemoLayout(Optional<Integer> suppliers, Optional<Integer> level, String code) {

    private static final int DEFAULT_SUPPLIERS = 4;
    private static final int MOST_SERVICES = 64;

    /// Disk is taken as it is used, so a supplier may donate more than any machine has.
    private static final long CAPACITY = 1L << 40;

    static DemoLayout of(Optional<Integer> suppliers, Optional<Integer> level, String code) {
        boolean none = suppliers.isEmpty() && level.isEmpty();
        return new DemoLayout(none ? Optional.of(DEFAULT_SUPPLIERS) : suppliers, level, code);
    }

    /// What the registration asks for.
    Map<String, Object> wishes() {
        Map<String, Object> wishes = new LinkedHashMap<>();
        suppliers.ifPresent(number -> wishes.put("suppliers", number));
        level.ifPresent(number -> wishes.put("level", number));
        wishes.put("code", code);
        return wishes;
    }

    /// A cluster with a supplier for each carrier of the group; above 64 carriers each serves
    /// several.
    ///
    /// @throws IllegalArgumentException if there is no such layout
    ClusterSettings cluster(Path data) {
        int carriers = group().carriers();
        int services = Math.min(carriers, MOST_SERVICES);
        return new ClusterSettings(data, 0, services, carriers / services, CAPACITY);
    }

    private ReliabilityLevel group() {
        return level.map(ReliabilityLevel::new)
                .orElseGet(() -> Combination.smallestLevel(suppliers.orElse(DEFAULT_SUPPLIERS)));
    }

    @Override
    public String toString() {
        String text = suppliers.map(number -> "N = " + number).orElse("");
        String group = level.map(number -> "level " + number).orElse("");
        return "%s%s%s, %s"
                .formatted(text, text.isEmpty() || group.isEmpty() ? "" : ", ", group, code);
    }
}
