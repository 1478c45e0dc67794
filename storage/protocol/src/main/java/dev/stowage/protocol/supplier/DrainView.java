package dev.stowage.protocol.supplier;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// How far the drain of a volume is.
///
/// @param to the volume of the same supplier that takes what this one holds; absent while there is
///   none
/// @param passed records that were looked at in this pass: they are durable there, or unreadable
/// @param records that live on the volume that is drained
/// @param unreadable records that stay behind; they have been told to placement
/// @param waitsFor what is missing, in words; absent while it goes on
public record DrainView(
        Phase phase,
        @Nullable UUID to,
        long passed,
        long records,
        int unreadable,
        @Nullable String waitsFor) {

    /// What is done.
    public enum Phase {
        /// Records are copied while all goes on, or there is no room for them.
        COPYING,
        /// All is on the other volume; placement is to give it the carriers.
        HANDING_OVER,
        /// Nothing is needed here any more.
        DRAINED
    }
}
