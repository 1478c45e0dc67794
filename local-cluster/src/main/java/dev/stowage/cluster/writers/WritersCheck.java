package dev.stowage.cluster.writers;

import dev.stowage.cluster.client.GatewayClient;
import dev.stowage.cluster.history.Counterexample;
import dev.stowage.cluster.history.LinearCheck;
import dev.stowage.cluster.history.Operation;
import dev.stowage.cluster.process.ClusterSettings;
import dev.stowage.cluster.process.CustomerReplica;
import dev.stowage.cluster.process.LocalCluster;
import dev.stowage.cluster.process.ReplicaSettings;
import dev.stowage.cluster.writers.Answer.Sight;
import dev.stowage.cluster.writers.Answer.Told;
import dev.stowage.format.key.Pepper;
import dev.stowage.supplier.live.CollectSettings;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/// Two customer-services, several writers at each, one account, and every now and then one of the
/// services is killed. Afterwards what was seen must be one sequential history that contains every
/// acknowledged operation, a new service must see the same, and suppliers must hold what is needed
/// and nothing else.
public final class WritersCheck {

    private static final String PASSWORD = "a password for writers";
    private static final long SPACE = 4L << 30;
    private static final int FILES = 30;
    private static final int FOLDERS = 3;
    private static final Duration LOOKING = Duration.ofMillis(300);
    private static final Duration DELIVERY = Duration.ofMinutes(2);
    private static final Duration COLLECTION = Duration.ofMinutes(2);
    private static final int READS = 20;
    private static final int LOOKS = 3;
    private static final Duration QUIET = Duration.ofMillis(500);

    /// What must be freed so that the account file becomes a snapshot.
    private static final int BALLAST = 17 << 20;

    private final Path work;
    private final WritersSettings settings;
    private final PrintWriter out;
    private final SplittableRandom random;
    private final List<String> paths =
            IntStream.range(0, FILES)
                    .mapToObj(i -> "folder-%d/file-%02d".formatted(i % FOLDERS, i))
                    .toList();
    private final List<String> failures = new ArrayList<>();
    private final AtomicInteger killed = new AtomicInteger();

    public WritersCheck(Path work, WritersSettings settings, PrintWriter out) {
        this.work = work;
        this.settings = settings;
        this.out = out;
        this.random = new SplittableRandom(settings.seed());
    }

    /// @return failures, some lines each; none if all is well
    public List<String> run() throws IOException, InterruptedException {
        Duration waiting = settings.idleRanges().dividedBy(2);
        ClusterSettings house =
                ClusterSettings.of(work.resolve("data"), 0)
                        .collecting(new CollectSettings(waiting, LOOKING))
                        .keepingTrash(waiting);
        try (LocalCluster cluster = LocalCluster.startWithoutCustomer(house)) {
            ReplicaSettings common =
                    new ReplicaSettings(
                            cluster.placement(),
                            cluster.joinCode(),
                            Pepper.random(new SecureRandom()).dangerousText(),
                            settings.idleRanges());
            try (Replicas replicas = Replicas.start(work, common);
                    GatewayClient client = new GatewayClient(replicas.first().url())) {
                long account =
                        client.register(
                                PASSWORD,
                                SPACE,
                                Map.of("blockSize", 64 << 10, "maxBlockSize", 256 << 10));
                String token = client.openSession(account, PASSWORD);
                try (Door door = new Door(token)) {
                    examine(new Recorder(door), token, replicas.both(), common);
                }
            }
        }
        return List.copyOf(failures);
    }

    private void examine(
            Recorder recorder, String token, List<Replica> replicas, ReplicaSettings common)
            throws IOException, InterruptedException {
        long versionBefore = version(replicas.getFirst().url(), token);
        write(recorder, replicas);
        try (CustomerReplica third = CustomerReplica.start(work.resolve("customer-c"), common)) {
            Map<String, URI> services = new LinkedHashMap<>();
            for (Replica replica : replicas) {
                services.put(replica.name(), replica.url());
            }
            services.put("C", third.url());
            say("%d commits", version(third.url(), token) - versionBefore);
            compareTrees(recorder, services);
            compareVersions(recorder, services);
            judge(recorder.all());
            takeStock(third, token, services.values());
        }
    }

    private static long version(URI service, String token)
            throws IOException, InterruptedException {
        try (GatewayClient client = new GatewayClient(service)) {
            return client.read(token, "/v1/account").path("headVersion").longValue();
        }
    }

    private void write(Recorder recorder, List<Replica> replicas)
            throws IOException, InterruptedException {
        long start = System.nanoTime();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> writers = new ArrayList<>();
            for (Replica replica : replicas) {
                for (int number = 1; number <= settings.writers(); number++) {
                    Writer writer = new Writer(replica, number, paths, recorder, random.split());
                    writers.add(threads.submit(() -> writeOn(writer, recorder)));
                }
            }
            try {
                kill(recorder, replicas, writers);
                for (Future<?> writer : writers) {
                    await(writer);
                }
            } finally {
                threads.shutdownNow();
            }
        }
        say(
                "%d operations in %d s by %d writers at %d services, on %d files; %d kills",
                recorder.count(),
                seconds(System.nanoTime() - start),
                settings.writers() * replicas.size(),
                replicas.size(),
                paths.size(),
                killed.get());
        recorder.outcomes().forEach((outcome, count) -> say("  %6d  %s", count, outcome));
    }

    private void writeOn(Writer writer, Recorder recorder) {
        try {
            writer.writeUntil(() -> isOver(recorder));
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private static void await(Future<?> writer) throws InterruptedException {
        try {
            writer.get();
        } catch (ExecutionException failed) {
            throw new IllegalStateException("a writer broke off", failed.getCause());
        }
    }

    private boolean isOver(Recorder recorder) {
        return recorder.count() >= settings.operations() && killed.get() >= settings.kills();
    }

    private void kill(Recorder recorder, List<Replica> replicas, List<Future<?>> writers)
            throws IOException, InterruptedException {
        SplittableRandom choice = random.split();
        List<Duration> away = new ArrayList<>();
        long next = System.nanoTime() + settings.killEvery().toNanos();
        while (!isOver(recorder) && writers.stream().noneMatch(Future::isDone)) {
            if (System.nanoTime() - next < 0) {
                TimeUnit.MILLISECONDS.sleep(50);
                continue;
            }
            next = System.nanoTime() + settings.killEvery().toNanos();
            Replica victim = replicas.get(choice.nextInt(replicas.size()));
            away.add(victim.killAndRestart());
            killed.incrementAndGet();
            say(
                    "kill %d: %s, ready again after %.1f s; %d operations so far",
                    away.size(),
                    victim.name(),
                    away.getLast().toMillis() / 1000.0,
                    recorder.count());
        }
    }

    /// The whole tree as each service sees it, file by file and in one listing.
    private void compareTrees(Recorder recorder, Map<String, URI> services)
            throws InterruptedException {
        List<Map<String, Sight>> trees = look(recorder, services);
        for (int looks = 1; looks < LOOKS && trees.stream().distinct().count() > 1; looks++) {
            // a request without an answer may still have happened in between
            TimeUnit.MILLISECONDS.sleep(QUIET.toMillis());
            trees = look(recorder, services);
        }
        if (trees.stream().distinct().count() > 1) {
            failures.add("the services see different trees: " + trees);
            return;
        }
        say(
                "the trees that %s see are the same: %d files",
                String.join(", ", services.keySet()), trees.getFirst().size());
    }

    /// What each service keeps beside the files: the same, all that was said to be kept, and it can
    /// be had.
    private void compareVersions(Recorder recorder, Map<String, URI> services)
            throws InterruptedException {
        List<Map<String, Map<String, Sight>>> all = new ArrayList<>();
        for (Map.Entry<String, URI> service : services.entrySet()) {
            Map<String, Map<String, Sight>> kept = new HashMap<>();
            for (String path : paths) {
                kept.put(path, read(recorder, service, new Request.Versions(path)));
            }
            all.add(kept);
        }
        if (all.stream().distinct().count() > 1) {
            failures.add("the services keep different versions: " + all);
        }
        Map<String, Map<String, Sight>> kept = all.getFirst();
        Map.Entry<String, URI> last = List.copyOf(services.entrySet()).getLast();
        int count = 0;
        for (Map.Entry<String, Map<String, Sight>> file : kept.entrySet()) {
            for (Sight sight : file.getValue().values()) {
                Request get = new Request.GetVersion(file.getKey(), sight.tag());
                if (!read(recorder, last, get).containsValue(sight)) {
                    failures.add("%s cannot be had".formatted(get));
                }
                count++;
            }
        }
        KeptCheck check = new KeptCheck(recorder.all(), kept);
        failures.addAll(check.failures());
        say(
                "%d versions were replaced or deleted by who could not know them and are kept; %d still are, and can be had",
                check.calledKept(), count);
    }

    private List<Map<String, Sight>> look(Recorder recorder, Map<String, URI> services)
            throws InterruptedException {
        List<Map<String, Sight>> trees = new ArrayList<>();
        for (Map.Entry<String, URI> service : services.entrySet()) {
            Map<String, Sight> tree = new HashMap<>();
            for (String path : paths) {
                tree.putAll(read(recorder, service, new Request.Get(path)));
            }
            Map<String, Sight> listed = read(recorder, service, new Request.Listing(""));
            if (!listed.equals(tree)) {
                failures.add("%s lists %s and serves %s".formatted(service.getKey(), listed, tree));
            }
            trees.add(tree);
        }
        return trees;
    }

    private Map<String, Sight> read(
            Recorder recorder, Map.Entry<String, URI> service, Request request)
            throws InterruptedException {
        Optional<Answer> answer = Optional.empty();
        for (int left = READS; left > 0; left--) {
            answer = recorder.send(service.getKey() + "/end", service.getValue(), request);
            if (answer.isPresent() && answer.get() instanceof Told told) {
                return told.sights();
            }
            TimeUnit.MILLISECONDS.sleep(QUIET.toMillis());
        }
        failures.add(
                "%s at the end: %s is answered %s".formatted(service.getKey(), request, answer));
        return Map.of();
    }

    private void judge(List<Recorded> recorded) {
        Testimony testimony = new Testimony(paths, recorded);
        failures.addAll(testimony.contradictions());
        LinearCheck check = new LinearCheck(LinearCheck.USUAL_STEPS);
        Map<String, List<Operation>> violated = new LinkedHashMap<>();
        int linearizable = 0;
        int looked = 0;
        for (Map.Entry<String, List<Operation>> file : testimony.histories().entrySet()) {
            looked += file.getValue().size();
            switch (check.check(file.getValue())) {
                case LINEARIZABLE -> linearizable++;
                case VIOLATED -> violated.put(file.getKey(), file.getValue());
                case UNDECIDED ->
                        failures.add(
                                "%s: whether %d operations are linearizable was not found out in %d steps"
                                        .formatted(
                                                file.getKey(),
                                                file.getValue().size(),
                                                LinearCheck.USUAL_STEPS));
            }
        }
        say(
                "%d of %d files have a linearizable history, of %d operations, those of listings counted for each file",
                linearizable, paths.size(), looked);
        violated.entrySet().stream()
                .map(file -> Map.entry(file.getKey(), Counterexample.of(file.getValue(), check)))
                .min(Comparator.comparingInt(each -> each.getValue().operations().size()))
                .ifPresent(each -> tell(violated.keySet(), each.getKey(), each.getValue()));
    }

    private void tell(Set<String> violated, String path, Counterexample smallest) {
        failures.add("not linearizable: " + String.join(", ", violated));
        failures.add(
                "%s, %s, cannot have had these operations, in whatever order:"
                        .formatted(
                                path,
                                smallest.anyBeginning()
                                        ? "whatever it was before"
                                        : "which was not there at first"));
        smallest.operations()
                .forEach(
                        each ->
                                failures.add(
                                        each.told()
                                                + (each.isCertain()
                                                        ? ""
                                                        : " (not over, or lost)")));
    }

    /// Closes what dead services left open, writes a snapshot, and waits until suppliers have
    /// collected what it calls dead.
    private void takeStock(CustomerReplica third, String token, Iterable<URI> services)
            throws IOException, InterruptedException {
        for (URI service : services) {
            try (GatewayClient client = new GatewayClient(service)) {
                if (!client.awaitDeliveries(token, DELIVERY)) {
                    failures.add("records still wait in the spool of " + service);
                }
            }
        }
        try (GatewayClient client = new GatewayClient(third.url());
                Stock stock = new Stock(third.storehouse(), token)) {
            client.put(token, "stock/first", BodyPublishers.ofString("whose numbers are open?"));
            TimeUnit.MILLISECONDS.sleep(settings.idleRanges().toMillis() + LOOKING.toMillis());
            client.put(token, "stock/ballast", BodyPublishers.ofByteArray(new byte[BALLAST]));
            client.delete(token, "stock/ballast");
            client.awaitDeliveries(token, DELIVERY);
            List<String> differences = stock.awaitExact(COLLECTION);
            failures.addAll(differences);
            say(
                    "%d blocks are needed, spread over %d positions; left over after collection: %s",
                    stock.needed().size(),
                    stock.positions(),
                    differences.isEmpty() ? "none" : "see below");
        }
    }

    private static long seconds(long nanos) {
        return TimeUnit.NANOSECONDS.toSeconds(nanos);
    }

    private void say(String line, Object... values) {
        out.printf(line + "%n", values);
        out.flush();
    }
}
