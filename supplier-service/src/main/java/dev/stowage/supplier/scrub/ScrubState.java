package dev.stowage.supplier.scrub;

import java.time.Instant;

/// How far a round has come.
///
/// @param read bytes in this round
/// @param all bytes that there are to read
/// @param isUrgent whether it goes on as fast as the limits allow
/// @param isOver whether it has read everything and waits for the next round
public record ScrubState(Instant began, long read, long all, boolean isUrgent, boolean isOver) {

    /// That of two volumes together.
    public ScrubState and(ScrubState other) {
        return new ScrubState(
                began.isBefore(other.began) ? began : other.began,
                read + other.read,
                all + other.all,
                isUrgent || other.isUrgent,
                isOver && other.isOver);
    }
}
