package dev.stowage.protocol.placement;

/// What becomes of a lease.
///
/// @param leaseMillis for how long it goes on; 0 if it is over: somebody else has it, or it is done
public record LeaseExtension(long leaseMillis) {}
