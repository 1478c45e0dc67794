package dev.stowage.database;

import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// Makes commits durable, many with one flush: whoever commits while a flush runs waits for the
/// next one, and all who wait share it.
///
/// Flushes run in a thread of their own, which nobody interrupts. After a flush that failed nothing
/// is known of what the disk holds, so that every later commit fails, too, until the database is
/// opened again.
final class GroupCheckpoint implements AutoCloseable {

    /// Forces everything committed so far to the disk.
    @FunctionalInterface
    interface Flush {
        void run() throws SQLException;
    }

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Flush flush;
    private final Thread thread;
    private final AtomicInteger inFlight = new AtomicInteger();

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition wanted = lock.newCondition();
    private final Condition finished = lock.newCondition();

    // Rounds by number; guarded by the lock
    private long lastWanted;
    private long lastStarted;
    private long lastFinished;
    private boolean closed;
    private @Nullable SQLException failure;

    GroupCheckpoint(String name, Flush flush) {
        this.flush = flush;
        this.thread =
                Thread.ofPlatform().name("checkpoint " + name).daemon().start(this::runRounds);
    }

    /// Runs a commit and returns when what it wrote is durable.
    void commit(Flush commit) throws SQLException {
        inFlight.incrementAndGet();
        try {
            commit.run();
            awaitRound();
        } finally {
            inFlight.decrementAndGet();
        }
    }

    /// Ends a transaction that wrote nothing: what it has read must be durable, too, before anybody
    /// hears of it.
    void commitReading(Flush commit) throws SQLException {
        commit.run();
        if (inFlight.get() > 0) {
            awaitRound();
        }
    }

    private void awaitRound() throws SQLException {
        lock.lock();
        try {
            long mine = lastStarted + 1;
            lastWanted = Math.max(lastWanted, mine);
            wanted.signal();
            awaitFinished(mine);
            if (failure != null) {
                throw new SQLException("the database could not be made durable", failure);
            }
            if (lastFinished < mine) {
                throw new SQLException(
                        closed
                                ? "the database was closed before this was durable"
                                : "the disk did not answer within " + PATIENCE);
            }
        } finally {
            lock.unlock();
        }
    }

    /// Waits even when interrupted: a commit is done or failed, never forgotten.
    private void awaitFinished(long round) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        boolean interrupted = false;
        while (lastFinished < round && failure == null && !closed) {
            long left = deadline - System.nanoTime();
            if (left <= 0) {
                break;
            }
            try {
                finished.await(left, TimeUnit.NANOSECONDS);
            } catch (InterruptedException _) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void runRounds() {
        while (startRound()) {
            SQLException problem = null;
            try {
                flush.run();
            } catch (SQLException | RuntimeException failed) {
                problem = failed instanceof SQLException sql ? sql : new SQLException(failed);
            }
            finishRound(problem);
        }
    }

    /// Waits until a round is wanted.
    ///
    /// @return whether one was started; false when all is over
    private boolean startRound() {
        lock.lock();
        try {
            while (lastWanted <= lastStarted && !closed) {
                wanted.awaitUninterruptibly();
            }
            if (closed || failure != null) {
                return false;
            }
            lastStarted++;
            return true;
        } finally {
            lock.unlock();
        }
    }

    private void finishRound(@Nullable SQLException problem) {
        lock.lock();
        try {
            if (problem == null) {
                lastFinished = lastStarted;
            } else {
                failure = problem;
            }
            finished.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /// Lets the running round end; who still waits for a later one gets an error.
    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            wanted.signal();
            finished.signalAll();
        } finally {
            lock.unlock();
        }
        try {
            thread.join(PATIENCE);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
