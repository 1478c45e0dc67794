package dev.stowage.protocol.customer;

import java.time.Instant;

/// A session: its token opens the account until it expires.
public record SessionOpened(String token, Instant expiresAt) {

    /// Without the token.
    @Override
    public String toString() {
        return "SessionOpened[expiresAt=%s]".formatted(expiresAt);
    }
}
