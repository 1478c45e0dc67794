package dev.stowage.supplier.store;

import dev.stowage.protocol.fault.Fault;
import dev.stowage.protocol.fault.FaultCode;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// Changes that wait for the committer, bounded in bytes: whoever finds it full waits a moment,
/// then hears `busy`.
final class CommitQueue {

    private static final long PATIENCE_NANOS = Duration.ofSeconds(5).toNanos();

    private final long limit;
    private final long groupLimit;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition room = lock.newCondition();
    private final Condition work = lock.newCondition();
    private final Queue<Change> changes = new ArrayDeque<>();
    private long bytes;
    private boolean closed;

    CommitQueue(LogSettings settings) {
        this.limit = settings.queueBytes();
        this.groupLimit = settings.groupBytes();
    }

    /// Hands a change in.
    ///
    /// @throws Fault `busy` if there was no room for it in time, or the store is closing
    void put(Change change) {
        long needed = change.bytes();
        lock.lock();
        try {
            long patience = PATIENCE_NANOS;
            while (!closed && bytes > 0 && bytes + needed > limit) {
                if (patience <= 0) {
                    throw busy();
                }
                patience = room.awaitNanos(patience);
            }
            if (closed) {
                throw new Fault(FaultCode.BUSY, "the store is closing");
            }
            changes.add(change);
            bytes += needed;
            work.signal();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw busy();
        } finally {
            lock.unlock();
        }
    }

    private Fault busy() {
        return new Fault(
                        FaultCode.BUSY,
                        "%d bytes wait for the disk, at most %d may".formatted(bytes, limit))
                .with("waiting", bytes)
                .with("limit", limit);
    }

    /// Waits for changes.
    ///
    /// @return some of them in order, at least one; none only when the queue is closed and empty
    List<Change> take() {
        lock.lock();
        try {
            while (changes.isEmpty() && !closed) {
                work.awaitUninterruptibly();
            }
            List<Change> group = new ArrayList<>();
            long taken = 0;
            while (!changes.isEmpty() && (group.isEmpty() || goesWith(group.getFirst(), taken))) {
                Change change = changes.remove();
                taken += change.bytes();
                group.add(change);
            }
            bytes -= taken;
            room.signalAll();
            return group;
        } finally {
            lock.unlock();
        }
    }

    private boolean goesWith(Change first, long taken) {
        Change next = changes.element();
        return next.isOfTrash() == first.isOfTrash() && taken + next.bytes() <= groupLimit;
    }

    /// Takes no more; what is in it is still given out.
    void close() {
        lock.lock();
        try {
            closed = true;
            room.signalAll();
            work.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
