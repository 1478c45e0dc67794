package dev.stowage.verification.benchmarks.erasure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stowage.erasure.kernel.Kernel;
import dev.stowage.verification.benchmarks.race.Pace;
import dev.stowage.verification.benchmarks.race.Race;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// The whole run, with no time for anything: what it prints is there, whatever the figures are.
class ErasureCodeBenchmarkTest {

    private static final Pace NO_TIME =
            new Pace(2, Duration.ofNanos(1), Duration.ZERO, Duration.ZERO, Duration.ZERO);

    @Test
    void everyOperationOfEveryCoderIsMeasured() throws InterruptedException {
        List<String> lines = run(Isal.isInstalled(), EnumSet.allOf(Operation.class));
        for (String operation : List.of("encode", "reconstruct")) {
            for (String block : List.of("64 KiB", "1 MiB")) {
                assertThat(rows(lines, operation, block, "Stowage rs")).isNotEmpty();
                assertThat(rows(lines, operation, block, "Stowage xor")).isNotEmpty();
                assertThat(rows(lines, operation, block, "table")).isNotEmpty();
            }
        }
        assertThat(rows(lines, "rebuild", "1 MiB", "Stowage rs PORTABLE")).hasSize(2);
        assertThat(lines).anyMatch(line -> line.contains("2 threads"));
        assertThat(lines).anyMatch(line -> line.contains("not measured") && line.contains("[5]"));
    }

    @Test
    void whatIsLostAndWhatIsReadStandsBesideEachCoder() throws InterruptedException {
        List<String> lines = run(false, Set.of(Operation.REBUILD));
        assertThat(rows(lines, "rebuild", "1 MiB", "Stowage xor"))
                .map(row -> List.of(row.replace(" ", "").split("\\|")).subList(2, 7))
                .containsExactly(
                        List.of("2", "1MiB", "Stowagexor", "1", "2"),
                        List.of("4", "1MiB", "Stowagexor", "1", "3"));
        assertThat(rows(lines, "rebuild", "1 MiB", "table"))
                .map(row -> List.of(row.replace(" ", "").split("\\|")).subList(2, 7))
                .containsExactly(
                        List.of("2", "1MiB", "table", "1", "2"),
                        List.of("4", "1MiB", "table", "1", "4"));
    }

    @Test
    void theKernelThatServicesUseIsNamed() throws InterruptedException {
        assertThat(run(false, Set.of()))
                .anyMatch(line -> line.contains(Kernel.preferred() + " is what services use"));
    }

    @Test
    void withoutIsalTheRatiosToItAreMissingAndSaidToBe() throws InterruptedException {
        List<String> lines = run(false, EnumSet.allOf(Operation.class));
        assertThat(lines).anyMatch(line -> line.contains("not installed"));
        assertThat(lines).noneMatch(line -> line.contains("| ISA-L "));
        assertThat(rows(lines, "encode", "1 MiB", "Stowage"))
                .anyMatch(row -> row.contains("1.50 x ISA-L: not measured"));
    }

    @Test
    void oneOperationMayBeChosen() throws InterruptedException {
        List<String> lines = run(false, Set.of(Operation.RECONSTRUCT));
        assertThat(rows(lines, "reconstruct", "1 MiB", "Stowage")).isNotEmpty();
        assertThat(lines).noneMatch(line -> line.contains("| encode"));
        assertThat(lines).noneMatch(line -> line.contains("| rebuild"));
    }

    private static List<String> run(boolean withIsal, Set<Operation> operations)
            throws InterruptedException {
        StringWriter out = new StringWriter();
        List<Long> blocks = List.of(64 * BlockSize.KIB, BlockSize.MIB);
        Programme programme = new Programme(List.of(2, 4, 5), blocks, operations, 2, false);
        try (Race race = new Race(NO_TIME)) {
            new ErasureCodeBenchmark(race, new Report(new PrintWriter(out)), withIsal)
                    .run(programme);
        }
        return out.toString().lines().toList();
    }

    private static List<String> rows(
            List<String> lines, String operation, String block, String coder) {
        return lines.stream()
                .filter(line -> line.startsWith("| " + operation))
                .filter(line -> line.contains(block) && line.contains("| " + coder))
                .toList();
    }
}
