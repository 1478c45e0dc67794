package dev.stowage.transfer.gather;

import java.time.Duration;

/// What a gather thinks of a supplier just now.
///
/// @param isSuspect known to be slow or silent: asked only if it must be
/// @param hasAnswered well, in this gather
/// @param expectedWait for one more request; zero if nothing is known
record Standing(boolean isSuspect, boolean hasAnswered, Duration expectedWait) {

    private static final int LEAST_MILLIS = 4;

    /// 0 for a supplier that is idle; one more for each doubling of the wait, so that chance does
    /// not decide among those that are as busy as each other.
    int busyness() {
        return Long.SIZE - Long.numberOfLeadingZeros(expectedWait.toMillis() / LEAST_MILLIS);
    }
}
