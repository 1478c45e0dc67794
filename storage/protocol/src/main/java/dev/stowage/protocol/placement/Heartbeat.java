package dev.stowage.protocol.placement;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a supplier says of itself every few seconds.
///
/// @param url where it answers
/// @param bytesInFlight of requests being served: its load
/// @param leavesAt when all of its contracts end; absent if it stays
/// @param maintainedUntil until when it answers nobody; absent if it does
/// @param successionsHeard revision up to which it knows which keys were replaced ([SuccessionList])
///
/// [SuccessionList]: dev.stowage.protocol.token.SuccessionList
public record Heartbeat(
        String url,
        List<VolumeState> volumes,
        long bytesInFlight,
        @Nullable Instant leavesAt,
        @Nullable Instant maintainedUntil,
        long successionsHeard) {

    /// Of one that stays and answers.
    public Heartbeat(String url, List<VolumeState> volumes, long bytesInFlight) {
        this(url, volumes, bytesInFlight, null, null, 0);
    }

    public Heartbeat {
        if (successionsHeard < 0) {
            throw new IllegalArgumentException("revisions are 0 or more, got " + successionsHeard);
        }
        volumes = List.copyOf(volumes);
    }
}
