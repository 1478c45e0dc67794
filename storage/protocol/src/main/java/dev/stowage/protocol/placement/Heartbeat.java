package dev.stowage.protocol.placement;

import java.util.List;

/// What a supplier says of itself every few seconds.
///
/// @param url where it answers
/// @param bytesInFlight of requests being served: its load
public record Heartbeat(String url, List<VolumeState> volumes, long bytesInFlight) {

    public Heartbeat {
        volumes = List.copyOf(volumes);
    }
}
