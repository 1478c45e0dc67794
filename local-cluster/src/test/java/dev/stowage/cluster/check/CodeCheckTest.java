package dev.stowage.cluster.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

/// The short form of `./stowage check codes`.
class CodeCheckTest {

    /// The wide codes have tests of their own; here it is enough that they are all there.
    private static int seeds(int dataFragments) {
        return dataFragments < 256 ? 30 : 1;
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
