package dev.stowage.supplier.scrub;

import dev.stowage.supplier.store.RecordId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// Decayed records: those of which placement has not heard yet, and those that have not been stored
/// again. So many at most of either, the oldest leave. What leaves untold, or is forgotten when the
/// supplier starts again, is found by the next round.
public final class DecayedRecords {

    private static final int MOST = 4096;

    private final Deque<DecayedRecord> waiting = new ArrayDeque<>();
    private final Set<RecordId> unmended = new LinkedHashSet<>();

    synchronized void add(DecayedRecord record) {
        if (waiting.size() == MOST) {
            waiting.removeFirst();
        }
        waiting.addLast(record);
        if (unmended.size() == MOST) {
            unmended.remove(unmended.iterator().next());
        }
        unmended.add(record.id());
    }

    /// Whether a record has decayed and was not stored again: what is left of it is served, but it
    /// does not count as held, or nobody would make it again.
    public synchronized boolean isUnmended(RecordId record) {
        return unmended.contains(record);
    }

    /// A record was stored, perhaps again.
    public synchronized void mended(RecordId record) {
        unmended.remove(record);
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
