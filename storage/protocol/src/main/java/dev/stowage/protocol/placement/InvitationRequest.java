package dev.stowage.protocol.placement;

import org.jspecify.annotations.Nullable;

/// What an invitation is good for.
///
/// @param uses accounts that it allows, 1 … 1024
/// @param validSeconds until it expires, 60 … 31,536,000
/// @param mostSpace bytes that each account may need at most, 1 or more; absent: any number
public record InvitationRequest(int uses, long validSeconds, @Nullable Long mostSpace) {

    public InvitationRequest {
        if (uses < 1 || uses > 1024) {
            throw new IllegalArgumentException("uses must be 1 … 1024, got " + uses);
        }
        if (validSeconds < 60 || validSeconds > 31_536_000) {
            throw new IllegalArgumentException(
                    "validSeconds must be 60 … 31536000, got " + validSeconds);
        }
        if (mostSpace != null && mostSpace < 1) {
            throw new IllegalArgumentException("mostSpace must be 1 or more, got " + mostSpace);
        }
    }
}
