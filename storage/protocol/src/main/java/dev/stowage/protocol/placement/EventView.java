package dev.stowage.protocol.placement;

import dev.stowage.format.address.AccountNumber;
import dev.stowage.format.address.CarrierId;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// An event as the operator sees it.
///
/// @param number ascending
/// @param supplier that it is about, if it is about one; so with what follows
/// @param detail why, for people
public record EventView(
        long number,
        EventKind kind,
        Instant at,
        @Nullable SupplierId supplier,
        @Nullable UUID volume,
        @Nullable CarrierId carrier,
        @Nullable AccountNumber account,
        String detail) {}
