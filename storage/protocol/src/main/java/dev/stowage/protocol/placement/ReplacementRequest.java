package dev.stowage.protocol.placement;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The operator's word that another supplier is to serve a carrier.
///
/// @param reason for the record, 1 … 200 characters
/// @param with a volume, or a supplier, that is to serve it; absent if placement chooses
/// @param generation in which the operator saw the carrier: if it is served in another one by now,
///   nothing is done. Absent if that does not matter
public record ReplacementRequest(String reason, @Nullable UUID with, @Nullable Integer generation) {

    /// Characters of a reason.
    public static final int MAX_REASON = 200;

    public ReplacementRequest {
        requireReason(reason);
    }

    static void requireReason(String reason) {
        if (reason.isBlank() || reason.length() > MAX_REASON) {
            throw new IllegalArgumentException(
                    "a reason has 1 … %d characters, got %d"
                            .formatted(MAX_REASON, reason.length()));
        }
    }
}
