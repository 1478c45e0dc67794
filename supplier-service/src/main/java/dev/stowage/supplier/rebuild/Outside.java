package dev.stowage.supplier.rebuild;

import dev.stowage.protocol.placement.AuditsApi;
import dev.stowage.protocol.placement.PlacementApi;
import dev.stowage.protocol.placement.RebuildsApi;
import dev.stowage.protocol.supplier.RebuildApi;
import java.net.URI;
import java.util.function.Function;

/// The services that a supplier calls.
///
/// @param suppliers makes a client of the supplier at a URL, with time-outs
public record Outside(
        PlacementApi placement,
        RebuildsApi rebuilds,
        AuditsApi audits,
        Function<URI, RebuildApi> suppliers) {}
