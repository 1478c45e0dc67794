package dev.stowage.supplier.store;

import java.time.Duration;
import java.time.InstantSource;

/// How long what was dropped can come back.
///
/// @param clock by which it is counted: the supplier's own time
record TrashTime(InstantSource clock, Duration duration) {

    /// The same, stopped at this moment: what is decided together has one time.
    TrashTime stopped() {
        return new TrashTime(InstantSource.fixed(clock.instant()), duration);
    }

    /// Milliseconds since 1970, 1 at least.
    long now() {
        return Math.max(1, clock.millis());
    }

    /// Whether a record was dropped and can come back.
    boolean isInTrash(Standing standing) {
        return !standing.isLiving() && !standing.condemned() && !isOver(standing);
    }

    /// Whether the time of a record in the trash is over.
    boolean isOver(Standing standing) {
        return !standing.isLiving() && now() - standing.dropped() >= duration.toMillis();
    }
}
