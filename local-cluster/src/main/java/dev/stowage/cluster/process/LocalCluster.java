package dev.stowage.cluster.process;

import dev.stowage.cluster.files.DirectoryTree;
import dev.stowage.customer.CustomerApplication;
import dev.stowage.gateway.GatewayApplication;
import dev.stowage.placement.PlacementApplication;
import dev.stowage.supplier.SupplierApplication;
import dev.stowage.supplier.hosting.Supplier;
import dev.stowage.supplier.hosting.Suppliers;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.stream.IntStream;

/// Every service in this process, with real HTTP between them on the loopback: placement, customer,
/// gateway, and one process' worth of suppliers.
///
/// All that is kept lies under one directory: `placement`, `customer`, `suppliers`, `logs`.
public final class LocalCluster implements AutoCloseable {

    private static final Duration STARTING = Duration.ofMinutes(2);

    /// Their places among the services.
    private static final int PLACEMENT = 0;

    private static final int SUPPLIERS = 1;
    private static final int CUSTOMER = 2;

    private static final String TAKEN = "taken";

    private final ClusterSettings settings;
    private final ClusterPorts ports;
    private final List<Start> starts;
    private final List<Closeable> services;
    private final List<Joined> joined = new ArrayList<>();

    private LocalCluster(
            ClusterSettings settings,
            ClusterPorts ports,
            List<Start> starts,
            List<Closeable> services) {
        this.settings = settings;
        this.ports = ports;
        this.starts = starts;
        this.services = new ArrayList<>(services);
    }

    /// Starts all services at once and waits until they are ready to serve.
    ///
    /// @throws IllegalStateException if one does not start, or is not ready in two minutes
    public static LocalCluster start(ClusterSettings settings) throws IOException {
        return start(settings, true);
    }

    /// Starts placement and suppliers only: customer-services are started elsewhere.
    ///
    /// @throws IllegalStateException as above
    public static LocalCluster startWithoutCustomer(ClusterSettings settings) throws IOException {
        return start(settings, false);
    }

    private static LocalCluster start(ClusterSettings settings, boolean withCustomer)
            throws IOException {
        ClusterLog.leaveAsItIs();
        Files.createDirectories(settings.data());
        ClusterPorts ports = ClusterPorts.choose(settings.gatewayPort());
        List<Start> all = starts(settings, ports);
        List<Start> starts = withCustomer ? all : all.subList(0, CUSTOMER);
        LocalCluster cluster = new LocalCluster(settings, ports, starts, startTogether(starts));
        try {
            Readiness.await(
                    ports,
                    withCustomer ? ports.all() : ports.house(),
                    cluster.suppliers()::areHeard,
                    settings.carriers(),
                    STARTING);
        } catch (IllegalStateException | InterruptedException notReady) {
            cluster.close();
            throw new IllegalStateException(notReady.getMessage(), notReady);
        }
        return cluster;
    }

    private static List<Start> starts(ClusterSettings settings, ClusterPorts ports)
            throws IOException {
        String joinCode = JoinCodeFile.in(settings.data()).code();
        return List.of(
                new Start(PlacementApplication::start, settings.placement(ports, joinCode)),
                new Start(SupplierApplication::start, settings.suppliers(ports, joinCode)),
                new Start(CustomerApplication::start, settings.customer(ports, joinCode)),
                new Start(GatewayApplication::start, settings.gateway(ports)));
    }

    /// The code by which further services join.
    public String joinCode() throws IOException {
        return JoinCodeFile.in(settings.data()).code();
    }

    /// The one door.
    public URI gateway() {
        return URI.create("http://localhost:" + ports.gateway());
    }

    /// Where placement answers the other services.
    public URI placement() {
        return URI.create(ports.placementUrl());
    }

    /// Takes a supplier away: its port refuses, its data stay.
    ///
    /// @param index from 0
    void stopSupplier(int index) {
        suppliers().stop(index);
    }

    /// Takes a supplier away: its port refuses, and its directory is moved to where nobody looks.
    ///
    /// @param supplier its id, one of those that the cluster began with
    public void takeAway(String supplier) throws IOException {
        Supplier taken = find(supplier);
        suppliers().stop(suppliers().all().indexOf(taken));
        Path elsewhere = Files.createDirectories(settings.data().resolve(TAKEN));
        Files.move(settings.suppliersData().resolve(taken.name()), elsewhere.resolve(taken.name()));
    }

    private Supplier find(String id) {
        return suppliers().all().stream()
                .filter(each -> isCalled(id, each))
                .findFirst()
                .orElseThrow(
                        () -> new IllegalArgumentException("no supplier of this cluster is " + id));
    }

    private static boolean isCalled(String id, Supplier supplier) {
        return supplier.membership().supplier().toString().equals(id);
    }

    /// Suppliers join, in a service of their own with empty directories, and are heard of.
    ///
    /// @param count 1 … 64
    /// @param carriersEach how many carriers each of them offers to serve
    /// @return their ids
    /// @throws IllegalStateException if they are not ready in two minutes
    public List<String> join(int count, int carriersEach) throws IOException, InterruptedException {
        int port = ClusterPorts.free();
        Closeable service =
                SupplierApplication.start(
                        settings.joining(
                                joined.size() + 1, count, carriersEach, port, ports, joinCode()));
        joined.add(new Joined(port, service));
        Suppliers all = SupplierApplication.suppliersOf(service);
        Readiness.awaitHeard(port, all::areHeard, STARTING);
        return all.all().stream().map(each -> each.membership().supplier().toString()).toList();
    }

    /// Waits until placement has formed so many carriers.
    ///
    /// @throws IllegalStateException if it has not in time
    public void awaitCarriers(int count, Duration limit) throws InterruptedException {
        Readiness.awaitCarriers(ports.placement(), count, limit);
    }

    /// Stops the customer-service: nobody is left who has a key.
    public void stopCustomer() {
        stop(services.get(CUSTOMER));
    }

    /// Starts it again.
    public void startCustomer() throws InterruptedException {
        services.set(CUSTOMER, starts.get(CUSTOMER).run());
        Readiness.awaitServices(List.of(ports.customer()), STARTING);
    }

    /// What the operator of placement shows.
    public String operatorToken() throws IOException {
        return Files.readString(settings.data().resolve("placement").resolve("operator-token"))
                .strip();
    }

    /// Deletes the directories of all that were taken away.
    public void forgetTaken() throws IOException {
        DirectoryTree.delete(settings.data().resolve(TAKEN));
    }

    /// Starts a supplier that was taken away, with its directory as it was, in a service of its
    /// own.
    ///
    /// @param supplier its id
    public void bringBack(String supplier) throws IOException, InterruptedException {
        Path home = Files.createDirectories(settings.joiningData(joined.size() + 1));
        Files.move(
                settings.data().resolve(TAKEN).resolve(find(supplier).name()),
                home.resolve("supplier-1"));
        join(1, settings.carriersPerSupplier());
    }

    /// Whether a supplier is one of those that the cluster began with.
    ///
    /// @param supplier its id
    public boolean beganWith(String supplier) {
        return suppliers().all().stream().anyMatch(each -> isCalled(supplier, each));
    }

    /// Puts back the directories of all that were taken away; the cluster does not run.
    public static void giveBack(ClusterSettings settings) throws IOException {
        try (DirectoryStream<Path> taken =
                Files.newDirectoryStream(settings.data().resolve(TAKEN))) {
            for (Path directory : taken) {
                Files.move(directory, settings.suppliersData().resolve(directory.getFileName()));
            }
        }
    }

    /// Stops customer-service and placement and starts them anew: what they knew by heart is gone.
    public void forget() {
        stop(services.get(CUSTOMER));
        stop(services.get(PLACEMENT));
        services.set(PLACEMENT, starts.get(PLACEMENT).run());
        services.set(CUSTOMER, starts.get(CUSTOMER).run());
        try {
            Readiness.awaitServices(List.of(ports.placement(), ports.customer()), STARTING);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while services start", interrupted);
        }
    }

    /// Where suppliers tell their metrics: those that the cluster began with, then those that
    /// joined.
    public List<URI> supplierMetrics() {
        return IntStream.concat(
                        IntStream.of(ports.supplier()), joined.stream().mapToInt(Joined::port))
                .mapToObj(port -> URI.create("http://127.0.0.1:" + port + "/actuator/prometheus"))
                .toList();
    }

    /// The suppliers, as their own process sees them.
    Suppliers suppliers() {
        return SupplierApplication.suppliersOf(services.get(SUPPLIERS));
    }

    /// Stops the gateway first, placement last: what was accepted is finished.
    @Override
    public void close() {
        joined.forEach(each -> stop(each.service));
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

    /// A service of suppliers that joined later.
    private record Joined(int port, Closeable service) {}

    private record Start(
            Function<Map<String, Object>, ? extends Closeable> service,
            Map<String, Object> properties) {

        Closeable run() {
            return service.apply(new HashMap<>(properties));
        }
    }
}
