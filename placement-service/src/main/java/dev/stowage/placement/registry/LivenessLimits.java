package dev.stowage.placement.registry;

import dev.stowage.protocol.placement.SupplierState;
import java.time.Duration;

/// For how long a supplier may be silent.
///
/// @param offlineAfter as much silence, and it counts as away
/// @param deadAfter as much silence, and it counts as lost
record LivenessLimits(Duration offlineAfter, Duration deadAfter) {

    /// Of a supplier that missed three heartbeats.
    SupplierState state(Duration silence) {
        if (silence.compareTo(deadAfter) >= 0) {
            return SupplierState.DEAD;
        }
        return silence.compareTo(offlineAfter) >= 0 ? SupplierState.OFFLINE : SupplierState.SUSPECT;
    }
}
