package dev.stowage.cluster.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The short form of `./stowage check crash`.
class CrashCheckTest {

    @TempDir private Path work;

    @Test
    void whatAStoreAcknowledgedIsThereAfterKillsAndLossesOfPower() throws Exception {
        StringWriter report = new StringWriter();

        assertThat(new CrashCheck(work, new PrintWriter(report)).run(1, 6, 20))
                .as("%s", report)
                .isEmpty();
        assertThat(report.toString())
                .contains("6 of 6 kills: ", "20 of 20 power losses")
                .doesNotContain(" 0 batches");
    }
}
