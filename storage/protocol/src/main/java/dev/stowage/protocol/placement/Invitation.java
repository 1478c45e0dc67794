package dev.stowage.protocol.placement;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A code by which accounts are registered.
///
/// @param uses accounts that it allows
/// @param mostSpace bytes that each of them may need at most; absent: any number
public record Invitation(String code, int uses, @Nullable Long mostSpace, Instant expiresAt) {

    /// Without the code itself, which is a secret until it is used.
    @Override
    public String toString() {
        return "Invitation[uses=%d, mostSpace=%s, expiresAt=%s]"
                .formatted(uses, mostSpace, expiresAt);
    }
}
