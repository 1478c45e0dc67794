package dev.stowage.protocol.placement;

/// What would happen if something vanished at once with all that it holds.
///
/// @param of which supplier, owner or zone
/// @param carriers that it serves
/// @param accounts that have records on them
/// @param unreadable of these accounts, that could not read everything any more
/// @param atTolerance of these accounts, that could still read everything, but could bear no
///   further loss
public record ExposureView(
        String of, long carriers, long accounts, long unreadable, long atTolerance) {}
