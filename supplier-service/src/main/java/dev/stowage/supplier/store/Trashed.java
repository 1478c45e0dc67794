package dev.stowage.supplier.store;

/// What went to the trash, or came back from it.
///
/// @param records that were not there before
/// @param bytes of padded ciphertext that they have
public record Trashed(int records, long bytes) {}
