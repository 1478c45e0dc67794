package dev.stowage.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KilledProcessTest {

    private static final int ROUNDS = 5;

    @TempDir Path directory;

    @Test
    void whatWasCommittedIsThereAfterKill() throws Exception {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        Path file = directory.resolve("facts");
        for (int round = 0; round < ROUNDS; round++) {
            long last = writeUntilKilled(file, 1 + random.nextInt(60));
            assertThat(count(file)).as("seed %d, round %d", seed, round).isGreaterThan(last);
        }
    }

    /// @return the last number that the process said was durable
    private static long writeUntilKilled(Path file, int lines)
            throws IOException, InterruptedException {
        Process process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-cp",
                                System.getProperty("java.class.path"),
                                Writer.class.getName(),
                                file.toString())
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .start();
        try (BufferedReader output = process.inputReader()) {
            String last = "";
            int seen = 0;
            for (String line = output.readLine();
                    line != null && seen < lines;
                    line = output.readLine()) {
                if (line.startsWith("durable ")) {
                    last = line;
                    seen++;
                }
            }
            process.destroyForcibly();
            assertThat(last).as("the process wrote something").isNotEmpty();
            return Long.parseLong(last.substring("durable ".length()));
        } finally {
            process.destroyForcibly();
            assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        }
    }

    private static long count(Path file) throws SQLException {
        try (DurableDataSource dataSource = DurableDataSource.open(DatabaseSettings.file(file))) {
            return Writer.count(dataSource);
        }
    }
}
