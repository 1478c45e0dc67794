package dev.stowage.cluster.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stowage.cluster.layout.WantedLayout;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The short form of `stowage check threshold`.
class ThresholdCheckTest {

    @TempDir Path data;

    @ParameterizedTest
    @CsvSource({"4, rs, 't = 2, f = 1'", "7, rs, 't = 3, f = 1'", "7, xor, 't = 3, f = 1'"})
    void aWriteIsAcknowledgedExactlyWhenHalfOfWhatIsToleratedMayStillVanish(
            int suppliers, String code, String says) throws Exception {
        StringWriter out = new StringWriter();
        WantedLayout layout = WantedLayout.combination(suppliers, code);

        assertThat(new ThresholdCheck(layout, layout.cluster(data), 1, new PrintWriter(out)).run())
                .isEmpty();
        assertThat(out.toString()).contains(says).contains("holds");
    }
}
