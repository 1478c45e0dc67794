package dev.stowage.supplier.scrub;

import dev.stowage.format.address.CarrierId;
import dev.stowage.supplier.store.RecordId;
import java.time.Instant;

/// A record that is not any more what was stored.
///
/// @param carrier that it was stored for
/// @param seen when it was found so
public record DecayedRecord(RecordId id, CarrierId carrier, Instant seen) {}
