package dev.stowage.cluster.process;

import dev.stowage.supplier.live.CollectSettings;
import dev.stowage.supplier.store.Upkeep;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/// What can be chosen of a local cluster.
///
/// @param data where everything is kept
/// @param gatewayPort of the one door; 0 for a free one
/// @param suppliers 2 … 64
/// @param carriersPerSupplier how many carriers each of them serves
/// @param capacity bytes that each supplier donates
/// @param collecting how suppliers look for dead blocks
/// @param trash how long what was dead can come back
/// @param givingUp when silent suppliers are done without
public record ClusterSettings(
        Path data,
        int gatewayPort,
        int suppliers,
        int carriersPerSupplier,
        long capacity,
        CollectSettings collecting,
        Duration trash,
        GivingUp givingUp) {

    /// How long a supplier is silent before it counts as offline, and as dead.
    public record GivingUp(Duration offlineAfter, Duration deadAfter) {

        /// As placement's settings have it.
        public static final GivingUp DEFAULT =
                new GivingUp(Duration.ofMinutes(5), Duration.ofDays(1));
    }

    public static final int DEFAULT_SUPPLIERS = 8;
    public static final int DEFAULT_PORT = 8080;
    public static final long DEFAULT_CAPACITY = 8L << 30;

    public static final Duration DEFAULT_TRASH = Upkeep.DEFAULT.trash();

    private static final int MIN_SUPPLIERS = 2;
    private static final int MAX_SUPPLIERS = 64;
    private static final int OCTET = 8;
    static final String LOOPBACK = "127.0.0.1";
    private static final String DATABASE_CONFIGURATIONS =
            String.join(
                    ",",
                    "org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration",
                    "org.springframework.boot.hibernate.autoconfigure.HibernateJpaAutoConfiguration",
                    "org.springframework.boot.data.jpa.autoconfigure.DataJpaRepositoriesAutoConfiguration",
                    "org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration");

    public ClusterSettings {
        if (suppliers < MIN_SUPPLIERS || suppliers > MAX_SUPPLIERS) {
            throw new IllegalArgumentException(
                    "the number of supplier services must be %d … %d, got %d"
                            .formatted(MIN_SUPPLIERS, MAX_SUPPLIERS, suppliers));
        }
        if (gatewayPort < 0 || gatewayPort > 65_535) {
            throw new IllegalArgumentException("a port is 0 … 65535, got " + gatewayPort);
        }
        data = data.toAbsolutePath().normalize();
    }

    /// Eight suppliers, eight gigabytes each.
    public static ClusterSettings of(Path data, int gatewayPort) {
        return of(data, gatewayPort, DEFAULT_SUPPLIERS);
    }

    /// So many suppliers, eight gigabytes each, that serve one octet at least.
    public static ClusterSettings of(Path data, int gatewayPort, int suppliers) {
        int carriers = Math.ceilDiv(OCTET, Math.max(1, suppliers));
        return new ClusterSettings(
                data,
                gatewayPort,
                suppliers,
                carriers,
                DEFAULT_CAPACITY,
                CollectSettings.DEFAULT,
                DEFAULT_TRASH,
                GivingUp.DEFAULT);
    }

    /// The same with suppliers that look for dead blocks otherwise.
    public ClusterSettings collecting(CollectSettings wanted) {
        return new ClusterSettings(
                data,
                gatewayPort,
                suppliers,
                carriersPerSupplier,
                capacity,
                wanted,
                trash,
                givingUp);
    }

    /// The same with suppliers whose trash keeps for another time.
    public ClusterSettings keepingTrash(Duration wanted) {
        return new ClusterSettings(
                data,
                gatewayPort,
                suppliers,
                carriersPerSupplier,
                capacity,
                collecting,
                wanted,
                givingUp);
    }

    /// The same with suppliers that donate more, or less.
    ///
    /// @param bytes each
    public ClusterSettings donating(long bytes) {
        return new ClusterSettings(
                data,
                gatewayPort,
                suppliers,
                carriersPerSupplier,
                bytes,
                collecting,
                trash,
                givingUp);
    }

    /// The same with suppliers that serve more carriers, or fewer.
    ///
    /// @param carriers each
    public ClusterSettings serving(int carriers) {
        return new ClusterSettings(
                data, gatewayPort, suppliers, carriers, capacity, collecting, trash, givingUp);
    }

    /// The same with a placement that gives silent suppliers up sooner or later.
    public ClusterSettings givingUpAfter(Duration offline, Duration dead) {
        return new ClusterSettings(
                data,
                gatewayPort,
                suppliers,
                carriersPerSupplier,
                capacity,
                collecting,
                trash,
                new GivingUp(offline, dead));
    }

    /// Where the suppliers' directories lie.
    public Path suppliersData() {
        return data.resolve("suppliers");
    }

    /// The log that all services share.
    public Path log() {
        return data.resolve("logs").resolve("stowage.log");
    }

    /// Carriers that come into being, in whole octets.
    int carriers() {
        int slots = suppliers * carriersPerSupplier;
        return slots - slots % OCTET;
    }

    Map<String, Object> placement(ClusterPorts ports, String joinCode) {
        return inThisProcess(
                Map.of(
                        "server.port", ports.placement(),
                        "server.address", LOOPBACK,
                        "stowage.placement.data", data.resolve("placement"),
                        "stowage.placement.bootstrap-code", joinCode,
                        "stowage.placement.bootstrap-uses", MAX_SUPPLIERS + 1,
                        "stowage.placement.octet-suppliers", Math.min(OCTET, suppliers),
                        "stowage.placement.offline-after", givingUp.offlineAfter(),
                        "stowage.placement.dead-after", givingUp.deadAfter()));
    }

    Map<String, Object> suppliers(ClusterPorts ports, String joinCode) {
        return withoutDatabase(
                Map.ofEntries(
                        Map.entry("server.port", ports.supplier()),
                        Map.entry("server.address", LOOPBACK),
                        Map.entry("stowage.supplier.data", suppliersData()),
                        Map.entry("stowage.supplier.count", suppliers),
                        Map.entry("stowage.supplier.placement-url", ports.placementUrl()),
                        Map.entry("stowage.supplier.join-code", joinCode),
                        Map.entry("stowage.supplier.advertised-host", LOOPBACK),
                        Map.entry("stowage.supplier.capacity", capacity + "B"),
                        Map.entry("stowage.supplier.carriers", carriersPerSupplier),
                        Map.entry("stowage.supplier.collect-after", collecting.after()),
                        Map.entry("stowage.supplier.collect-every", collecting.every()),
                        Map.entry("stowage.supplier.trash", trash)));
    }

    /// Where the directories of suppliers lie that join later.
    ///
    /// @param number of their service, from 1
    Path joiningData(int number) {
        return data.resolve("suppliers-joined-" + number);
    }

    /// A service of suppliers that join later.
    ///
    /// @param number of this service, from 1
    Map<String, Object> joining(
            int number,
            int count,
            int carriersEach,
            int port,
            ClusterPorts ports,
            String joinCode) {
        Map<String, Object> all = new HashMap<>(suppliers(ports, joinCode));
        all.put("server.port", port);
        all.put("stowage.supplier.data", joiningData(number));
        all.put("stowage.supplier.count", count);
        all.put("stowage.supplier.carriers", carriersEach);
        return all;
    }

    Map<String, Object> customer(ClusterPorts ports, String joinCode) {
        return withoutDatabase(
                Map.of(
                        "server.port", ports.customer(),
                        "server.address", LOOPBACK,
                        "stowage.customer.data", data.resolve("customer"),
                        "stowage.customer.placement-url", ports.placementUrl(),
                        "stowage.customer.join-code", joinCode));
    }

    Map<String, Object> gateway(ClusterPorts ports) {
        Map<String, Object> all =
                withoutDatabase(
                        Map.of(
                                "server.port", ports.gateway(),
                                "stowage.gateway.customers", ports.customerUrl()));
        all.put("springdoc.api-docs.enabled", true);
        return all;
    }

    /// Placement alone has a database: the others must not be given one because placement is on the
    /// class path.
    static Map<String, Object> withoutDatabase(Map<String, Object> properties) {
        Map<String, Object> all = inThisProcess(properties);
        all.put("spring.autoconfigure.exclude", DATABASE_CONFIGURATIONS);
        return all;
    }

    /// The process has one hook that stops its services in order, and one description of the API.
    private static Map<String, Object> inThisProcess(Map<String, Object> properties) {
        Map<String, Object> all = new HashMap<>(properties);
        all.put("spring.main.banner-mode", "off");
        all.put("spring.main.register-shutdown-hook", false);
        all.put("spring.jmx.enabled", false);
        all.put("springdoc.api-docs.enabled", false);
        return all;
    }
}
