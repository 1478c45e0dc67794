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
/// @param successionsHeard revision up to which it knows which keys were replaced ([AccountNews#SUCCESSIONS])
/// @param closingsHeard revision up to which it knows which accounts are closed ([AccountNews#CLOSINGS])
///
/// [AccountNews#CLOSINGS]: dev.stowage.protocol.token.AccountNews#CLOSINGS
/// [AccountNews#SUCCESSIONS]: dev.stowage.protocol.token.AccountNews#SUCCESSIONS
public record Heartbeat(
        String url,
        List<VolumeState> volumes,
        long bytesInFlight,
        @Nullable Instant leavesAt,
        @Nullable Instant maintainedUntil,
        long successionsHeard,
        long closingsHeard) {

    /// Of one that stays and answers.
    public Heartbeat(String url, List<VolumeState> volumes, long bytesInFlight) {
        this(url, volumes, bytesInFlight, null, null, 0, 0);
    }

    public Heartbeat {
        if (successionsHeard < 0 || closingsHeard < 0) {
            throw new IllegalArgumentException(
                    "revisions are 0 or more, got %d and %d"
                            .formatted(successionsHeard, closingsHeard));
        }
        volumes = List.copyOf(volumes);
    }
}
