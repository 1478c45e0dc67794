package dev.stowage.supplier.scrub;

import dev.stowage.supplier.store.RecordId;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// What others want of a scrub while it rests.
final class ScrubCalls {

    private static final int MOST_SUSPECTS = 1024;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition called = lock.newCondition();
    private final Set<RecordId> suspects = new LinkedHashSet<>();
    private boolean wanted;
    private boolean closed;

    /// A round is wanted now.
    void want() {
        lock.lock();
        try {
            wanted = true;
            called.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /// A record is to be looked at; one too many waits for its turn in the round.
    void suspect(RecordId record) {
        lock.lock();
        try {
            if (suspects.size() < MOST_SUSPECTS) {
                suspects.add(record);
                called.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    void close() {
        lock.lock();
        try {
            closed = true;
            called.signalAll();
        } finally {
            lock.unlock();
        }
    }

    Optional<RecordId> takeSuspect() {
        lock.lock();
        try {
            Optional<RecordId> first = suspects.stream().findFirst();
            first.ifPresent(suspects::remove);
            return first;
        } finally {
            lock.unlock();
        }
    }

    /// Whether a round was wanted since this was asked last.
    boolean takeWish() {
        lock.lock();
        try {
            boolean was = wanted;
            wanted = false;
            return was;
        } finally {
            lock.unlock();
        }
    }

    boolean isClosed() {
        lock.lock();
        try {
            return closed;
        } finally {
            lock.unlock();
        }
    }

    /// Rests so long, or until somebody wants something.
    void await(Duration time) throws InterruptedException {
        lock.lock();
        try {
            long left = time.toNanos();
            while (left > 0 && !closed && !wanted && suspects.isEmpty()) {
                left = called.awaitNanos(left);
            }
        } finally {
            lock.unlock();
        }
    }
}
