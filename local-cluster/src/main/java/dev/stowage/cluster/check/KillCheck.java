package dev.stowage.cluster.check;

import dev.stowage.cluster.client.GatewayClient;
import dev.stowage.cluster.process.ChildProcess;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/// Kills the whole cluster while it stores, starts it again and looks: every acknowledged file must
/// be there and right, and no file may be there with a content that nobody gave it.
///
/// One seed is one kill: it decides the sizes, the contents and the moment.
final class KillCheck {

    private static final String PASSWORD = "a password for kills";
    private static final long SPACE = 6L << 30;
    private static final int WRITERS = 6;

    private final Path data;
    private final PrintWriter out;
    private final Map<String, SeededContent> offered = new ConcurrentHashMap<>();
    private final Map<String, SeededContent> acknowledged = new ConcurrentHashMap<>();
    private long account;

    KillCheck(Path data, PrintWriter out) {
        this.data = data;
        this.out = out;
    }

    /// @return failures, one line each; none if all is well
    List<String> run(long firstSeed, int seeds) throws IOException, InterruptedException {
        List<String> failures = new ArrayList<>();
        for (long seed = firstSeed; seed < firstSeed + seeds; seed++) {
            try (ChildProcess cluster = ChildProcess.cluster(data);
                    GatewayClient client = new GatewayClient(cluster.url())) {
                if (account == 0) {
                    account = client.register(PASSWORD, SPACE);
                }
                String token = client.openSession(account, PASSWORD);
                failures.addAll(verify(client, token));
                int before = acknowledged.size();
                writeUntilKilled(cluster, client, token, seed);
                out.printf(
                        "seed %d: killed with %d files offered, %d acknowledged (%d in this round)%n",
                        seed, offered.size(), acknowledged.size(), acknowledged.size() - before);
                out.flush();
            }
        }
        try (ChildProcess cluster = ChildProcess.cluster(data);
                GatewayClient client = new GatewayClient(cluster.url())) {
            failures.addAll(verify(client, client.openSession(account, PASSWORD)));
        }
        out.printf(
                "%d kills, %d files acknowledged, %d failures%n",
                seeds, acknowledged.size(), failures.size());
        out.flush();
        return failures;
    }

    private void writeUntilKilled(
            ChildProcess cluster, GatewayClient client, String token, long seed)
            throws InterruptedException {
        SplittableRandom random = new SplittableRandom(seed);
        try (ExecutorService writers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int writer = 0; writer < WRITERS; writer++) {
                String folder = "seed-%d/writer-%d".formatted(seed, writer);
                SplittableRandom own = random.split();
                writers.execute(() -> writeOn(client, token, folder, own));
            }
            TimeUnit.MILLISECONDS.sleep(random.nextLong(200, 5000));
            cluster.kill();
            writers.shutdownNow();
        }
    }

    /// Writes file after file until the cluster is gone.
    private void writeOn(
            GatewayClient client, String token, String folder, SplittableRandom random) {
        try {
            for (int number = 0; !Thread.currentThread().isInterrupted(); number++) {
                String path = folder + "/file-" + number;
                SeededContent content = new SeededContent(random.nextLong(), size(random));
                offered.put(path, content);
                client.put(token, path, BodyPublishers.ofByteArray(content.bytes()));
                acknowledged.put(path, content);
            }
        } catch (IOException | InterruptedException killed) {
            Thread.currentThread().interrupt();
        }
    }

    /// Mostly small, sometimes several blocks, now and then empty.
    private static int size(SplittableRandom random) {
        return switch (random.nextInt(10)) {
            case 0 -> 0;
            case 1 -> random.nextInt(1 << 20, 12 << 20);
            default -> random.nextInt(1, 64 << 10);
        };
    }

    /// What was never acknowledged may be there or not; if it is there, it counts from now on.
    private List<String> verify(GatewayClient client, String token) throws InterruptedException {
        List<String> failures = new ArrayList<>();
        List<String> never = new ArrayList<>();
        for (Map.Entry<String, SeededContent> file : offered.entrySet()) {
            String path = file.getKey();
            try (InputStream found = client.get(token, path)) {
                if (file.getValue().matches(found)) {
                    acknowledged.put(path, file.getValue());
                } else {
                    failures.add(path + " has another content than the one it was given");
                }
            } catch (GatewayClient.NoSuchFile missing) {
                if (acknowledged.containsKey(path)) {
                    failures.add(path + " was acknowledged and is gone");
                } else {
                    never.add(path);
                }
            } catch (IOException unreadable) {
                failures.add(path + " cannot be read: " + unreadable.getMessage());
            }
        }
        offered.keySet().removeAll(never);
        return failures;
    }
}
