package dev.stowage.placement.event;

import dev.stowage.format.address.AccountNumber;
import dev.stowage.format.address.CarrierId;
import dev.stowage.protocol.placement.EventKind;
import dev.stowage.protocol.placement.SupplierId;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A decision, with what it is about.
///
/// @param detail why, for people; what is longer than [#MAX_DETAIL] is cut
public record Event(
        EventKind kind,
        @Nullable SupplierId supplier,
        @Nullable UUID volume,
        @Nullable CarrierId carrier,
        @Nullable AccountNumber account,
        String detail) {

    /// Characters of a detail.
    public static final int MAX_DETAIL = 500;

    public Event {
        detail = detail.length() <= MAX_DETAIL ? detail : detail.substring(0, MAX_DETAIL);
    }
}
