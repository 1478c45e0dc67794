package dev.stowage.supplier.store;

import dev.stowage.format.Bounds;
import java.time.Duration;

/// The bounds of a log.
///
/// @param rollBytes a file that would grow beyond is followed by the next one, 1 … 2^39
/// @param groupBytes written before one sync, at least one batch
/// @param queueBytes that may wait to be written
/// @param openFiles for reading, at once
/// @param reserveBytes of the disk that are left free
/// @param patience with the disk: one that answers nothing for so long is not asked for more
/// @param upkeep what becomes of records that are dropped
public record LogSettings(
        long rollBytes,
        long groupBytes,
        long queueBytes,
        int openFiles,
        long reserveBytes,
        Duration patience,
        Upkeep upkeep) {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    public static final LogSettings DEFAULT =
            new LogSettings(256L << 20, 16L << 20, 96L << 20, 64, 64L << 20);

    private static final long MAX_ROLL_BYTES = 1L << 39;

    public LogSettings {
        if (!patience.isPositive()) {
            throw new IllegalArgumentException("no disk answers within " + patience);
        }
        Bounds.requireRange("bytes of a log file", rollBytes, 1, MAX_ROLL_BYTES);
    }

    /// With the usual patience.
    public LogSettings(
            long rollBytes,
            long groupBytes,
            long queueBytes,
            int openFiles,
            long reserveBytes,
            Upkeep upkeep) {
        this(rollBytes, groupBytes, queueBytes, openFiles, reserveBytes, PATIENCE, upkeep);
    }

    /// With the usual upkeep.
    public LogSettings(
            long rollBytes, long groupBytes, long queueBytes, int openFiles, long reserveBytes) {
        this(rollBytes, groupBytes, queueBytes, openFiles, reserveBytes, Upkeep.DEFAULT);
    }

    /// The same with another patience.
    public LogSettings with(Duration other) {
        return new LogSettings(
                rollBytes, groupBytes, queueBytes, openFiles, reserveBytes, other, upkeep);
    }

    /// The same with another upkeep.
    public LogSettings with(Upkeep other) {
        return new LogSettings(
                rollBytes, groupBytes, queueBytes, openFiles, reserveBytes, patience, other);
    }
}
