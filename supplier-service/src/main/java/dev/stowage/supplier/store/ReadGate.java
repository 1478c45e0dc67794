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
    private final AtomicInteger[] inside = {new AtomicInteger(), new AtomicInteger()};

    private final AtomicInteger turn = new AtomicInteger();

    /// Looks something up and reads it.
    <T> T read(Supplier<T> read) {
        AtomicInteger readers = enter();
        try {
            return read.get();
        } finally {
            readers.decrementAndGet();
        }
    }

    private AtomicInteger enter() {
        while (true) {
            int now = turn.get();
            AtomicInteger readers = inside[now & 1];
            readers.incrementAndGet();
            if (turn.get() == now) {
                return readers;
            }
            readers.decrementAndGet();
        }
    }

    /// Waits until everybody has gone who is inside now. Used by one thread.
    ///
    /// @return whether they have, in time
    boolean awaitReaders(long nanos) {
        AtomicInteger readers = inside[turn.getAndIncrement() & 1];
        long end = System.nanoTime() + nanos;
        while (readers.get() > 0) {
            if (System.nanoTime() - end > 0) {
                return false;
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
        return true;
    }
}
