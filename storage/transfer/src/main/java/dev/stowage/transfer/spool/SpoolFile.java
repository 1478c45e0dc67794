package dev.stowage.transfer.spool;

import dev.stowage.format.address.AccountNumber;
import dev.stowage.protocol.placement.SupplierId;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/// A file of the spool: records of one account that waited for one supplier when they were kept.
///
/// @param sequence files are delivered in this order
/// @param bytes its length
/// @param keptAt when it was written
record SpoolFile(
        Path path,
        AccountNumber account,
        SupplierId supplier,
        long sequence,
        long bytes,
        Instant keptAt,
        List<PendingRecord> records) {

    SpoolFile {
        records = List.copyOf(records);
    }
}
