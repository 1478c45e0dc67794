package dev.stowage.protocol.placement;

import java.util.UUID;

/// A volume as its supplier offers it.
///
/// @param capacity bytes donated
/// @param carriers that it may serve, 1 … 131,072
public record VolumeOffer(UUID volume, long capacity, int carriers) {

    public VolumeOffer {
        if (capacity < 0) {
            throw new IllegalArgumentException("capacity must be 0 or more, got " + capacity);
        }
        if (carriers < 1 || carriers > 131_072) {
            throw new IllegalArgumentException("carriers must be 1 … 131072, got " + carriers);
        }
    }
}
