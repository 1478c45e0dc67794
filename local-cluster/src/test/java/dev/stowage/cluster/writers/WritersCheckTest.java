package dev.stowage.cluster.writers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The short form of `./stowage check writers`.
class WritersCheckTest {

    private static final WritersSettings SHORT =
            new WritersSettings(400, 4, Duration.ofSeconds(3), 1, Duration.ofSeconds(3), 1);

    @TempDir Path work;

    @Test
    void twoServicesServeOneAccountWhileOneOfThemIsKilled() throws Exception {
        StringWriter report = new StringWriter();

        assertThat(new WritersCheck(work, SHORT, new PrintWriter(report)).run())
                .as("%s", report)
                .isEmpty();
        assertThat(report.toString())
                .contains(
                        "kill 1: ",
                        "30 of 30 files",
                        "still are, and can be had",
                        "left over after collection: none");
    }
}
