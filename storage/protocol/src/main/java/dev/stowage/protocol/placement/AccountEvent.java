package dev.stowage.protocol.placement;

import dev.stowage.format.address.CarrierId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// An event as an account that it concerns sees it.
///
/// @param number ascending, with gaps
/// @param supplier that it is about, if it is about one of the account's; so with the carrier
/// @param detail for people, in placement's own words
public record AccountEvent(
        long number,
        EventKind kind,
        Instant at,
        @Nullable SupplierId supplier,
        @Nullable CarrierId carrier,
        String detail) {}
