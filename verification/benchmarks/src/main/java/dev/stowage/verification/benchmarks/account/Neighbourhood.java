package dev.stowage.verification.benchmarks.account;

import dev.stowage.placement.PlacementApplication;
import dev.stowage.supplier.SupplierApplication;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;
import org.slf4j.bridge.SLF4JBridgeHandler;

/// Placement and eight suppliers in this process, on the loopback.
final class Neighbourhood implements AutoCloseable {

    private static final int SUPPLIERS = 8;
    private static final String CODE_USES = "64";
    private static final String CAPACITY = "40GB";
    private static final String DATABASE_CONFIGURATIONS =
            String.join(
                    ",",
                    "org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration",
                    "org.springframework.boot.hibernate.autoconfigure.HibernateJpaAutoConfiguration",
                    "org.springframework.boot.data.jpa.autoconfigure.DataJpaRepositoriesAutoConfiguration",
                    "org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration");

    private final Path directory;
    private final String joinCode = "bench-" + UUID.randomUUID();
    private final URI placementUrl;
    private final Closeable placement;
    private final Closeable suppliers;
    private int houses;

    private Neighbourhood(Path directory) throws IOException {
        this.directory = directory;
        int placementPort = freePort();
        this.placementUrl = URI.create("http://127.0.0.1:" + placementPort);
        System.setProperty("org.springframework.boot.logging.LoggingSystem", "none");
        SLF4JBridgeHandler.removeHandlersForRootLogger();
        SLF4JBridgeHandler.install();
        this.placement =
                PlacementApplication.start(
                        Map.of(
                                "server.port",
                                placementPort,
                                "server.address",
                                "127.0.0.1",
                                "spring.main.banner-mode",
                                "off",
                                "stowage.placement.data",
                                directory.resolve("placement"),
                                "stowage.placement.bootstrap-code",
                                joinCode,
                                "stowage.placement.bootstrap-uses",
                                CODE_USES,
                                "stowage.placement.octet-suppliers",
                                SUPPLIERS));
        this.suppliers =
                SupplierApplication.start(
                        Map.ofEntries(
                                Map.entry("server.port", freePort()),
                                Map.entry("server.address", "127.0.0.1"),
                                Map.entry("spring.main.banner-mode", "off"),
                                Map.entry("spring.autoconfigure.exclude", DATABASE_CONFIGURATIONS),
                                Map.entry("stowage.supplier.data", directory.resolve("suppliers")),
                                Map.entry("stowage.supplier.count", SUPPLIERS),
                                Map.entry("stowage.supplier.placement-url", placementUrl),
                                Map.entry("stowage.supplier.join-code", joinCode),
                                Map.entry("stowage.supplier.advertised-host", "127.0.0.1"),
                                Map.entry("stowage.supplier.capacity", CAPACITY)));
    }

    static Neighbourhood start(Path directory) throws IOException {
        return new Neighbourhood(directory);
    }

    /// One more customer-service, which whoever opens it closes.
    House open() throws InterruptedException {
        House house = House.open(directory.resolve("house-" + houses), placementUrl, joinCode);
        houses++;
        return house;
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @Override
    public void close() throws IOException {
        suppliers.close();
        placement.close();
    }
}
