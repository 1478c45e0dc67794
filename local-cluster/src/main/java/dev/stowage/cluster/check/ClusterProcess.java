package dev.stowage.cluster.check;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// A whole cluster in a process of its own, so that it can be killed.
final class ClusterProcess implements AutoCloseable {

    private static final String READY = "ready ";
    private static final long PATIENCE_SECONDS = 180;

    private final Process process;
    private final URI gateway;

    private ClusterProcess(Process process, URI gateway) {
        this.process = process;
        this.gateway = gateway;
    }

    /// Starts `stowage up` on this JVM's Java, flags and class path, and waits until it is ready.
    static ClusterProcess start(Path data) throws IOException {
        List<String> command =
                ThisProgram.command(
                        List.of("-Xmx1g"), "up", "--data", data.toString(), "--port", "0");
        Path errors = data.resolveSibling(data.getFileName() + ".err");
        Files.createDirectories(errors.toAbsolutePath().getParent());
        Process process =
                new ProcessBuilder(command)
                        .redirectError(ProcessBuilder.Redirect.appendTo(errors.toFile()))
                        .start();
        try {
            return new ClusterProcess(process, awaitReady(process, errors));
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
                "the cluster did not become ready in %d s: %s"
                        .formatted(PATIENCE_SECONDS, Files.readString(errors).strip()));
    }

    URI gateway() {
        return gateway;
    }

    /// Ends it at once, as `kill -9` does.
    void kill() throws InterruptedException {
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
