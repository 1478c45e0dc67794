package dev.stowage.placement.quiet;

import dev.stowage.placement.api.Rounds;
import dev.stowage.protocol.placement.AuditsApi;
import dev.stowage.protocol.placement.EventsApi;
import dev.stowage.protocol.placement.PlacementApi;
import dev.stowage.protocol.placement.RebuildsApi;
import dev.stowage.protocol.placement.ReplacementsApi;

/// A placement that answers calls of its own process only, and does nothing by itself.
///
/// @param placement the controllers themselves, as all that follow
/// @param rounds to be made by whoever holds this
/// @param closing gives the database back
public record QuietPlacement(
        PlacementApi placement,
        RebuildsApi rebuilds,
        AuditsApi audits,
        ReplacementsApi replacements,
        EventsApi events,
        Rounds rounds,
        Runnable closing)
        implements AutoCloseable {

    @Override
    public void close() {
        closing.run();
    }
}
