package dev.stowage.verification.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class BenchmarksTest {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void tellsWhatThereIs() {
        assertThat(run("help")).isZero();
        assertThat(out.toString())
                .contains("erasure-code", "record-store", "account-file")
                .doesNotContain("open-store");
        assertThat(run("help", "erasure-code")).isZero();
        assertThat(out.toString()).contains("--quick", "--blocks", "--k");
    }

    @Test
    void refusesASizeThatIsNone() {
        assertThat(run("erasure-code", "--blocks", "1X")).isEqualTo(CommandLine.ExitCode.USAGE);
        assertThat(err.toString()).contains("'1X' is no size like 64K or 1M");
    }

    @Test
    void aNumberThatNoCodeHasIsNamed() {
        assertThat(run("erasure-code", "--k", "5")).isZero();
        assertThat(out.toString()).contains("no such code: K = [5]");
    }

    @Test
    void fewerOrMoreFilesThanCanBeMeasuredAreRefused() {
        for (String files : new String[] {"999", "4000001"}) {
            assertThat(run("account-file", "--files", files)).isEqualTo(CommandLine.ExitCode.USAGE);
        }
        assertThat(err.toString()).contains("--files must be 1000 … 4000000, got 999");
    }

    private int run(String... arguments) {
        return Benchmarks.commandLine()
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(arguments);
    }
}
