package dev.stowage.verification.benchmarks.erasure;

import dev.stowage.verification.benchmarks.machine.Machine;
import dev.stowage.verification.benchmarks.race.Pace;
import dev.stowage.verification.benchmarks.race.Race;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `stowage bench erasure-code`: the erasure codes beside ISA-L and a table of products.
@Command(
        name = "erasure-code",
        mixinStandardHelpOptions = true,
        description =
                "Measures the erasure codes, beside ISA-L where it is installed, and prints what they"
                        + " should reach.")
public final class ErasureCodeCommand implements Callable<Integer> {

    private static final Duration ROUND = Duration.ofMillis(3);
    private static final Duration LEAST_WARM_UP = Duration.ofMillis(200);
    private static final Duration MOST_WARM_UP = Duration.ofSeconds(2);
    private static final Duration MOST_COLD_WARM_UP = Duration.ofMinutes(1);
    private static final int SHORT_ROUNDS = 5;
    private static final int ROUNDS = 11;

    @Spec private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--rounds",
            paramLabel = "R",
            description = "how often each contestant is timed (11; with --quick 5)")
    private @Nullable Integer rounds;

    @Option(
            names = "--k",
            paramLabel = "K",
            split = ",",
            description = "numbers of data fragments (all that there are)")
    private List<Integer> ks = new ArrayList<>();

    @Option(
            names = "--blocks",
            paramLabel = "SIZE",
            split = ",",
            converter = BlockSize.class,
            description = "sizes of blocks (64K,1M,4M; for 4096 data fragments and more 4M,64M)")
    private List<Long> blocks = new ArrayList<>();

    @Option(
            names = "--only",
            paramLabel = "OPERATION",
            description = "encode, reconstruct or rebuild")
    private @Nullable Operation only;

    @Option(
            names = "--threads",
            paramLabel = "N",
            description = "threads for blocks in parallel (all processors; 1 leaves this out)")
    private @Nullable Integer threads;

    @Option(
            names = "--quick",
            description = "fewer rounds, two kernels, and blocks of one size: 1M if possible")
    private boolean quick;

    @Override
    public Integer call() throws InterruptedException {
        Programme programme =
                new Programme(
                        ks.isEmpty() ? Programme.ALL : ks,
                        blocks,
                        only == null ? EnumSet.allOf(Operation.class) : EnumSet.of(only),
                        threads == null ? Machine.processors() : threads,
                        quick);
        Report report = new Report(spec.commandLine().getOut());
        try (Race race = new Race(pace())) {
            new ErasureCodeBenchmark(race, report, Isal.isInstalled()).run(programme);
        }
        return 0;
    }

    private Pace pace() {
        int usual = quick ? SHORT_ROUNDS : ROUNDS;
        return new Pace(
                rounds == null ? usual : rounds,
                ROUND,
                LEAST_WARM_UP,
                MOST_WARM_UP,
                MOST_COLD_WARM_UP);
    }
}
