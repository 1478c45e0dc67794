package dev.stowage.cluster.writers;

import dev.stowage.cluster.process.ReplicaSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/// The two customer-services under trial.
record Replicas(Replica first, Replica second) implements AutoCloseable {

    /// Starts both at once.
    static Replicas start(Path work, ReplicaSettings settings) throws IOException {
        CompletableFuture<Replica> second =
                CompletableFuture.supplyAsync(
                        () -> start("B", work.resolve("customer-b"), settings));
        try {
            Replica first = Replica.start("A", work.resolve("customer-a"), settings);
            return new Replicas(first, second.join());
        } catch (IOException | CompletionException failed) {
            var _ = second.thenAccept(Replica::close);
            throw failed;
        }
    }

    private static Replica start(String name, Path data, ReplicaSettings settings) {
        try {
            return Replica.start(name, data, settings);
        } catch (IOException failed) {
            throw new CompletionException(failed);
        }
    }

    List<Replica> both() {
        return List.of(first, second);
    }

    @Override
    public void close() {
        first.close();
        second.close();
    }
}
