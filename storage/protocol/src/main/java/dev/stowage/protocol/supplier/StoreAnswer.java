package dev.stowage.protocol.supplier;

/// All records of a batch are durable.
///
/// @param stored records that were new
/// @param used bytes of the account on this supplier now
public record StoreAnswer(int stored, long used) {}
