package dev.stowage.cluster.check;

import dev.stowage.cluster.client.GatewayClient;
import dev.stowage.cluster.client.SupplierCounters;
import dev.stowage.cluster.process.ClusterSettings;
import dev.stowage.cluster.process.LocalCluster;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Lets half as many suppliers join a house that has files, and counts what is moved for that.
final class JoinCheck {

    private static final String PASSWORD = "a password for those who join";
    private static final String STORED = "stowage_records_stored_bytes_total";
    private static final String FETCHED = "stowage_records_fetched_bytes_total";
    private static final Duration DELIVERY = Duration.ofMinutes(2);
    private static final Duration FORMING = Duration.ofMinutes(2);
    private static final int SUPPLIERS = 8;
    private static final int JOINING = SUPPLIERS / 2;
    private static final int FILE_BYTES = 4 << 20;
    private static final long SPACE = 64L << 20;

    /// Of two groups a choice takes the better one, so that nobody stays without accounts for long.
    private static final int MOST_ACCOUNTS = 64;

    private final Path data;
    private final int files;
    private final PrintWriter out;
    private final List<String> failures = new ArrayList<>();

    /// @param files of 4 MiB that are there before
    JoinCheck(Path data, int files, PrintWriter out) {
        this.data = data;
        this.files = files;
        this.out = out;
    }

    /// @return failures, one line each; none if all is well
    List<String> run() throws IOException, InterruptedException {
        ClusterSettings settings = ClusterSettings.of(data, 0, SUPPLIERS);
        try (LocalCluster cluster = LocalCluster.start(settings);
                GatewayClient client = new GatewayClient(cluster.gateway())) {
            long account = client.register(PASSWORD, (long) files * FILE_BYTES + SPACE, Map.of());
            String token = client.openSession(account, PASSWORD);
            for (int file = 0; file < files; file++) {
                put(client, token, file);
            }
            if (!client.awaitDeliveries(token, DELIVERY)) {
                failures.add("some records had not arrived after " + DELIVERY);
            }
            join(cluster);
            for (int file = 0; file < files; file++) {
                compare(client, token, file);
            }
            newcomersAreUsed(cluster, client);
        }
        return failures;
    }

    private void join(LocalCluster cluster) throws IOException, InterruptedException {
        Map<String, Long> before = counters(cluster);
        List<String> joined = cluster.join(JOINING, SUPPLIERS / JOINING);
        cluster.awaitCarriers(2 * SUPPLIERS, FORMING);
        Map<String, Long> after = counters(cluster);
        long moved = sum(after) - sum(before);
        say(
                "%d suppliers had %d bytes to store and send; %d joined, an octet was formed: %d bytes more",
                SUPPLIERS, sum(before), joined.size(), moved);
        if (moved != 0) {
            failures.add("%d bytes were moved when suppliers joined".formatted(moved));
        }
    }

    /// Stored and sent by each supplier.
    private static Map<String, Long> counters(LocalCluster cluster)
            throws IOException, InterruptedException {
        Map<String, Long> all =
                new TreeMap<>(SupplierCounters.read(cluster.supplierMetrics(), STORED));
        SupplierCounters.read(cluster.supplierMetrics(), FETCHED)
                .forEach((supplier, bytes) -> all.merge(supplier, bytes, Long::sum));
        return all;
    }

    private static long sum(Map<String, Long> counters) {
        return counters.values().stream().mapToLong(Long::longValue).sum();
    }

    private void newcomersAreUsed(LocalCluster cluster, GatewayClient client)
            throws IOException, InterruptedException {
        for (int number = 1; number <= MOST_ACCOUNTS; number++) {
            String token = client.openSession(client.register(PASSWORD, SPACE, Map.of()), PASSWORD);
            put(client, token, 0);
            long used =
                    SupplierCounters.read(cluster.supplierMetrics(), STORED).entrySet().stream()
                            .filter(each -> each.getKey().startsWith(SupplierCounters.JOINED))
                            .mapToLong(Map.Entry::getValue)
                            .sum();
            if (used > 0) {
                say("the account opened as number %d after that is theirs: %d bytes", number, used);
                return;
            }
        }
        failures.add("none of %d new accounts came to those who joined".formatted(MOST_ACCOUNTS));
    }

    private static void put(GatewayClient client, String token, int file)
            throws IOException, InterruptedException {
        client.put(token, name(file), BodyPublishers.ofByteArray(content(file).bytes()));
    }

    private void compare(GatewayClient client, String token, int file)
            throws IOException, InterruptedException {
        try (InputStream content = client.get(token, name(file))) {
            if (!content(file).matches(content)) {
                failures.add(name(file) + " came back with another content");
            }
        }
    }

    private static String name(int file) {
        return "file-" + file;
    }

    private static SeededContent content(int file) {
        return new SeededContent(file, FILE_BYTES);
    }

    private void say(String line, Object... values) {
        out.printf(line + "%n", values);
        out.flush();
    }
}
