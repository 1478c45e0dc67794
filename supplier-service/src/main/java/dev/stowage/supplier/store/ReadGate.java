package dev.stowage.supplier.store;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/// Knows whether somebody still reads from a place that he looked up earlier. Readers never wait
/// for it.
final class ReadGate {

    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    /// Readers that came in while the turn was even, and while it was odd.
    private final Visitors[] inside = {new Visitors(), new Visitors()};

    private final AtomicInteger turn = new AtomicInteger();

    /// Looks something up and reads it.
    <T> T read(Supplier<T> read) {
        Visitors readers = enter();
        try {
            return read.get();
        } finally {
            readers.leave();
        }
    }

    private Visitors enter() {
        while (true) {
            int now = turn.get();
            Visitors readers = inside[now & 1];
            readers.enter();
            if (turn.get() == now) {
                return readers;
            }
            readers.leave();
        }
    }

    /// Waits until everybody has gone who is inside now. Used by one thread.
    ///
    /// @return whether they have, in time
    boolean awaitReaders(long nanos) {
        Visitors readers = inside[turn.getAndIncrement() & 1];
        long end = System.nanoTime() + nanos;
        while (!readers.areGone()) {
            if (System.nanoTime() - end > 0) {
                return false;
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
        return true;
    }
}
