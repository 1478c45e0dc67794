package dev.stowage.cluster.process;

import dev.stowage.customer.CustomerApplication;
import dev.stowage.customer.storehouse.Storehouse;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// One customer-service in this process, of a cluster whose other services are elsewhere.
public final class CustomerReplica implements AutoCloseable {

    private static final Duration STARTING = Duration.ofMinutes(2);

    private final Closeable service;
    private final int port;

    private CustomerReplica(Closeable service, int port) {
        this.service = service;
        this.port = port;
    }

    /// Starts it and waits until it is ready.
    ///
    /// @param data its directory, of nobody else
    /// @throws IllegalStateException if it is not ready in two minutes
    public static CustomerReplica start(Path data, ReplicaSettings settings)
            throws IOException, InterruptedException {
        return start(data, settings.properties());
    }

    /// The same with further settings from the environment.
    static CustomerReplica startByEnvironment(Path data) throws IOException, InterruptedException {
        return start(data, Map.of());
    }

    private static CustomerReplica start(Path data, Map<String, Object> further)
            throws IOException, InterruptedException {
        ClusterLog.leaveAsItIs();
        int port = ClusterPorts.free();
        Map<String, Object> properties = new HashMap<>(further);
        properties.put("server.port", port);
        properties.put("server.address", ClusterSettings.LOOPBACK);
        properties.put("stowage.customer.data", data.toAbsolutePath());
        CustomerReplica replica =
                new CustomerReplica(
                        CustomerApplication.start(ClusterSettings.withoutDatabase(properties)),
                        port);
        try {
            Readiness.awaitServices(List.of(port), STARTING);
            return replica;
        } catch (IllegalStateException | InterruptedException notReady) {
            replica.close();
            throw notReady;
        }
    }

    /// Where it answers.
    public URI url() {
        return URI.create("http://%s:%d".formatted(ClusterSettings.LOOPBACK, port));
    }

    /// What is behind its door.
    public Storehouse storehouse() {
        return CustomerApplication.storehouseOf(service);
    }

    @Override
    public void close() {
        try {
            service.close();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
