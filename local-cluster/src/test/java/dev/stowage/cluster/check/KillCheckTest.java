package dev.stowage.cluster.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The short form of `./stowage check kill`.
class KillCheckTest {

    @TempDir Path work;

    @Test
    void whatWasAcknowledgedIsThereAfterTheWholeProcessWasKilled() throws Exception {
        StringWriter report = new StringWriter();

        assertThat(new KillCheck(work.resolve("data"), new PrintWriter(report)).run(1, 1))
                .as("%s", report)
                .isEmpty();
        assertThat(report.toString()).doesNotContain(" 0 acknowledged");
    }
}
