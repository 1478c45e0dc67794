package dev.stowage.supplier.volume;

import dev.stowage.supplier.contract.Contracts;
import dev.stowage.supplier.store.Facts;
import dev.stowage.supplier.store.RecordStore;
import java.util.UUID;

/// A volume that is open: what it stores, and for whom.
///
/// @param id for ever
/// @param gate through which customers change what it holds
public record Volume(
        UUID id, RecordStore store, Facts facts, Contracts contracts, VolumeGate gate) {}
