package dev.stowage.supplier.bandwidth;

import dev.stowage.format.address.AccountNumber;
import dev.stowage.protocol.fault.Fault;
import dev.stowage.protocol.fault.FaultCode;
import dev.stowage.supplier.bandwidth.FairQueue.Turn;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// A limit to the bytes that pass in one direction; who is beyond it waits, in fair turns.
public final class FairLimit {

    /// Callers give up after 30 s of silence; they are told before.
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private static final int MOST_WAITING = 4096;

    private final boolean isUnlimited;
    private final FairQueue queue;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition moved = lock.newCondition();

    public FairLimit(Bandwidth bandwidth) {
        this.isUnlimited = bandwidth.isUnlimited();
        this.queue = new FairQueue(bandwidth, System.nanoTime());
    }

    /// Requests that wait now.
    public int waiting() {
        lock.lock();
        try {
            return queue.length();
        } finally {
            lock.unlock();
        }
    }

    /// Waits until so many bytes of a customer may pass.
    ///
    /// @throws Fault `busy` if that takes more than 20 s, or too many wait already
    public void await(AccountNumber account, long bytes) {
        if (isUnlimited || bytes == 0) {
            return;
        }
        lock.lock();
        try {
            if (queue.length() >= MOST_WAITING) {
                throw busy(account, "%d requests wait already".formatted(queue.length()));
            }
            await(queue.enter(account, bytes, System.nanoTime()), account);
        } finally {
            lock.unlock();
        }
    }

    private void await(Turn turn, AccountNumber account) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        try {
            for (long now = System.nanoTime(); ; now = System.nanoTime()) {
                int before = queue.length();
                long pause = queue.advance(now);
                if (queue.length() < before) {
                    moved.signalAll();
                }
                if (turn.hasPassed()) {
                    return;
                }
                if (now + queue.leastPause(turn, now) >= end) {
                    throw busy(
                            account,
                            "its turn does not come within " + PATIENCE.toSeconds() + " s");
                }
                boolean _ = moved.await(Math.min(pause, end - now), TimeUnit.NANOSECONDS);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw busy(account, "interrupted while it waited for its turn");
        } finally {
            queue.leave(turn);
        }
    }

    private Fault busy(AccountNumber account, String why) {
        return new Fault(
                        FaultCode.BUSY,
                        "the bandwidth for account %s is used up: %s".formatted(account, why))
                .with("account", account.value())
                .with("waiting", queue.length());
    }
}
