package dev.stowage.cluster.writers;

import dev.stowage.cluster.process.ChildProcess;
import dev.stowage.cluster.process.ReplicaSettings;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/// One of the two customer-services: it is killed and comes back, with the same directory and
/// another address.
final class Replica implements AutoCloseable {

    private final String name;
    private final Path data;
    private final ReplicaSettings settings;
    private ChildProcess process;
    private volatile CompletableFuture<URI> url;

    private Replica(String name, Path data, ReplicaSettings settings) throws IOException {
        this.name = name;
        this.data = data;
        this.settings = settings;
        this.process = ChildProcess.customer(data, settings);
        this.url = CompletableFuture.completedFuture(process.url());
    }

    static Replica start(String name, Path data, ReplicaSettings settings) throws IOException {
        return new Replica(name, data, settings);
    }

    String name() {
        return name;
    }

    /// Where it answers; waits while it is being started.
    URI url() throws InterruptedException {
        try {
            return url.get();
        } catch (ExecutionException gone) {
            throw new IllegalStateException(name + " did not come back", gone.getCause());
        }
    }

    /// Ends it as `kill -9` does, starts it again and waits until it is ready.
    ///
    /// @return how long it was away
    Duration killAndRestart() throws IOException, InterruptedException {
        long killed = System.nanoTime();
        process.kill();
        CompletableFuture<URI> next = new CompletableFuture<>();
        url = next;
        try {
            process = ChildProcess.customer(data, settings);
            next.complete(process.url());
            return Duration.ofNanos(System.nanoTime() - killed);
        } finally {
            next.completeExceptionally(new IllegalStateException("it does not start"));
        }
    }

    @Override
    public void close() {
        process.close();
    }
}
