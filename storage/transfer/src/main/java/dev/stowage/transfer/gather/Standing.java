package dev.stowage.transfer.gather;

/// What a gather thinks of a supplier just now.
///
/// @param isSuspect known to be slow or silent: asked only if it must be
/// @param hasAnswered well, in this gather
record Standing(boolean isSuspect, boolean hasAnswered) {}
