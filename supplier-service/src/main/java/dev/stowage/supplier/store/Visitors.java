package dev.stowage.supplier.store;

import java.util.concurrent.atomic.AtomicIntegerArray;

/// How many threads are inside of something, counted in several places: who comes and goes seldom
/// writes where another processor does, which costs as much as a tenth of a short read.
final class Visitors {

    private static final int PLACES =
            Integer.highestOneBit(
                    Math.clamp(Runtime.getRuntime().availableProcessors() * 4L, 4, 16));

    /// Numbers between two counts, so that they share no line of the cache, nor a pair of lines.
    private static final int DISTANCE = 32;

    private final AtomicIntegerArray counts = new AtomicIntegerArray(PLACES * DISTANCE);

    /// This thread comes.
    void enter() {
        counts.incrementAndGet(ownPlace());
    }

    /// This thread goes, which came before.
    void leave() {
        counts.decrementAndGet(ownPlace());
    }

    /// Whether nobody was found. The places are looked at one after the other: the answer holds if
    /// who enters meanwhile turns round.
    boolean areGone() {
        for (int place = 0; place < counts.length(); place += DISTANCE) {
            if (counts.get(place) > 0) {
                return false;
            }
        }
        return true;
    }

    private static int ownPlace() {
        return (int) (Thread.currentThread().threadId() % PLACES) * DISTANCE;
    }
}
