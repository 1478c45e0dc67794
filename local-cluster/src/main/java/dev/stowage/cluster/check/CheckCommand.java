package dev.stowage.cluster.check;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `stowage check NAME`: the long form of a campaign whose short form runs with the tests.
@Command(
        name = "check",
        mixinStandardHelpOptions = true,
        description = "Puts a cluster of its own to the proof. NAME is one of: kill, speed.")
public final class CheckCommand implements Callable<Integer> {

    private static final int FAILED = 1;

    /// A campaign.
    enum Campaign {
        /// Kills the whole cluster during uploads.
        KILL,
        /// Measures large and small files through the gateway.
        SPEED
    }

    @Spec private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "NAME", description = "${COMPLETION-CANDIDATES}")
    private Campaign campaign = Campaign.KILL;

    @Option(
            names = "--seeds",
            paramLabel = "N",
            description = "how many seeds (${DEFAULT-VALUE})",
            defaultValue = "20")
    private int seeds;

    @Option(
            names = "--first-seed",
            paramLabel = "N",
            description = "the first of them (${DEFAULT-VALUE})",
            defaultValue = "1")
    private long firstSeed;

    @Override
    public Integer call() throws IOException, InterruptedException {
        Path work = Files.createTempDirectory("stowage-check-");
        PrintWriter out = spec.commandLine().getOut();
        List<String> failures =
                switch (campaign) {
                    case KILL -> new KillCheck(work.resolve("data"), out).run(firstSeed, seeds);
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
}
