package dev.stowage.cluster.demo;

import dev.stowage.cluster.files.DirectoryTree;
import dev.stowage.cluster.process.ClusterLog;
import dev.stowage.cluster.process.ClusterSettings;
import java.io.Console;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
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
            "Ends with 0 only if all is equal."
        })
public final class DemoCommand implements Callable<Integer> {

    private static final int FAILED = 1;
    private static final int MOST_FAILURES = 20;

    @Spec private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "DIR", description = "the folder; it is only read")
    private Path folder = Path.of(".");

    @Option(
            names = "--suppliers",
            paramLabel = "N",
            description = "a combination of 2, 4, 7, 13, 18, 26 or 64 suppliers (4)")
    private @Nullable Integer suppliers;

    @Option(
            names = "--level",
            paramLabel = "L",
            description = "alone: a whole group of this reliability level, 0 … 7")
    private @Nullable Integer level;

    @Option(
            names = "--code",
            paramLabel = "CODE",
            description = "rs or xor (${DEFAULT-VALUE})",
            defaultValue = "rs")
    private String code = "rs";

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
        DemoLayout layout =
                DemoLayout.of(Optional.ofNullable(suppliers), Optional.ofNullable(level), code);
        SourceFolder source = SourceFolder.of(folder);
        Path work = Files.createTempDirectory("stowage-demo-");
        ClusterSettings settings = layout.cluster(work.resolve("data"));
        ClusterLog.writeTo(settings.log());
        PrintWriter out = spec.commandLine().getOut();
        boolean isWatched =
                Optional.ofNullable(System.console()).map(Console::isTerminal).orElse(false);
        List<String> failures = new Demo(layout, source, settings, seed, isWatched, out).run();
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
