package dev.stowage.transfer.spread;

import dev.stowage.protocol.supplier.RecordBatch;
import java.time.Duration;

/// Bounds of a spread.
///
/// @param requestBytes of one request, unless a single record is longer; 1 … 72 MiB
/// @param deadline after which a spread that has not reached its thresholds fails
/// @param latePatience how long records may come late before they go to the spool
public record SpreadSettings(int requestBytes, Duration deadline, Duration latePatience) {

    public SpreadSettings {
        if (requestBytes < 1 || requestBytes > RecordBatch.MAX_BYTES) {
            throw new IllegalArgumentException(
                    "a request has 1 … %d bytes, got %d"
                            .formatted(RecordBatch.MAX_BYTES, requestBytes));
        }
    }
}
