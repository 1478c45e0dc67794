package dev.stowage.protocol.placement;

import org.jspecify.annotations.Nullable;

/// The operator's word that roomier volumes are to serve carriers of the fullest ones.
///
/// @param reason for the record, 1 … 200 characters
/// @param most carriers that are given away, 1 … 100
/// @param dryRun whether it is only said what would be given away; absent if it is done
public record BalanceRequest(String reason, int most, @Nullable Boolean dryRun) {

    /// Carriers in one request.
    public static final int MAX_CARRIERS = 100;

    public BalanceRequest {
        ReplacementRequest.requireReason(reason);
        if (most < 1 || most > MAX_CARRIERS) {
            throw new IllegalArgumentException(
                    "most must be 1 … %d carriers, got %d".formatted(MAX_CARRIERS, most));
        }
    }

    public boolean isDryRun() {
        return Boolean.TRUE.equals(dryRun);
    }
}
