package dev.stowage.verification.benchmarks.account;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stowage.verification.benchmarks.machine.Printout;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class ReportTest {

    @Test
    void judgesFiguresByWhatIsWanted() {
        StringWriter out = new StringWriter();
        Printout printout = new Printout(new PrintWriter(out));
        Report report = new Report(printout);

        report.table("title");
        report.fact("waited", 1234.5, "ms");
        report.less("written", 255, "KiB", 256);
        report.less("read", 200, "bytes", 200);
        printout.summary();

        assertThat(out.toString())
                .containsPattern("waited +\\| +1,23[45] ms")
                .containsPattern("written +\\| +255 KiB \\| less than 256 KiB: met")
                .containsPattern("read +\\| +200 bytes \\| less than 200 bytes: MISSED")
                .contains("targets: 1 met, 1 missed", "read: less than 200 bytes wanted");
    }
}
