package dev.stowage.verification.benchmarks.account;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stowage.verification.benchmarks.machine.Printout;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The benchmark runs; how fast is not a test's business.
class AccountFileBenchmarkTest {

    @TempDir private Path directory;

    @Test
    void everyFigureIsMeasured() throws Exception {
        StringWriter out = new StringWriter();

        new AccountFileBenchmark(directory, new Printout(new PrintWriter(out)), 50, 600, 5).run();

        assertThat(out.toString())
                .contains(
                        "An account of 50 files",
                        "An account of 600 files",
                        "logging in and opening",
                        "small changes",
                        "a snapshot is written in",
                        "targets: ")
                .doesNotContain("read for each file");
    }
}
