package dev.stowage.transfer;

import dev.stowage.transfer.gather.GatherSettings;
import dev.stowage.transfer.spread.SpreadSettings;
import java.nio.file.Path;
import java.time.Duration;

/// The bounds of everything that travels in one process.
///
/// @param spool directory of records that wait for their supplier
/// @param spoolBytes the most that waits there
/// @param spreadBytes records in flight to suppliers
/// @param gatherBytes blocks being gathered
/// @param requestBytes of one request to a supplier, unless a single record is longer; at most 72
///   MiB
/// @param spreadDeadline after which a spread that has not reached its threshold fails
/// @param latePatience how long records may come late after the threshold, before they go to the
///   spool
/// @param gatherDeadline after which a gather fails
/// @param hedgeDelay after which a silent supplier's fragments are asked of others too
/// @param headDeadline after which keeping or finding a head fails
public record TransferSettings(
        Path spool,
        long spoolBytes,
        long spreadBytes,
        long gatherBytes,
        int requestBytes,
        Duration spreadDeadline,
        Duration latePatience,
        Duration gatherDeadline,
        Duration hedgeDelay,
        Duration headDeadline) {

    private static final long MIB = 1 << 20;

    /// What suits one process with 64 MiB of blocks in flight each way.
    public static TransferSettings standard(Path spool) {
        return new TransferSettings(
                spool,
                4096 * MIB,
                64 * MIB,
                64 * MIB,
                (int) (16 * MIB),
                Duration.ofSeconds(30),
                Duration.ofSeconds(2),
                Duration.ofSeconds(30),
                Duration.ofMillis(300),
                Duration.ofSeconds(15));
    }

    SpreadSettings ofSpread() {
        return new SpreadSettings(requestBytes, spreadDeadline, latePatience);
    }

    GatherSettings ofGather() {
        return new GatherSettings(requestBytes, gatherDeadline, hedgeDelay);
    }

    /// The same with other bounds of memory.
    public TransferSettings withBytesInFlight(long newSpreadBytes, long newGatherBytes) {
        return new TransferSettings(
                spool,
                spoolBytes,
                newSpreadBytes,
                newGatherBytes,
                requestBytes,
                spreadDeadline,
                latePatience,
                gatherDeadline,
                hedgeDelay,
                headDeadline);
    }

    /// The same with another bound of the spool.
    public TransferSettings withSpoolBytes(long newSpoolBytes) {
        return new TransferSettings(
                spool,
                newSpoolBytes,
                spreadBytes,
                gatherBytes,
                requestBytes,
                spreadDeadline,
                latePatience,
                gatherDeadline,
                hedgeDelay,
                headDeadline);
    }
}
