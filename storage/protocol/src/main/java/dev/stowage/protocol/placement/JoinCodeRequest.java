package dev.stowage.protocol.placement;

import dev.stowage.format.address.AccountNumber;
import org.jspecify.annotations.Nullable;

/// What a join code fixes.
///
/// @param role who may join with it
/// @param owner the account that runs the supplier, if it has one: it never stores on its own
///   supplier
/// @param zone the failure domain of the supplier
/// @param uses joins that it allows, 1 … 1024
/// @param validSeconds until it expires, 60 … 31,536,000
public record JoinCodeRequest(
        ServiceRole role,
        @Nullable AccountNumber owner,
        @Nullable String zone,
        int uses,
        long validSeconds) {

    public JoinCodeRequest {
        if (uses < 1 || uses > 1024) {
            throw new IllegalArgumentException("uses must be 1 … 1024, got " + uses);
        }
        if (validSeconds < 60 || validSeconds > 31_536_000) {
            throw new IllegalArgumentException(
                    "validSeconds must be 60 … 31536000, got " + validSeconds);
        }
        if (zone != null && (zone.isEmpty() || zone.length() > 64)) {
            throw new IllegalArgumentException("zone must be 1 … 64 characters");
        }
    }
}
