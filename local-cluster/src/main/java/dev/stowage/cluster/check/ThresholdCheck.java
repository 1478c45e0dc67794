package dev.stowage.cluster.check;

import dev.stowage.cluster.client.GatewayClient;
import dev.stowage.cluster.layout.WantedLayout;
import dev.stowage.cluster.process.ClusterSettings;
import dev.stowage.cluster.process.LocalCluster;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SequencedSet;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;

/// Writes at the border of what a layout bears, t suppliers lost in the end, f = ⌊t/2⌋ of them
/// while somebody writes: with f + 1 gone nothing is acknowledged; with f gone a write is, and t -
/// f of the others may vanish after it; when those f are back and have their records from the
/// spool, any t.
///
/// One seed decides who is gone.
final class ThresholdCheck {

    /// What it is run with if nobody says what.
    static final List<WantedLayout> USUAL_LAYOUTS =
            List.of(
                    WantedLayout.combination(4, "rs"),
                    WantedLayout.combination(4, "xor"),
                    WantedLayout.combination(7, "rs"),
                    WantedLayout.combination(7, "xor"),
                    WantedLayout.combination(13, "rs"),
                    WantedLayout.combination(13, "xor"),
                    WantedLayout.combination(26, "rs"),
                    WantedLayout.combination(64, "rs"),
                    WantedLayout.combination(64, "xor"),
                    WantedLayout.group(0, "rs"),
                    WantedLayout.group(1, "rs"),
                    WantedLayout.group(3, "rs"));

    private static final String PASSWORD = "a password for thresholds";
    private static final long SPACE = 200_000_000;
    private static final int SMALL = 5_000;
    private static final int LARGE = 9_000_000;
    private static final Duration DELIVERY = Duration.ofMinutes(3);

    private final WantedLayout layout;
    private final ClusterSettings settings;
    private final PrintWriter out;
    private final Map<String, SeededContent> stored = new LinkedHashMap<>();
    private final List<String> failures = new ArrayList<>();
    private final Random random;
    private long account;
    private List<String> holders = List.of();
    private int tolerated;
    private int absent;

    ThresholdCheck(WantedLayout layout, ClusterSettings settings, long seed, PrintWriter out) {
        this.layout = layout;
        this.settings = settings;
        this.random = new Random(seed);
        this.out = out;
    }

    /// @return failures, one line each; none if all is well
    List<String> run() throws IOException, InterruptedException {
        refuseBelow();
        LocalCluster.giveBack(settings);
        List<String> present = writeAt();
        LocalCluster.giveBack(settings);
        readWhenDelivered(present);
        out.printf(
                "%s: t = %d, f = %d of %d suppliers: %s%n",
                layout,
                tolerated,
                absent,
                holders.size(),
                failures.isEmpty() ? "holds" : failures.size() + " failures");
        out.flush();
        return failures.stream().map(each -> layout + ": " + each).toList();
    }

    private void refuseBelow() throws IOException, InterruptedException {
        try (LocalCluster cluster = LocalCluster.start(settings);
                GatewayClient client = new GatewayClient(cluster.gateway())) {
            account = client.register(PASSWORD, SPACE, layout.wishes());
            String token = client.openSession(account, PASSWORD);
            measure(client, token);
            write(client, token, "before");
            long version = version(client, token);
            takeAway(cluster, shuffled(holders).subList(0, absent + 1));
            for (Map.Entry<String, SeededContent> file : files("refused").entrySet()) {
                mustBeRefused(client, token, file.getKey(), file.getValue());
            }
            if (version(client, token) != version) {
                failures.add("a refused write changed the account");
            }
        }
    }

    private void measure(GatewayClient client, String token)
            throws IOException, InterruptedException {
        JsonNode view = client.read(token, "/v1/account").path("layout");
        SequencedSet<String> suppliers = new LinkedHashSet<>();
        for (JsonNode position : client.read(token, "/v1/suppliers").path("positions")) {
            suppliers.add(position.path("supplier").stringValue());
        }
        holders = List.copyOf(suppliers);
        int carriersOfEach = view.path("carriers").intValue() / holders.size();
        tolerated = view.path("tolerance").intValue() / carriersOfEach;
        absent = view.path("tolerance").intValue() / 2 / carriersOfEach;
    }

    private void mustBeRefused(
            GatewayClient client, String token, String path, SeededContent content)
            throws IOException, InterruptedException {
        try {
            client.put(token, path, BodyPublishers.ofByteArray(content.bytes()));
            failures.add("%s was acknowledged with %d suppliers gone".formatted(path, absent + 1));
        } catch (GatewayClient.Refused refused) {
            if (!refused.code().equals("too-few-suppliers")) {
                failures.add("%s was refused otherwise: %s".formatted(path, refused.getMessage()));
            }
        }
        try (InputStream _ = client.get(token, path)) {
            failures.add(path + " was refused and is there");
        } catch (GatewayClient.NoSuchFile asItShouldBe) {
            // nothing was recorded
        }
    }

    /// @return the suppliers that were present
    private List<String> writeAt() throws IOException, InterruptedException {
        List<String> order = shuffled(holders);
        List<String> present = order.subList(absent, order.size());
        try (LocalCluster cluster = LocalCluster.start(settings)) {
            takeAway(cluster, order.subList(0, absent));
            try (GatewayClient client = new GatewayClient(cluster.gateway())) {
                write(client, client.openSession(account, PASSWORD), "during");
            }
            takeAway(cluster, shuffled(present).subList(0, tolerated - absent));
            cluster.forget();
            compareAll(cluster, "%d gone while writing, %d after".formatted(absent, tolerated));
        }
        return present;
    }

    private void readWhenDelivered(List<String> present) throws IOException, InterruptedException {
        try (LocalCluster cluster = LocalCluster.start(settings)) {
            try (GatewayClient client = new GatewayClient(cluster.gateway())) {
                awaitDelivery(client, client.openSession(account, PASSWORD));
            }
            takeAway(cluster, shuffled(present).subList(0, tolerated));
            cluster.forget();
            compareAll(cluster, "the late ones back, %d others gone".formatted(tolerated));
        }
    }

    private void awaitDelivery(GatewayClient client, String token)
            throws IOException, InterruptedException {
        long deadline = System.nanoTime() + DELIVERY.toNanos();
        for (String path : stored.keySet()) {
            while (mayVanish(client, token, path) < tolerated) {
                if (System.nanoTime() > deadline) {
                    failures.add(
                            "%s was not delivered in %d s".formatted(path, DELIVERY.toSeconds()));
                    return;
                }
                TimeUnit.MILLISECONDS.sleep(200);
            }
        }
    }

    private static int mayVanish(GatewayClient client, String token, String path)
            throws IOException, InterruptedException {
        return client.read(token, "/v1/health/" + path).path("mayVanishNow").intValue();
    }

    private static long version(GatewayClient client, String token)
            throws IOException, InterruptedException {
        return client.read(token, "/v1/account").path("headVersion").longValue();
    }

    /// Puts a small file and a large one, which must be acknowledged.
    private void write(GatewayClient client, String token, String folder)
            throws IOException, InterruptedException {
        for (Map.Entry<String, SeededContent> file : files(folder).entrySet()) {
            try {
                client.put(
                        token, file.getKey(), BodyPublishers.ofByteArray(file.getValue().bytes()));
                stored.put(file.getKey(), file.getValue());
            } catch (GatewayClient.Refused refused) {
                failures.add(
                        "%s is not acknowledged: %s"
                                .formatted(file.getKey(), refused.getMessage()));
            }
        }
    }

    private Map<String, SeededContent> files(String folder) {
        Map<String, SeededContent> files = new LinkedHashMap<>();
        files.put(folder + "/small", new SeededContent(random.nextLong(), SMALL));
        files.put(folder + "/large", new SeededContent(random.nextLong(), LARGE));
        return files;
    }

    private void compareAll(LocalCluster cluster, String when) throws InterruptedException {
        try (GatewayClient client = new GatewayClient(cluster.gateway())) {
            String token = client.openSession(account, PASSWORD);
            for (Map.Entry<String, SeededContent> file : stored.entrySet()) {
                try (InputStream found = client.get(token, file.getKey())) {
                    if (!file.getValue().matches(found)) {
                        failures.add("%s: %s has other bytes".formatted(when, file.getKey()));
                    }
                }
            }
        } catch (IOException unreadable) {
            failures.add("%s: %s".formatted(when, unreadable.getMessage()));
        }
    }

    private List<String> shuffled(List<String> suppliers) {
        List<String> shuffled = new ArrayList<>(suppliers);
        Collections.shuffle(shuffled, random);
        return shuffled;
    }

    private static void takeAway(LocalCluster cluster, List<String> suppliers) throws IOException {
        for (String supplier : suppliers) {
            cluster.takeAway(supplier);
        }
    }
}
