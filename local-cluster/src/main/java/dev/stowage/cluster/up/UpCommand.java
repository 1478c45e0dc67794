package dev.stowage.cluster.up;

import dev.stowage.cluster.process.ClusterLog;
import dev.stowage.cluster.process.ClusterSettings;
import dev.stowage.cluster.process.LocalCluster;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `stowage up`: the whole cluster in this process, until it is interrupted.
@Command(
        name = "up",
        mixinStandardHelpOptions = true,
        description = "Runs the whole cluster in one process, its data in one directory.")
public final class UpCommand implements Callable<Integer> {

    @Spec private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "where everything is kept (${DEFAULT-VALUE})",
            defaultValue = "data")
    private Path data = Path.of("data");

    @Option(
            names = "--port",
            paramLabel = "N",
            description = "port of the gateway, 0 for a free one (${DEFAULT-VALUE})",
            defaultValue = "" + ClusterSettings.DEFAULT_PORT)
    private int port;

    @Option(
            names = "--supplier-services",
            paramLabel = "N",
            description = "suppliers, 2 … 64 (${DEFAULT-VALUE})",
            defaultValue = "" + ClusterSettings.DEFAULT_SUPPLIERS)
    private int suppliers;

    @Override
    public Integer call() throws IOException, InterruptedException {
        ClusterSettings settings = ClusterSettings.of(data, port, suppliers);
        ClusterLog.writeTo(settings.log());
        AtomicReference<LocalCluster> running = new AtomicReference<>();
        // Before the start: a process that is told to stop half-way shall stop.
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(running.get()), "stop"));
        LocalCluster cluster = LocalCluster.start(settings);
        running.set(cluster);
        PrintWriter out = spec.commandLine().getOut();
        out.println(NextSteps.after(cluster.gateway()));
        out.flush();
        Thread.currentThread().join();
        return 0;
    }

    private static void stop(@Nullable LocalCluster running) {
        if (running != null) {
            running.close();
        }
    }
}
