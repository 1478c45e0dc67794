package dev.stowage.verification.containers;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/// A program of this machine.
final class Command {

    private static final long TIMEOUT_SECONDS = 60;

    private Command() {}

    /// What it prints.
    ///
    /// @throws IOException if it is not there, fails, or takes longer than a minute
    static String run(String... line) throws IOException, InterruptedException {
        Path output = Files.createTempFile("command", ".out");
        Path errors = Files.createTempFile("command", ".err");
        try {
            Process process =
                    new ProcessBuilder(line)
                            .redirectOutput(output.toFile())
                            .redirectError(errors.toFile())
                            .start();
            boolean ended = process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS);
            if (!ended) {
                process.destroyForcibly();
            }
            if (!ended || process.exitValue() != 0) {
                throw new IOException(
                        "%s %s: %s"
                                .formatted(
                                        String.join(" ", line),
                                        ended ? "failed" : "did not end",
                                        Files.readString(errors)));
            }
            return Files.readString(output, StandardCharsets.UTF_8);
        } finally {
            Files.delete(output);
            Files.delete(errors);
        }
    }
}
