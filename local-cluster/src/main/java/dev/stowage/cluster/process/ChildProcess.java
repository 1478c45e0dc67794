package dev.stowage.cluster.process;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// A service, or a whole cluster, in a process of its own, so that it can be killed.
public final class ChildProcess implements AutoCloseable {

    /// What it says as soon as it serves, before its address.
    static final String READY = "ready ";

    private static final long PATIENCE_SECONDS = 180;

    /// Whoever is killed again and again must start quickly; how fast it is in the end matters
    /// less.
    private static final List<String> QUICK_START =
            List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");

    private final Process process;
    private final URI url;

    private ChildProcess(Process process, URI url) {
        this.process = process;
        this.url = url;
    }

    /// Starts `stowage up` and waits until it is ready.
    public static ChildProcess cluster(Path data) throws IOException {
        return start(
                data.resolveSibling(data.getFileName() + ".err"),
                ThisProgram.command(
                        flags("-Xmx1g"), "up", "--data", data.toString(), "--port", "0"),
                Map.of());
    }

    /// Starts a customer-service and waits until it is ready.
    ///
    /// @param data its directory, of nobody else
    public static ChildProcess customer(Path data, ReplicaSettings settings) throws IOException {
        return start(
                data.resolveSibling(data.getFileName() + ".err"),
                ThisProgram.command(flags("-Xmx512m"), ServeCustomerCommand.NAME, data.toString()),
                settings.environment());
    }

    private static List<String> flags(String memory) {
        return Stream.concat(Stream.of(memory), QUICK_START.stream()).toList();
    }

    private static ChildProcess start(
            Path errors, List<String> command, Map<String, String> environment) throws IOException {
        Files.createDirectories(errors.toAbsolutePath().getParent());
        ProcessBuilder builder =
                new ProcessBuilder(command)
                        .redirectError(ProcessBuilder.Redirect.appendTo(errors.toFile()));
        builder.environment().putAll(environment);
        Process process = builder.start();
        try {
            return new ChildProcess(process, awaitReady(process, errors));
        } catch (IOException notReady) {
            process.destroyForcibly();
            throw notReady;
        }
    }

    private static URI awaitReady(Process process, Path errors) throws IOException {
        Thread watchdog =
                Thread.ofVirtual()
                        .start(
                                () -> {
                                    try {
                                        TimeUnit.SECONDS.sleep(PATIENCE_SECONDS);
                                        process.destroyForcibly();
                                    } catch (InterruptedException _) {
                                        // it was ready in time
                                    }
                                });
        try {
            BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                if (line.startsWith(READY)) {
                    return URI.create(line.substring(READY.length()).strip());
                }
            }
        } finally {
            watchdog.interrupt();
        }
        throw new IOException(
                "the process did not become ready in %d s: %s"
                        .formatted(PATIENCE_SECONDS, Files.readString(errors).strip()));
    }

    /// Where it answers.
    public URI url() {
        return url;
    }

    /// Ends it at once, as `kill -9` does.
    public void kill() throws InterruptedException {
        process.destroyForcibly();
        if (!process.waitFor(30, TimeUnit.SECONDS)) {
            throw new IllegalStateException("process %d does not die".formatted(process.pid()));
        }
    }

    /// Stops it in order.
    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(60, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException interrupted) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
