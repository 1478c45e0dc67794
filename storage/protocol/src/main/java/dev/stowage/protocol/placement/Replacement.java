package dev.stowage.protocol.placement;

import dev.stowage.format.address.CarrierId;
import java.util.UUID;

/// A carrier that another volume serves now.
///
/// @param generation from now on
/// @param from the volume that served it
/// @param to the volume that serves it
/// @param supplier whose volume that is
public record Replacement(
        CarrierId carrier, int generation, UUID from, UUID to, SupplierId supplier) {}
