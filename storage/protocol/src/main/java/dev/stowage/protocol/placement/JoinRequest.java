package dev.stowage.protocol.placement;

import dev.stowage.format.signature.VerifyingKey;
import java.util.List;

/// A service that wants to join.
///
/// @param key the service's identity
/// @param proof the service's signature over `"stowage join 1" ‖ join code`, base64url: it holds
///   the key
/// @param volumes of a supplier; empty for a customer-service
public record JoinRequest(
        String joinCode,
        ServiceRole role,
        VerifyingKey key,
        String proof,
        List<VolumeOffer> volumes) {

    public JoinRequest {
        volumes = List.copyOf(volumes);
        if (volumes.size() > 1024) {
            throw new IllegalArgumentException(
                    "a supplier joins with at most 1024 volumes, got " + volumes.size());
        }
    }

    @Override
    public String toString() {
        return "JoinRequest[role=%s, key=%s, volumes=%s]".formatted(role, key, volumes);
    }
}
