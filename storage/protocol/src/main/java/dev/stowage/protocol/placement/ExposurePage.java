package dev.stowage.protocol.placement;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Some of what is exposed to the loss of one thing, in the order of the things' names.
///
/// @param countedAt when it was counted
/// @param next to be passed as `after` for the next page; absent on the last one
public record ExposurePage(Instant countedAt, List<ExposureView> exposures, @Nullable String next) {

    public static final int MAX_EXPOSURES = 1000;

    public ExposurePage {
        exposures = List.copyOf(exposures);
    }
}
