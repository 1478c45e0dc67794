package dev.stowage.cluster.process;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// What runs in a process of its own so that it can be killed: one customer-service, whose settings
/// are in the environment.
@Command(
        name = ServeCustomerCommand.NAME,
        hidden = true,
        description =
                "For `stowage check writers`: a customer-service that keeps its things in DIR.")
public final class ServeCustomerCommand implements Callable<Integer> {

    static final String NAME = "serve-customer";

    @Spec private CommandSpec spec = CommandSpec.create();

    @Parameters(index = "0", paramLabel = "DIR")
    private Path data = Path.of("customer");

    @Override
    public Integer call() throws IOException, InterruptedException {
        ClusterLog.writeTo(data.resolveSibling(data.getFileName() + ".log"));
        try (CustomerReplica replica = CustomerReplica.startByEnvironment(data)) {
            PrintWriter out = spec.commandLine().getOut();
            out.println(ChildProcess.READY + replica.url());
            out.flush();
            awaitEndOfParent();
        }
        return 0;
    }

    /// Nothing comes from the parent but, should it end first, the end of its pipe.
    private static void awaitEndOfParent() throws IOException {
        System.in.transferTo(OutputStream.nullOutputStream());
    }
}
