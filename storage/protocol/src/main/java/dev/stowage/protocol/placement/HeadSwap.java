package dev.stowage.protocol.placement;

import dev.stowage.format.address.CarrierId;
import dev.stowage.format.signature.ByteString;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A commit: a head to be made the current one.
///
/// @param signed the new head with its owner's signature
/// @param predecessor the countersigned head that it follows: a placement that has lost it takes it
///   back from here
/// @param generations of the carriers that hold what the commit adds; 409 names those that changed
///   hands
public record HeadSwap(
        ByteString signed, @Nullable ByteString predecessor, List<CarrierGeneration> generations) {

    public HeadSwap {
        generations = List.copyOf(generations);
    }

    /// A carrier's generation as the writer knows it.
    public record CarrierGeneration(CarrierId carrier, int generation) {}
}
