package dev.stowage.cluster.walk;

import dev.stowage.protocol.placement.PlacementApi;
import dev.stowage.protocol.placement.RebuildsApi;
import dev.stowage.protocol.supplier.RebuildApi;
import java.util.function.UnaryOperator;

/// Stands between the services of a small house: a proof that a walk notices what is wrong puts
/// something wrong there.
///
/// @param placement as all services see it
/// @param rebuilds as suppliers see them
/// @param supplier as the supplier that makes records again sees each other one
/// @param round what is done after a round of automatic replacement
public record Disguise(
        UnaryOperator<PlacementApi> placement,
        UnaryOperator<RebuildsApi> rebuilds,
        UnaryOperator<RebuildApi> supplier,
        Round round) {

    /// Nothing is wrong.
    public static final Disguise NONE =
            new Disguise(
                    UnaryOperator.identity(),
                    UnaryOperator.identity(),
                    UnaryOperator.identity(),
                    _ -> {});

    /// Something that happens when placement has looked who is gone.
    @FunctionalInterface
    public interface Round {

        void after(SmallHouse house);
    }
}
