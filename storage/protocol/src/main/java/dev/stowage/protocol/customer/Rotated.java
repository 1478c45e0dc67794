package dev.stowage.protocol.customer;

import java.time.Instant;

/// An account has a new master key: only this session, the password and this recovery code open it.
///
/// @param rotation how often that was done, this time too
public record Rotated(int rotation, String recoveryCode, String token, Instant expiresAt) {

    /// Without the secrets.
    @Override
    public String toString() {
        return "Rotated[rotation=%d]".formatted(rotation);
    }
}
