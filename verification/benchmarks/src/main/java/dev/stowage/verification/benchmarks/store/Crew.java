package dev.stowage.verification.benchmarks.store;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;

/// Several threads that share a number of tasks until all are done.
final class Crew {

    private Crew() {}

    /// One task of many, known by its number.
    interface Task {

        void run(long number) throws IOException;
    }

    /// Returns how many nanoseconds all tasks took together.
    static long nanos(ExecutorService threads, int members, long tasks, Task task)
            throws IOException, InterruptedException {
        AtomicLong next = new AtomicLong();
        List<Future<Long>> running = new ArrayList<>();
        long start = System.nanoTime();
        for (int member = 0; member < members; member++) {
            running.add(
                    threads.submit(
                            () -> {
                                for (long number = next.getAndIncrement();
                                        number < tasks;
                                        number = next.getAndIncrement()) {
                                    task.run(number);
                                }
                                return tasks;
                            }));
        }
        for (Future<Long> each : running) {
            try {
                each.get();
            } catch (ExecutionException failed) {
                throw new IOException("one of them failed", failed.getCause());
            }
        }
        return System.nanoTime() - start;
    }
}
