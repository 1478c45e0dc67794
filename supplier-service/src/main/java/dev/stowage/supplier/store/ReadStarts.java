package dev.stowage.supplier.store;

import java.util.concurrent.atomic.AtomicLongArray;

/// When the reads began that are under way: at most so many, for who wants to know whether some
/// take too long need not know of more. It costs a short read next to nothing.
final class ReadStarts {

    static final int MOST = 256;

    private static final int INDEX_BITS = Integer.numberOfTrailingZeros(MOST);

    /// Spreads thread numbers, so that threads seldom want the same place or its neighbour: Knuth's
    /// multiplicative hash, by 2^64 divided by the golden ratio.
    private static final long SPREAD = 0x9e3779b97f4a7c15L;

    private static final long FREE = 0;
    private static final int NOT_NOTED = -1;

    private final AtomicLongArray starts = new AtomicLongArray(MOST);

    /// Notes that this thread begins a read.
    ///
    /// @param now as [System#nanoTime]
    /// @return what [#ended] wants to know
    int began(long now) {
        int first =
                (int) ((Thread.currentThread().threadId() * SPREAD) >>> (Long.SIZE - INDEX_BITS));
        for (int step = 0; step < MOST; step++) {
            int index = (first + step) % MOST;
            if (starts.get(index) == FREE && starts.compareAndSet(index, FREE, noted(now))) {
                return index;
            }
        }
        return NOT_NOTED;
    }

    void ended(int read) {
        if (read != NOT_NOTED) {
            starts.setRelease(read, FREE);
        }
    }

    /// Reads that began more than so many nanoseconds ago.
    int longerThan(long nanos, long now) {
        int count = 0;
        for (int index = 0; index < MOST; index++) {
            long start = starts.get(index);
            if (start != FREE && now - start > nanos) {
                count++;
            }
        }
        return count;
    }

    /// A nanosecond does not matter.
    private static long noted(long now) {
        return now == FREE ? 1 : now;
    }
}
