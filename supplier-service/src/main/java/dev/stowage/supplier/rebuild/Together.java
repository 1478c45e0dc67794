package dev.stowage.supplier.rebuild;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;

/// Does things that wait at the same time, so many at most. Interrupted, it calls all off.
final class Together implements AutoCloseable {

    private final ExecutorService threads;
    private final int most;

    /// @param most of one call that go on at once
    Together(ExecutorService threads, int most) {
        this.threads = threads;
        this.most = most;
    }

    /// A piece of work that waits.
    @FunctionalInterface
    interface Task<T, R> {

        R apply(T subject) throws InterruptedException;
    }

    /// @return what became of each, in order
    <T, R> List<R> all(Collection<T> subjects, Task<T, R> task) throws InterruptedException {
        Semaphore turns = new Semaphore(most);
        List<Callable<R>> calls = new ArrayList<>(subjects.size());
        for (T subject : subjects) {
            calls.add(
                    () -> {
                        turns.acquire();
                        try {
                            return task.apply(subject);
                        } finally {
                            turns.release();
                        }
                    });
        }
        List<R> results = new ArrayList<>(calls.size());
        for (Future<R> each : threads.invokeAll(calls)) {
            results.add(resultOf(each));
        }
        return results;
    }

    private static <R> R resultOf(Future<R> done) throws InterruptedException {
        try {
            return done.get();
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof RuntimeException unexpected) {
                throw unexpected;
            }
            throw new IllegalStateException("a call broke off", failed.getCause());
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
