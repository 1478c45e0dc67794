package dev.stowage.placement.registry;

import java.util.Collection;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Zones or tags in one column of the database: in their order, a line each.
public final class KeptTexts {

    private static final String BETWEEN = "\n";

    private KeptTexts() {}

    /// @param texts without a line break
    /// @return null for none
    public static @Nullable String write(Collection<String> texts) {
        return texts.isEmpty() ? null : String.join(BETWEEN, texts.stream().sorted().toList());
    }

    public static Set<String> read(@Nullable String kept) {
        return kept == null ? Set.of() : Set.of(kept.split(BETWEEN));
    }
}
