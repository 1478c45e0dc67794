package dev.stowage.protocol.placement;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// Some rebuilds.
///
/// @param next to be passed as `after` for the next page; absent on the last one
public record RebuildPage(List<RebuildView> rebuilds, @Nullable Long next) {

    public static final int MAX_REBUILDS = 1000;

    public RebuildPage {
        rebuilds = List.copyOf(rebuilds);
    }
}
