package dev.stowage.verification.benchmarks.store;

/// Who our store is compared with.
///
/// @param least what our store's speed should be at least in multiples of this one's; 0 if nothing
///   is wanted
record Yardstick(Entrant entrant, double least) {}
