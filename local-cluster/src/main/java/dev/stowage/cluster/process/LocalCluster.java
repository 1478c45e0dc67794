package dev.stowage.cluster.process;

import dev.stowage.customer.CustomerApplication;
import dev.stowage.gateway.GatewayApplication;
import dev.stowage.placement.PlacementApplication;
import dev.stowage.supplier.SupplierApplication;
import dev.stowage.supplier.hosting.Suppliers;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;

/// Every service in this process, with real HTTP between them on the loopback: placement, customer,
/// gateway, and one process' worth of suppliers.
///
/// All that is kept lies under one directory: `placement`, `customer`, `suppliers`, `logs`.
public final class LocalCluster implements AutoCloseable {

    private static final Duration STARTING = Duration.ofMinutes(2);

    /// Their place among the services.
    private static final int SUPPLIERS = 1;

    private final ClusterPorts ports;
    private final List<Closeable> services;

    private LocalCluster(ClusterPorts ports, List<Closeable> services) {
        this.ports = ports;
        this.services = List.copyOf(services);
    }

    /// Starts all services at once and waits until they are ready to serve.
    ///
    /// @throws IllegalStateException if one does not start, or is not ready in two minutes
    public static LocalCluster start(ClusterSettings settings) throws IOException {
        ClusterLog.leaveAsItIs();
        Files.createDirectories(settings.data());
        ClusterPorts ports = ClusterPorts.choose(settings.gatewayPort());
        String joinCode = JoinCodeFile.in(settings.data()).code();
        Map<String, Object> placement = settings.placement(ports, joinCode);
        Map<String, Object> suppliers = settings.suppliers(ports, joinCode);
        Map<String, Object> customer = settings.customer(ports, joinCode);
        Map<String, Object> gateway = settings.gateway(ports);
        List<Closeable> services =
                startTogether(
                        List.of(
                                new Start(PlacementApplication::start, placement),
                                new Start(SupplierApplication::start, suppliers),
                                new Start(CustomerApplication::start, customer),
                                new Start(GatewayApplication::start, gateway)));
        LocalCluster cluster = new LocalCluster(ports, services);
        try {
            Readiness.await(ports, cluster.suppliers()::areHeard, settings.carriers(), STARTING);
        } catch (IllegalStateException | InterruptedException notReady) {
            cluster.close();
            throw new IllegalStateException(notReady.getMessage(), notReady);
        }
        return cluster;
    }

    /// The one door.
    public URI gateway() {
        return URI.create("http://localhost:" + ports.gateway());
    }

    /// Takes a supplier away: its port refuses, its data stay.
    ///
    /// @param index from 0
    void stopSupplier(int index) {
        suppliers().stop(index);
    }

    private Suppliers suppliers() {
        return SupplierApplication.suppliersOf(services.get(SUPPLIERS));
    }

    /// Stops the gateway first, placement last: what was accepted is finished.
    @Override
    public void close() {
        services.reversed().forEach(LocalCluster::stop);
    }

    private static void stop(Closeable service) {
        try {
            service.close();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static List<Closeable> startTogether(List<Start> starts) {
        List<CompletableFuture<Closeable>> starting = new ArrayList<>();
        List<Closeable> started = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(starts.size())) {
            starts.forEach(
                    start -> starting.add(CompletableFuture.supplyAsync(start::run, threads)));
            starting.forEach(service -> started.add(service.join()));
            return started;
        } catch (RuntimeException failed) {
            // all have ended, well or not: the executor waits for them
            starting.stream()
                    .filter(service -> !service.isCompletedExceptionally())
                    .forEach(service -> stop(service.join()));
            throw failed;
        }
    }

    private record Start(
            Function<Map<String, Object>, ? extends Closeable> service,
            Map<String, Object> properties) {

        Closeable run() {
            return service.apply(new HashMap<>(properties));
        }
    }
}
