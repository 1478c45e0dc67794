package dev.stowage.supplier.store;

import dev.stowage.protocol.placement.VolumeCondition;

/// How a disk does.
///
/// @param reason in words, if it does not serve
/// @param failedReads since it was opened
public record DiskHealth(VolumeCondition condition, String reason, long failedReads) {

    /// Whether it stores and fetches.
    public boolean isServing() {
        return condition == VolumeCondition.SERVING;
    }
}
