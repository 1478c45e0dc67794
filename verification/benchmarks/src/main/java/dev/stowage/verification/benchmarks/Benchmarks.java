package dev.stowage.verification.benchmarks;

import dev.stowage.verification.benchmarks.account.AccountFileCommand;
import dev.stowage.verification.benchmarks.erasure.ErasureCodeCommand;
import dev.stowage.verification.benchmarks.store.OpenStoreCommand;
import dev.stowage.verification.benchmarks.store.RecordStoreCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/// The launcher of the benchmarks: what people type behind `./stowage bench`.
@Command(
        name = "stowage bench",
        mixinStandardHelpOptions = true,
        description = "Measures how fast Stowage is, beside what others use for the same work.",
        subcommands = {
            ErasureCodeCommand.class,
            RecordStoreCommand.class,
            OpenStoreCommand.class,
            AccountFileCommand.class,
            CommandLine.HelpCommand.class
        },
        synopsisSubcommandLabel = "NAME")
public final class Benchmarks {

    private Benchmarks() {}

    public static void main(String[] arguments) {
        String[] names = arguments.length == 0 ? new String[] {"help"} : arguments;
        System.exit(commandLine().execute(names));
    }

    static CommandLine commandLine() {
        return new CommandLine(new Benchmarks()).setCaseInsensitiveEnumValuesAllowed(true);
    }
}
