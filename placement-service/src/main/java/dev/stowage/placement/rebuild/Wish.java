package dev.stowage.placement.rebuild;

import dev.stowage.format.address.AccountNumber;
import dev.stowage.format.address.CarrierGroup;
import dev.stowage.format.address.CarrierId;
import java.time.Instant;
import java.util.List;

/// What is to be made again.
///
/// @param spans of blocks, that do not overlap
/// @param reason for the operator
/// @param spare carriers that the narrowest of the layouts can still lose
/// @param notBefore until then it may come by itself
/// @param anew whether all of the carrier's records are lost since now: whoever is at it has not
///   seen that
record Wish(
        AccountNumber account,
        CarrierGroup group,
        CarrierId carrier,
        List<BlockSpan> spans,
        String reason,
        int spare,
        Instant notBefore,
        boolean anew) {

    Wish {
        spans = List.copyOf(spans);
    }
}
