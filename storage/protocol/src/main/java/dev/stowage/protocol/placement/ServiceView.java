package dev.stowage.protocol.placement;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A service that joined, as operators see it.
///
/// @param url where it answers; suppliers only
/// @param lastSeen its last heartbeat; suppliers only
/// @param revokedAt since when it is not believed any more
public record ServiceView(
        UUID service,
        ServiceRole role,
        @Nullable String zone,
        @Nullable String url,
        Instant joinedAt,
        @Nullable Instant lastSeen,
        @Nullable Instant revokedAt) {}
