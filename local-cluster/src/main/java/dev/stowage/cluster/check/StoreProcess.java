package dev.stowage.cluster.check;

import dev.stowage.cluster.process.ThisProgram;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// A process that stores records in a directory, to be killed.
final class StoreProcess implements AutoCloseable {

    /// It lives so short that optimizing what it does would take longer than doing it.
    private static final List<String> FLAGS = List.of("-Xmx256m", "-XX:TieredStopAtLevel=1");

    private static final long PATIENCE_SECONDS = 120;

    private final Process process;
    private final BufferedReader told;
    private final Path errors;
    private final Thread watchdog;

    private StoreProcess(Process process, Path errors) {
        this.process = process;
        this.told = process.inputReader(StandardCharsets.UTF_8);
        this.errors = errors;
        this.watchdog = Thread.ofVirtual().start(this::endWhenItHangs);
    }

    /// Starts one that opens the store and stores the batches of a seed.
    static StoreProcess start(Path directory, long seed) throws IOException {
        Path errors = directory.resolveSibling("killed.err");
        return new StoreProcess(
                new ProcessBuilder(
                                ThisProgram.command(
                                        FLAGS,
                                        "store-until-killed",
                                        directory.toString(),
                                        Long.toString(seed)))
                        .redirectError(ProcessBuilder.Redirect.appendTo(errors.toFile()))
                        .start(),
                errors);
    }

    private void endWhenItHangs() {
        try {
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException _) {
            // it was killed in time
        }
    }

    /// The next line that it told.
    ///
    /// @throws IOException if it has ended by itself
    String next() throws IOException {
        String line = told.readLine();
        if (line == null) {
            throw new IOException(
                    "the process that stores has ended by itself, or did nothing for %d s: %s"
                            .formatted(PATIENCE_SECONDS, Files.readString(errors).strip()));
        }
        return line;
    }

    /// Ends it at once, as `kill -9` does, after a moment.
    ///
    /// @param heard what it told until then
    void kill(long afterNanos, Consumer<String> heard) throws IOException, InterruptedException {
        LockSupport.parkNanos(afterNanos);
        boolean killed = process.isAlive();
        // The process itself would close the pipe, and with it lose what was told.
        process.toHandle().destroyForcibly();
        for (@Nullable String line = told.readLine(); line != null; line = told.readLine()) {
            heard.accept(line);
        }
        if (!process.waitFor(30, TimeUnit.SECONDS)) {
            throw new IllegalStateException("process %d does not die".formatted(process.pid()));
        }
        if (!killed) {
            next();
        }
    }

    @Override
    public void close() {
        watchdog.interrupt();
        process.destroyForcibly();
    }
}
