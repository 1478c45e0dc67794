package dev.stowage.cluster.demo;

import dev.stowage.cluster.client.GatewayClient;
import dev.stowage.cluster.demo.SourceFolder.Source;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// All files of a folder on their way through the gateway, a few at a time.
final class FolderTransfer {

    private static final int CLIENTS = 8;
    private static final int BUFFER = 256 << 10;

    private final GatewayClient client;
    private final String token;
    private final SourceFolder folder;

    FolderTransfer(GatewayClient client, String token, SourceFolder folder) {
        this.client = client;
        this.token = token;
        this.folder = folder;
    }

    /// Stores every file.
    void upload(Progress progress) throws IOException, InterruptedException {
        forAll(
                source -> {
                    client.put(token, source.path(), BodyPublishers.ofFile(source.file()));
                    progress.add(source.bytes());
                    return source;
                });
    }

    /// What became of a file that was asked for.
    ///
    /// @param refusal what was said instead of its bytes; empty if bytes came
    /// @param isEqual whether all came, and no others
    record Outcome(Source source, String refusal, boolean isEqual) {

        boolean isRefused() {
            return !refusal.isEmpty();
        }
    }

    /// Fetches every file and compares it byte by byte.
    List<Outcome> compare(Progress progress) throws IOException, InterruptedException {
        return forAll(
                source -> {
                    Outcome outcome = compare(source);
                    progress.add(source.bytes());
                    return outcome;
                });
    }

    private Outcome compare(Source source) throws IOException, InterruptedException {
        try (InputStream original =
                new BufferedInputStream(Files.newInputStream(source.file()), BUFFER)) {
            InputStream answer;
            try {
                answer = client.get(token, source.path());
            } catch (IOException refusal) {
                return new Outcome(source, String.valueOf(refusal.getMessage()), false);
            }
            try (InputStream found = answer) {
                return compare(source, original, found);
            }
        }
    }

    private static Outcome compare(Source source, InputStream original, InputStream found)
            throws IOException {
        while (true) {
            byte[] expected = original.readNBytes(BUFFER);
            byte[] got;
            try {
                got = found.readNBytes(expected.length);
                if (expected.length == 0) {
                    return new Outcome(source, "", found.read() < 0);
                }
            } catch (IOException cut) {
                return new Outcome(source, "the answer was cut: " + cut.getMessage(), false);
            }
            if (!Arrays.equals(expected, got)) {
                return new Outcome(source, "", false);
            }
        }
    }

    private interface Work<T> {
        T on(Source source) throws IOException, InterruptedException;
    }

    private <T> List<T> forAll(Work<T> work) throws IOException, InterruptedException {
        try (ExecutorService clients = Executors.newFixedThreadPool(CLIENTS)) {
            List<Callable<T>> tasks = new ArrayList<>();
            folder.files().forEach(source -> tasks.add(() -> work.on(source)));
            List<T> results = new ArrayList<>();
            for (Future<T> each : clients.invokeAll(tasks)) {
                results.add(each.get());
            }
            return results;
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof IOException cause) {
                throw cause;
            }
            throw new IOException(failed.getCause());
        }
    }
}
