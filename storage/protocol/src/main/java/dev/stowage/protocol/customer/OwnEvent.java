package dev.stowage.protocol.customer;

import dev.stowage.format.address.CarrierId;
import dev.stowage.protocol.placement.EventKind;
import dev.stowage.protocol.placement.SupplierId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Something that befell the account.
///
/// @param number ascending, with gaps
/// @param supplier that it is about, if it is about one; so with the carrier
/// @param position of the carrier in the account's layout; absent if it has none there
/// @param detail for people
public record OwnEvent(
        long number,
        EventKind kind,
        Instant at,
        @Nullable SupplierId supplier,
        @Nullable CarrierId carrier,
        @Nullable Integer position,
        String detail) {}
