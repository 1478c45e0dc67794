package dev.stowage.supplier.store;

/// What was found when a log was opened.
///
/// @param damaged acknowledged entries, or stretches of them, that have decayed; each is lost alone
/// @param voided batches that were never acknowledged and are not whole
/// @param truncatedBytes of a torn end
/// @param walked records, heads and facts that no index file told of
public record Recovery(int damaged, int voided, long truncatedBytes, long walked) {}
