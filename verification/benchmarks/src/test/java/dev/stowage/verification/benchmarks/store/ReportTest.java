package dev.stowage.verification.benchmarks.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stowage.verification.benchmarks.machine.Printout;
import dev.stowage.verification.benchmarks.race.Speeds;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReportTest {

    private final StringWriter out = new StringWriter();
    private final Printout printout = new Printout(new PrintWriter(out));
    private final Report report = new Report(printout);

    @Test
    void judgesRatiosAgainstWhatIsWanted() {
        report.heat(
                "work",
                1000,
                List.of(
                        new Yardstick(named("ours"), 0),
                        new Yardstick(named("slow"), 8),
                        new Yardstick(named("fast"), 0.7)),
                List.of(speeds(0.8), speeds(0.1), speeds(1.6)));
        printout.summary();

        assertThat(out.toString())
                .containsPattern("ours +\\| +800 +\\| +800000 +\\| +\\|")
                .containsPattern("slow .* 8\\.00 \\| 8\\.00: met")
                .containsPattern("fast .* 0\\.50 \\| 0\\.70: MISSED")
                .contains("targets: 1 met, 1 missed", "work, x fast: 0.70 wanted, 0.50 reached");
    }

    @Test
    void judgesStartsByTheirMedianAndMemoryByWhatARecordAdds() {
        report.starts(new Starts(1_000_000, List.of(9.0, 4.0, 4.5), List.of(1.5), 63, 2e6));
        printout.summary();

        assertThat(out.toString())
                .containsPattern("after kill -9 +\\| +4\\.50 s \\| at most 5 s: met")
                .containsPattern("clean stop +\\| +1\\.50 s \\| at most 1 s: MISSED")
                .containsPattern("each record +\\| +63\\.00 bytes \\| at most 64 bytes: met")
                .contains("2.0 MB", "targets: 2 met, 1 missed");
    }

    private static Speeds speeds(double speed) {
        return new Speeds(List.of(speed, speed, speed));
    }

    private static Entrant named(String name) {
        return new Entrant() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public double run(Path directory) {
                return 1;
            }
        };
    }
}
