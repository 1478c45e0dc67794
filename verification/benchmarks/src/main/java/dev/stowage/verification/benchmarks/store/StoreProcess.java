package dev.stowage.verification.benchmarks.store;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// A store that was opened in a JVM of its own, to be killed or closed.
final class StoreProcess implements AutoCloseable {

    private static final long PATIENCE_SECONDS = 1800;

    private final Process process;
    private final BufferedReader told;
    private final PrintWriter orders;
    private final Thread watchdog;
    private final Opened opened;

    /// What it said when the store was open.
    ///
    /// @param heapBytes that the open store takes, all else apart
    record Opened(double seconds, long records, long heapBytes) {

        private static Opened parse(String line) throws IOException {
            String[] words = line.split(" ");
            if (words.length != 4 || !words[0].equals("opened")) {
                throw new IOException("a store did not open, but said: " + line);
            }
            return new Opened(
                    Long.parseLong(words[1]) / 1e9,
                    Long.parseLong(words[2]),
                    Long.parseLong(words[3]));
        }
    }

    private StoreProcess(Process process) throws IOException {
        this.process = process;
        this.told = process.inputReader(StandardCharsets.UTF_8);
        this.orders = new PrintWriter(process.outputWriter(StandardCharsets.UTF_8), true);
        this.watchdog = Thread.ofVirtual().start(this::endWhenItHangs);
        this.opened = Opened.parse(answer());
    }

    static StoreProcess open(Path directory) throws IOException {
        return new StoreProcess(
                new ProcessBuilder(command(directory))
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start());
    }

    private static List<String> command(Path directory) {
        String classPath = System.getProperty("java.class.path");
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        if (classPath.endsWith("benchmarks.jar")) {
            command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
            command.addAll(List.of("-jar", classPath));
        } else {
            command.addAll(
                    List.of("-cp", classPath, "dev.stowage.verification.benchmarks.Benchmarks"));
        }
        command.addAll(List.of("open-store", directory.toString()));
        return command;
    }

    private void endWhenItHangs() {
        try {
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException _) {
            // it has ended in time
        }
    }

    private String answer() throws IOException {
        String line = told.readLine();
        if (line == null) {
            throw new IOException("the process with the store has ended");
        }
        return line;
    }

    Opened opened() {
        return opened;
    }

    /// Stores so many more records, durably.
    void write(long records) throws IOException {
        orders.println("write " + records);
        answer();
    }

    /// Closes the store in order.
    void stop() throws IOException, InterruptedException {
        orders.println("close");
        answer();
        process.waitFor();
        watchdog.interrupt();
    }

    /// Ends it as `kill -9` does.
    @Override
    public void close() {
        watchdog.interrupt();
        process.destroyForcibly().onExit().join();
    }
}
