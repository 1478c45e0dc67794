package dev.stowage.protocol.customer;

import java.time.Instant;
import java.util.UUID;

/// A session: its token opens the account until it expires.
///
/// @param id by which it can be ended
public record SessionOpened(UUID id, String token, Instant expiresAt) {

    /// Without the token.
    @Override
    public String toString() {
        return "SessionOpened[id=%s, expiresAt=%s]".formatted(id, expiresAt);
    }
}
