package dev.stowage.cluster;

import dev.stowage.cluster.check.CheckCommand;
import dev.stowage.cluster.check.StoreUntilKilledCommand;
import dev.stowage.cluster.demo.DemoCommand;
import dev.stowage.cluster.process.ServeCustomerCommand;
import dev.stowage.cluster.up.UpCommand;
import java.util.Objects;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/// The launcher: what people type behind `./stowage`.
@Command(
        name = "stowage",
        mixinStandardHelpOptions = true,
        description = "Distributed, encrypted, erasure-coded file storage.",
        subcommands = {
            UpCommand.class,
            DemoCommand.class,
            CheckCommand.class,
            StoreUntilKilledCommand.class,
            ServeCustomerCommand.class,
            CommandLine.HelpCommand.class
        },
        synopsisSubcommandLabel = "COMMAND",
        footer = {"", "stowage help COMMAND tells more."})
public final class Stowage {

    private Stowage() {}

    public static void main(String[] arguments) {
        CommandLine launcher = new CommandLine(new Stowage());
        tellVersion(launcher);
        launcher.getSubcommands().values().forEach(Stowage::tellVersion);
        launcher.setCaseInsensitiveEnumValuesAllowed(true);
        launcher.setExecutionExceptionHandler(Stowage::explain);
        String[] commands = arguments.length == 0 ? new String[] {"help"} : arguments;
        System.exit(launcher.execute(commands));
    }

    private static void tellVersion(CommandLine command) {
        String built = Stowage.class.getPackage().getImplementationVersion();
        command.getCommandSpec()
                .version("stowage " + Objects.requireNonNullElse(built, "(not from a jar)"));
    }

    /// A failure is one sentence for the person who typed the command; the log has the rest.
    private static int explain(
            Exception failure, CommandLine command, CommandLine.ParseResult parsed) {
        command.getErr().println("stowage: " + Explanation.of(failure));
        return CommandLine.ExitCode.SOFTWARE;
    }
}
