package dev.stowage.protocol.placement;

import dev.stowage.format.address.AccountNumber;
import dev.stowage.format.address.BlockNumber;
import dev.stowage.format.address.CarrierGroup;
import dev.stowage.format.address.CarrierId;
import java.util.List;

/// What a supplier should hold and does not, by its own comparison with live sets.
///
/// @param missing at most [#MAX_ENTRIES]
public record MissingReport(List<MissingRecords> missing) {

    public static final int MAX_ENTRIES = 1024;

    public MissingReport {
        missing = List.copyOf(missing);
        if (missing.size() > MAX_ENTRIES) {
            throw new IllegalArgumentException(
                    "a report has at most %d entries, got %d"
                            .formatted(MAX_ENTRIES, missing.size()));
        }
    }

    /// Missing on one carrier.
    ///
    /// @param first lowest block number
    /// @param last highest block number, included
    /// @param count of blocks, 1 or more
    public record MissingRecords(
            AccountNumber account,
            CarrierGroup group,
            CarrierId carrier,
            BlockNumber first,
            BlockNumber last,
            long count) {

        public MissingRecords {
            if (!group.contains(carrier) || first.compareTo(last) > 0 || count < 1) {
                throw new IllegalArgumentException(
                        "no %d blocks from %s to %s are missing on carrier %s of group %s"
                                .formatted(count, first, last, carrier, group));
            }
        }
    }
}
