package dev.stowage.supplier.store;

/// The bounds of a log.
///
/// @param rollBytes a file that would grow beyond is followed by the next one
/// @param groupBytes written before one sync, at least one batch
/// @param queueBytes that may wait to be written
/// @param openFiles for reading, at once
/// @param reserveBytes of the disk that are left free
public record LogSettings(
        long rollBytes, long groupBytes, long queueBytes, int openFiles, long reserveBytes) {

    public static final LogSettings DEFAULT =
            new LogSettings(256L << 20, 16L << 20, 96L << 20, 64, 64L << 20);
}
