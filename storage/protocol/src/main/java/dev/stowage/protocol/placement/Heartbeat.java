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
public record Heartbeat(
        String url,
        List<VolumeState> volumes,
        long bytesInFlight,
        @Nullable Instant leavesAt,
        @Nullable Instant maintainedUntil) {

    /// Of one that stays and answers.
    public Heartbeat(String url, List<VolumeState> volumes, long bytesInFlight) {
        this(url, volumes, bytesInFlight, null, null);
    }

    public Heartbeat {
        volumes = List.copyOf(volumes);
    }
}
