package dev.stowage.transfer.flow;

import dev.stowage.protocol.fault.Fault;
import dev.stowage.protocol.fault.FaultCode;
import io.micrometer.context.ContextSnapshotFactory;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// Virtual threads that take the trace of whoever starts them along, and that end with their owner.
public final class TracedThreads implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final ContextSnapshotFactory contexts = ContextSnapshotFactory.builder().build();
    private final Set<Thread> running = ConcurrentHashMap.newKeySet();
    private final String name;
    private volatile boolean closed;

    /// @param name of every thread, for thread dumps
    public TracedThreads(String name) {
        this.name = name;
    }

    /// Starts a thread. To call it off, interrupt it: blocking calls and sockets give way at once.
    ///
    /// @throws Fault `busy` once this is closed
    public Thread start(Runnable task) {
        if (closed) {
            throw new Fault(FaultCode.BUSY, "this process is shutting down");
        }
        Runnable traced = contexts.captureAll().wrap(task);
        Thread thread =
                Thread.ofVirtual()
                        .name(name)
                        .unstarted(
                                () -> {
                                    try {
                                        traced.run();
                                    } finally {
                                        running.remove(Thread.currentThread());
                                    }
                                });
        running.add(thread);
        thread.start();
        if (closed) {
            thread.interrupt();
        }
        return thread;
    }

    /// Threads that have not ended.
    public int running() {
        return running.size();
    }

    /// Calls every thread off and waits until all have ended, at most 10 s.
    @Override
    public void close() {
        closed = true;
        running.forEach(Thread::interrupt);
        Deadline deadline = Deadline.after(PATIENCE);
        try {
            for (Thread thread : running) {
                thread.join(Duration.ofNanos(Math.max(1, deadline.nanosLeft())));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
