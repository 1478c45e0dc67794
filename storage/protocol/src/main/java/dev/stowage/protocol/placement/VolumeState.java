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
/// @param movedTo the volume of the same supplier that holds all that this one holds, and is to
///   serve its carriers from now on; absent unless it was drained
public record VolumeState(
        UUID volume,
        long capacity,
        long allocated,
        long used,
        int carriers,
        @Nullable VolumeCondition condition,
        @Nullable UUID movedTo) {

    /// One that serves and keeps its carriers.
    public VolumeState(UUID volume, long capacity, long allocated, long used, int carriers) {
        this(volume, capacity, allocated, used, carriers, VolumeCondition.SERVING);
    }

    /// One that keeps its carriers.
    public VolumeState(
            UUID volume,
            long capacity,
            long allocated,
            long used,
            int carriers,
            @Nullable VolumeCondition condition) {
        this(volume, capacity, allocated, used, carriers, condition, null);
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
