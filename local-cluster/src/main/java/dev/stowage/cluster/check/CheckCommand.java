package dev.stowage.cluster.check;

import dev.stowage.cluster.files.DirectoryTree;
import dev.stowage.cluster.layout.LayoutOptions;
import dev.stowage.cluster.layout.WantedLayout;
import dev.stowage.cluster.process.ClusterLog;
import dev.stowage.cluster.walk.Disguise;
import dev.stowage.cluster.walk.Exploration;
import dev.stowage.cluster.writers.WritersCheck;
import dev.stowage.cluster.writers.WritersOptions;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `stowage check NAME`: the long form of a campaign whose short form runs with the tests.
@Command(
        name = "check",
        mixinStandardHelpOptions = true,
        description = {
            "Puts what was built to the proof. NAME is one of:",
            "  kill       kills a whole cluster during uploads, looks whether anything is lost",
            "  codes      loses half of the fragments of every code, looks whether they come back",
            "  crash      kills a record store while it stores, and takes its disk's power away",
            "  crowd      very many contracts and customers at once at one supplier",
            "  writers    two customer-services serve one account while one of them is killed",
            "  threshold  writes while as many suppliers are gone as may be, and one more",
            "  join       half as many suppliers join, looks whether anything is moved",
            "  rebuild    wipes a supplier, measures how its records are made again, without a customer-service and beside reads and writes",
            "  membership suppliers come, die and are replaced, step by step, looks whether every promise is kept",
            "  speed      large and small files through a gateway",
            "A seed is a walk, a kill, a pattern of losses for each code, a loss of power, or a choice of suppliers that are gone.",
            "threshold takes a dozen layouts, or the one that the options name."
        })
public final class CheckCommand implements Callable<Integer> {

    private static final int FAILED = 1;
    private static final int USUAL_KILLS = 20;
    private static final int USUAL_FILES = 64;
    private static final int USUAL_WALKS = 50;
    private static final Duration LONGEST = Duration.ofDays(7);

    /// A campaign.
    enum Campaign {
        /// Kills the whole cluster during uploads.
        KILL,
        /// Loses half of the fragments of every code.
        CODES,
        /// Kills a record store and takes its power away.
        CRASH,
        /// Very many customers at one supplier.
        CROWD,
        /// Two customer-services, one account, and kills.
        WRITERS,
        /// Writes while suppliers are gone.
        THRESHOLD,
        /// Lets suppliers join.
        JOIN,
        /// Wipes suppliers.
        REBUILD,
        /// Walks through small houses.
        MEMBERSHIP,
        /// Measures large and small files through the gateway.
        SPEED
    }

    @Spec private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "NAME", description = "${COMPLETION-CANDIDATES}")
    private Campaign campaign = Campaign.KILL;

    @Option(
            names = "--seeds",
            paramLabel = "N",
            description =
                    "how many seeds. kill: 20. membership: 50. threshold: 1. crash: 2,000 losses of power, and a kill for every"
                            + " four of them. codes: 2,000, and fewer of the codes with 256 data"
                            + " fragments and more, which takes two minutes; with a number of"
                            + " yours each seed takes some five seconds, most of them for the"
                            + " widest code.")
    private @Nullable Integer seeds;

    @Option(
            names = {"--first-seed", "--seed"},
            paramLabel = "N",
            description = "the first of them, or the only one (${DEFAULT-VALUE})",
            defaultValue = "1")
    private long firstSeed;

    @Option(
            names = "--contracts",
            paramLabel = "N",
            description = "crowd: how many contracts (${DEFAULT-VALUE})",
            defaultValue = "" + CrowdCheck.USUAL_CONTRACTS)
    private int contracts;

    @Option(
            names = "--customers",
            paramLabel = "N",
            description = "crowd: how many of them store and fetch at once (${DEFAULT-VALUE})",
            defaultValue = "" + CrowdCheck.USUAL_CUSTOMERS)
    private int customers;

    @Option(
            names = "--lost-megabytes",
            paramLabel = "N",
            description =
                    "rebuild: how much is wiped; six times as much space is needed (${DEFAULT-VALUE})",
            defaultValue = "" + RebuildCheck.USUAL_MEGABYTES)
    private long lostMegabytes;

    @Mixin private WritersOptions writers = new WritersOptions();

    @Mixin private LayoutOptions layout = new LayoutOptions();

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (seeds != null && seeds < 1) {
            throw new ParameterException(spec.commandLine(), "--seeds is 1 or more, not " + seeds);
        }
        Path work = Files.createTempDirectory("stowage-check-");
        ClusterLog.writeTo(work.resolve("stowage.log"));
        PrintWriter out = spec.commandLine().getOut();
        List<String> failures =
                switch (campaign) {
                    case KILL ->
                            new KillCheck(work.resolve("data"), out)
                                    .run(firstSeed, seeds == null ? USUAL_KILLS : seeds);
                    case CODES -> new CodeCheck(out).run(firstSeed, this::seedsOfCode);
                    case CRASH -> crashes(work, out);
                    case CROWD -> crowd(work, out);
                    case WRITERS -> new WritersCheck(work, writers.settings(firstSeed), out).run();
                    case THRESHOLD -> thresholds(work, out);
                    case JOIN -> new JoinCheck(work.resolve("data"), USUAL_FILES, out).run();
                    case REBUILD -> rebuilds(work, out);
                    case MEMBERSHIP -> walks(out);
                    case SPEED -> new SpeedCheck(work, out).run();
                };
        failures.forEach(out::println);
        out.println(failures.isEmpty() ? "passed" : "FAILED; what was stored is kept in " + work);
        out.flush();
        if (failures.isEmpty()) {
            DirectoryTree.delete(work);
            return 0;
        }
        return FAILED;
    }

    private List<String> crashes(Path work, PrintWriter out)
            throws IOException, InterruptedException {
        int losses = seeds == null ? CrashCheck.USUAL_LOSSES : seeds;
        return new CrashCheck(work, out).run(firstSeed, CrashCheck.kills(losses), losses);
    }

    private List<String> crowd(Path work, PrintWriter out)
            throws IOException, InterruptedException {
        if (customers < 1 || contracts < customers) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--customers is 1 or more and --contracts no less, not %d and %d"
                            .formatted(customers, contracts));
        }
        return new CrowdCheck(work.resolve("data"), contracts, customers, Clock.systemUTC(), out)
                .run();
    }

    private List<String> rebuilds(Path work, PrintWriter out)
            throws IOException, InterruptedException {
        if (lostMegabytes < 16) {
            throw new ParameterException(
                    spec.commandLine(), "--lost-megabytes is 16 or more, not " + lostMegabytes);
        }
        return new RebuildCheck(work.resolve("data"), lostMegabytes << 20, true, out).run();
    }

    private List<String> walks(PrintWriter out) throws IOException, InterruptedException {
        Path memory = Exploration.directory();
        try {
            return new Exploration(memory, Disguise.NONE, out)
                    .explore(
                            firstSeed,
                            seeds == null ? USUAL_WALKS : seeds,
                            Exploration.USUAL_STEPS,
                            LONGEST);
        } finally {
            DirectoryTree.delete(memory);
        }
    }

    private List<String> thresholds(Path work, PrintWriter out)
            throws IOException, InterruptedException {
        List<WantedLayout> layouts =
                layout.layout().map(List::of).orElse(ThresholdCheck.USUAL_LAYOUTS);
        List<String> failures = new ArrayList<>();
        long end = firstSeed + (seeds == null ? 1 : seeds);
        for (WantedLayout wanted : layouts) {
            for (long seed = firstSeed; seed < end; seed++) {
                Path data =
                        work.resolve("layout-%d-seed-%d".formatted(layouts.indexOf(wanted), seed));
                List<String> found =
                        new ThresholdCheck(wanted, wanted.cluster(data), seed, out).run();
                if (found.isEmpty()) {
                    DirectoryTree.delete(data);
                }
                failures.addAll(found);
            }
        }
        return failures;
    }

    private int seedsOfCode(int dataFragments) {
        return seeds == null ? CodeCheck.usualSeeds(dataFragments) : seeds;
    }
}
