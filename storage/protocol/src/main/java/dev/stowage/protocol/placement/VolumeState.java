package dev.stowage.protocol.placement;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A volume now, in bytes.
///
/// @param capacity donated
/// @param allocated granted by contracts
/// @param used by records
/// @param carriers that it may serve
/// @param condition absent from suppliers of earlier builds: serving
public record VolumeState(
        UUID volume,
        long capacity,
        long allocated,
        long used,
        int carriers,
        @Nullable VolumeCondition condition) {

    /// One that serves.
    public VolumeState(UUID volume, long capacity, long allocated, long used, int carriers) {
        this(volume, capacity, allocated, used, carriers, VolumeCondition.SERVING);
    }

    /// Whether something new may come to it.
    public boolean isServing() {
        return condition == null || condition == VolumeCondition.SERVING;
    }

    /// What could still be granted.
    public long grantable() {
        return Math.max(0, capacity - allocated);
    }
}
