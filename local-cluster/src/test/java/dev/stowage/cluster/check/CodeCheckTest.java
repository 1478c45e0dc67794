package dev.stowage.cluster.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

/// The short form of `./stowage check codes`.
class CodeCheckTest {

    /// What one seed takes grows with the fragments; the widest codes have tests of their own.
    private static int seeds(int dataFragments) {
        return Math.clamp(8192 / dataFragments, 1, 30);
    }

    @Test
    void halfOfTheFragmentsOfEveryCodeComeBack() {
        StringWriter report = new StringWriter();

        assertThat(new CodeCheck(new PrintWriter(report)).run(1, CodeCheckTest::seeds))
                .as("%s", report)
                .isEmpty();
        assertThat(report.toString())
                .contains("rs 2 by PORTABLE ", "rs 64 by ", "rs 65536 by ", "xor 64 ")
                .doesNotContainPattern(" [1-9][0-9]* failures");
    }
}
