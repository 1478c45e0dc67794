package dev.stowage.protocol.placement;

import java.time.Instant;

/// A code with which services join.
public record JoinCode(String code, int uses, Instant expiresAt) {

    /// Without the code itself, which is a secret until it is used.
    @Override
    public String toString() {
        return "JoinCode[uses=%d, expiresAt=%s]".formatted(uses, expiresAt);
    }
}
