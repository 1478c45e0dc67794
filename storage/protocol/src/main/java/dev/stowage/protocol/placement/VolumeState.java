package dev.stowage.protocol.placement;

import java.util.UUID;

/// A volume now, in bytes.
///
/// @param capacity donated
/// @param allocated granted by contracts
/// @param used by records
/// @param carriers that it may serve
public record VolumeState(UUID volume, long capacity, long allocated, long used, int carriers) {

    /// What could still be granted.
    public long grantable() {
        return Math.max(0, capacity - allocated);
    }
}
