package dev.stowage.transfer.gather;

import dev.stowage.protocol.supplier.RecordBatch;
import java.time.Duration;

/// Bounds of a gather.
///
/// @param requestBytes of one answer, unless a single record is longer; 1 … 72 MiB
/// @param deadline after which it fails
/// @param hedgeDelay after which a supplier that is silent while others answer is no longer waited
///   for
public record GatherSettings(int requestBytes, Duration deadline, Duration hedgeDelay) {

    public GatherSettings {
        if (requestBytes < 1 || requestBytes > RecordBatch.MAX_BYTES) {
            throw new IllegalArgumentException(
                    "an answer has 1 … %d bytes, got %d"
                            .formatted(RecordBatch.MAX_BYTES, requestBytes));
        }
    }
}
