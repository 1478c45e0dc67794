package dev.stowage.supplier.store;

import java.time.Instant;
import java.util.Optional;

/// A record in the inventory of a store.
///
/// @param bytes of padded ciphertext
/// @param dropped when it went to the trash; empty if it lives
public record StoredRecord(RecordId id, long bytes, Optional<Instant> dropped) {}
