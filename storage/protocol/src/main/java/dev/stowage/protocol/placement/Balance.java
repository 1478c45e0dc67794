package dev.stowage.protocol.placement;

import dev.stowage.format.address.CarrierId;
import java.util.List;
import java.util.UUID;

/// What is given away, or would be, so that volumes are filled alike.
///
/// @param moves carriers that other volumes serve from now on, or would
/// @param refused carriers whose circumstances changed meanwhile; none of a dry run
/// @param waiting volumes that gave a carrier away whose records are not all with its successor:
///   they give no other one until then
public record Balance(List<Move> moves, List<ReplacementList.Refusal> refused, int waiting) {

    public Balance {
        moves = List.copyOf(moves);
        refused = List.copyOf(refused);
    }

    /// A carrier that goes from one volume to another.
    ///
    /// @param supplier whose volume it goes to
    /// @param asked bytes that all accounts together may ask of it
    /// @param fromShare of the space of the volume that gives it, as contracts spoke for before, 0
    ///   … 1
    /// @param toShare of the space of the volume that takes it, as contracts speak for then
    public record Move(
            CarrierId carrier,
            UUID from,
            UUID to,
            SupplierId supplier,
            long asked,
            double fromShare,
            double toShare) {}
}
