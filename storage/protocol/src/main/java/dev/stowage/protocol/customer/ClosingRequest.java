package dev.stowage.protocol.customer;

import org.jspecify.annotations.Nullable;

/// A wish that an account be gone.
///
/// @param current password or recovery code, proved anew
/// @param graceSeconds until then, 0 … 31,622,400; what the service is set to if absent
public record ClosingRequest(String current, @Nullable Long graceSeconds) {

    /// Without the secret.
    @Override
    public String toString() {
        return "ClosingRequest[graceSeconds=%d]".formatted(graceSeconds);
    }
}
