package dev.stowage.cluster.demo;

import dev.stowage.cluster.files.DirectoryTree;
import dev.stowage.cluster.layout.LayoutOptions;
import dev.stowage.cluster.layout.WantedLayout;
import dev.stowage.cluster.process.ClusterLog;
import dev.stowage.cluster.process.ClusterSettings;
import java.io.Console;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `stowage demo DIR`.
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        description = {
            "Stores a folder in a cluster of its own, takes away as many suppliers as the layout"
                    + " tolerates, and shows that every byte comes back.",
            "Without a number or a level it takes four suppliers. Ends with 0 only if all is equal."
        })
public final class DemoCommand implements Callable<Integer> {

    private static final int FAILED = 1;
    private static final int MOST_FAILURES = 20;
    private static final int USUAL_SUPPLIERS = 4;

    /// What is demonstrated.
    enum Scenario {
        /// Suppliers vanish.
        LOSS,
        /// Suppliers are fired, die and come back.
        FIRE
    }

    @Spec private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "DIR", description = "the folder; it is only read")
    private Path folder = Path.of(".");

    @Mixin private LayoutOptions layout = new LayoutOptions();

    @Option(
            names = "--scenario",
            paramLabel = "NAME",
            description =
                    "loss: suppliers vanish; fire: one is fired, one dies, one comes back"
                            + " (${DEFAULT-VALUE})",
            defaultValue = "loss")
    private Scenario scenario = Scenario.LOSS;

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "which suppliers are taken at random (${DEFAULT-VALUE})",
            defaultValue = "1")
    private long seed;

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (!Files.isDirectory(folder)) {
            throw new IllegalArgumentException(folder + " is no folder");
        }
        WantedLayout wanted =
                layout.layout()
                        .orElseGet(() -> WantedLayout.combination(USUAL_SUPPLIERS, layout.code()));
        SourceFolder source = SourceFolder.of(folder);
        Path work = Files.createTempDirectory("stowage-demo-");
        ClusterSettings settings = wanted.cluster(work.resolve("data"));
        ClusterLog.writeTo(settings.log());
        PrintWriter out = spec.commandLine().getOut();
        boolean isWatched =
                Optional.ofNullable(System.console()).map(Console::isTerminal).orElse(false);
        List<String> failures =
                switch (scenario) {
                    case LOSS -> new Demo(wanted, source, settings, seed, isWatched, out).run();
                    case FIRE ->
                            new FireDemo(
                                            wanted,
                                            source,
                                            settings,
                                            isWatched,
                                            Clock.systemUTC(),
                                            out)
                                    .run();
                };
        failures.stream().limit(MOST_FAILURES).forEach(out::println);
        out.println(
                failures.isEmpty()
                        ? "every byte came back"
                        : "FAILED, %d files; what was stored is kept in %s"
                                .formatted(failures.size(), work));
        out.flush();
        if (!failures.isEmpty()) {
            return FAILED;
        }
        DirectoryTree.delete(work);
        return 0;
    }
}
