package dev.stowage.protocol.customer;

import org.jspecify.annotations.Nullable;

/// A wish for a new master key.
///
/// @param current password or recovery code
/// @param replacement the password from now on; if absent the current one, which then must be a
///   password
public record RotationRequest(String current, @Nullable String replacement) {

    /// Without the secrets.
    @Override
    public String toString() {
        return "RotationRequest[]";
    }
}
