package dev.stowage.customer.work;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/// The threads of this service: one virtual thread for whatever waits, as many platform threads as
/// there are processors for whatever computes.
public final class Workers implements AutoCloseable {

    private final ObservationRegistry observations;
    private final ExecutorService waiting = Executors.newVirtualThreadPerTaskExecutor();
    private final ExecutorService computing;

    public Workers(int processors, ObservationRegistry observations) {
        this.observations = observations;
        this.computing =
                Executors.newFixedThreadPool(
                        processors, Thread.ofPlatform().daemon().name("coder-", 0).factory());
    }

    /// Starts something that waits for others.
    public <T extends @Nullable Object> CompletableFuture<T> start(Callable<T> work) {
        CompletableFuture<T> result = new CompletableFuture<>();
        Callable<T> observed = observed(work);
        waiting.execute(
                () -> {
                    try {
                        result.complete(observed.call());
                    } catch (Throwable failure) {
                        result.completeExceptionally(failure);
                    }
                });
        return result;
    }

    /// Computes something and waits for the result. Who asks bounds the memory that it takes.
    public <T> T compute(Callable<T> work) {
        Future<T> result = computing.submit(observed(work));
        try {
            return result.get();
        } catch (InterruptedException stopped) {
            result.cancel(true);
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while computing", stopped);
        } catch (ExecutionException failure) {
            throw unwrap(failure);
        }
    }

    /// The result of what was started, once it is there; its failure as it was.
    public static <T extends @Nullable Object> T join(CompletableFuture<T> started) {
        try {
            return started.join();
        } catch (CompletionException failure) {
            throw unwrap(failure);
        }
    }

    private <T extends @Nullable Object> Callable<T> observed(Callable<T> work) {
        Observation current = observations.getCurrentObservation();
        if (current == null) {
            return work;
        }
        return () -> {
            try (Observation.Scope _ = current.openScope()) {
                return work.call();
            }
        };
    }

    private static RuntimeException unwrap(Exception failure) {
        return switch (failure.getCause()) {
            case RuntimeException expected -> expected;
            case Error broken -> throw broken;
            case null, default -> new IllegalStateException("work failed", failure);
        };
    }

    @Override
    public void close() {
        waiting.shutdown();
        computing.shutdown();
    }
}
