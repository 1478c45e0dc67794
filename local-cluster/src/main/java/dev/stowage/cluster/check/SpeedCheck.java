package dev.stowage.cluster.check;

import dev.stowage.cluster.client.GatewayClient;
import dev.stowage.cluster.process.ChildProcess;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// Measures a whole cluster from outside, through the gateway: one large file up and down, and
/// small files by many clients. Beside each figure stands what the disk alone reached in the same
/// run, for machines differ and so do moments.
final class SpeedCheck {

    private static final String PASSWORD = "a password for speed";
    private static final long SPACE = 12L << 30;
    private static final int LARGE_BYTES = 700_000_000;
    private static final int ROUNDS = 3;
    private static final int SMALL_BYTES = 16 << 10;
    private static final int CLIENTS = 16;
    private static final Duration SMALL_TIME = Duration.ofSeconds(20);

    /// What every machine that is no toy must reach: bytes in units of 10^6.
    private static final double FLOOR_MEGABYTES_A_SECOND = 60;

    private static final double FLOOR_PUTS_A_SECOND = 200;

    private final Path work;
    private final PrintWriter out;

    SpeedCheck(Path work, PrintWriter out) {
        this.work = work;
        this.out = out;
    }

    /// @return failures, one line each; none if all is well
    List<String> run() throws IOException, InterruptedException {
        List<String> failures = new ArrayList<>();
        Path original = Files.createDirectories(work).resolve("original");
        writeRandom(original);
        try (ChildProcess cluster = ChildProcess.cluster(work.resolve("data"));
                GatewayClient client = new GatewayClient(cluster.url())) {
            long account = client.register(PASSWORD, SPACE);
            String token = client.openSession(account, PASSWORD);
            double best = 0;
            double bestDown = 0;
            for (int round = 1; round <= ROUNDS; round++) {
                double disk = diskMegabytesASecond();
                double up = megabytesASecond(() -> upload(client, token, original));
                double down = megabytesASecond(() -> download(client, token));
                say(
                        "large file, round %d: up %.0f MB/s, down %.0f MB/s; the disk alone %.0f MB/s, up/disk %.2f",
                        round, up, down, disk, up / disk);
                best = Math.max(best, up);
                bestDown = Math.max(bestDown, down);
                if (Files.mismatch(original, copy()) >= 0) {
                    failures.add("the large file came back with another content");
                }
            }
            double forced = forcedWritesASecond();
            double puts = smallPutsASecond(client, token);
            say(
                    "files of %d bytes by %d clients: %.0f/s; the disk alone forces %.0f writes/s, puts/forced %.2f",
                    SMALL_BYTES, CLIENTS, puts, forced, puts / forced);
            require(failures, "up, MB/s", best, FLOOR_MEGABYTES_A_SECOND);
            require(failures, "down, MB/s", bestDown, FLOOR_MEGABYTES_A_SECOND);
            require(failures, "small files a second", puts, FLOOR_PUTS_A_SECOND);
        }
        return failures;
    }

    private static void require(List<String> failures, String what, double found, double floor) {
        if (found < floor) {
            failures.add("%s: %.0f, below %.0f".formatted(what, found, floor));
        }
    }

    private void say(String line, Object... values) {
        out.printf(line + "%n", values);
        out.flush();
    }

    private Path copy() {
        return work.resolve("copy");
    }

    private static void writeRandom(Path file) throws IOException {
        SplittableRandom random = new SplittableRandom(1);
        byte[] buffer = new byte[1 << 20];
        try (OutputStream to = new BufferedOutputStream(Files.newOutputStream(file))) {
            for (int left = LARGE_BYTES; left > 0; left -= buffer.length) {
                random.nextBytes(buffer);
                to.write(buffer, 0, Math.min(left, buffer.length));
            }
        }
    }

    private interface Step {
        void run() throws IOException, InterruptedException;
    }

    private static double megabytesASecond(Step step) throws IOException, InterruptedException {
        long start = System.nanoTime();
        step.run();
        return LARGE_BYTES * 1e3 / (System.nanoTime() - start);
    }

    private static void upload(GatewayClient client, String token, Path from)
            throws IOException, InterruptedException {
        client.put(token, "large", BodyPublishers.ofFile(from));
    }

    private void download(GatewayClient client, String token)
            throws IOException, InterruptedException {
        try (InputStream from = client.get(token, "large");
                OutputStream to = Files.newOutputStream(copy())) {
            from.transferTo(to);
        }
    }

    /// Writes as much as the large file once, and forces it.
    private double diskMegabytesASecond() throws IOException, InterruptedException {
        Path file = work.resolve("disk");
        ByteBuffer buffer = ByteBuffer.allocateDirect(1 << 20);
        try (FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            return megabytesASecond(
                    () -> {
                        for (int left = LARGE_BYTES; left > 0; left -= buffer.capacity()) {
                            buffer.clear().limit(Math.min(left, buffer.capacity()));
                            channel.write(buffer);
                        }
                        channel.force(true);
                    });
        } finally {
            Files.deleteIfExists(file);
        }
    }

    /// How many writes of a small file's size the disk forces one after another.
    private double forcedWritesASecond() throws IOException {
        Path file = work.resolve("forced");
        ByteBuffer buffer = ByteBuffer.allocateDirect(SMALL_BYTES);
        int writes = 0;
        long start = System.nanoTime();
        long end = start + Duration.ofSeconds(2).toNanos();
        try (FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            while (System.nanoTime() < end) {
                channel.write(buffer.clear());
                channel.force(false);
                writes++;
            }
        } finally {
            Files.deleteIfExists(file);
        }
        return writes * 1e9 / (System.nanoTime() - start);
    }

    private static double smallPutsASecond(GatewayClient client, String token)
            throws IOException, InterruptedException {
        List<Future<Integer>> counts = new ArrayList<>();
        long start = System.nanoTime();
        long end = start + SMALL_TIME.toNanos();
        try (ExecutorService clients = Executors.newFixedThreadPool(CLIENTS)) {
            for (int number = 0; number < CLIENTS; number++) {
                String folder = "small/client-%d/".formatted(number);
                counts.add(clients.submit(() -> putSmallFiles(client, token, folder, end)));
            }
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        int files = 0;
        for (Future<Integer> count : counts) {
            try {
                files += count.get();
            } catch (ExecutionException failed) {
                throw new IOException("a client could not store its files", failed.getCause());
            }
        }
        return files / seconds;
    }

    private static int putSmallFiles(GatewayClient client, String token, String folder, long end)
            throws IOException, InterruptedException {
        SplittableRandom random = new SplittableRandom(folder.hashCode());
        byte[] content = new byte[SMALL_BYTES];
        int files = 0;
        while (System.nanoTime() < end) {
            random.nextBytes(content);
            client.put(token, folder + files, BodyPublishers.ofByteArray(content));
            files++;
        }
        return files;
    }
}
