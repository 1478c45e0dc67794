package dev.stowage.supplier.scrub;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/// Decayed records of which placement has not heard yet: so many at most, the oldest leave. What
/// leaves untold is found missing when inventories are compared.
public final class DecayedRecords {

    private static final int MOST = 4096;

    private final Deque<DecayedRecord> waiting = new ArrayDeque<>();

    synchronized void add(DecayedRecord record) {
        if (waiting.size() == MOST) {
            waiting.removeFirst();
        }
        waiting.addLast(record);
    }

    /// Takes the oldest.
    ///
    /// @param most at once
    public synchronized List<DecayedRecord> take(int most) {
        List<DecayedRecord> taken = new ArrayList<>();
        while (taken.size() < most && !waiting.isEmpty()) {
            taken.add(waiting.removeFirst());
        }
        return taken;
    }

    /// Puts back what could not be told.
    public synchronized void giveBack(List<DecayedRecord> untold) {
        untold.reversed().stream().limit(MOST - waiting.size()).forEach(waiting::addFirst);
    }
}
