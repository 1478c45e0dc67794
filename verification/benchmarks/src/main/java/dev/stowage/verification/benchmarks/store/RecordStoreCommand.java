package dev.stowage.verification.benchmarks.store;

import dev.stowage.verification.benchmarks.machine.Printout;
import dev.stowage.verification.benchmarks.store.RecordStoreBenchmark.Work;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `stowage bench record-store`: a supplier's record store beside the bare disk and beside one file
/// for each record.
@Command(
        name = "record-store",
        mixinStandardHelpOptions = true,
        description =
                "Measures a supplier's record store, beside the bare disk and beside one file for each"
                        + " record, and prints what it should reach.")
public final class RecordStoreCommand implements Callable<Integer> {

    @Spec private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--directory",
            paramLabel = "DIR",
            description =
                    "on the disk that is to be measured, with 6 GB free (the system's directory for"
                            + " temporary files)")
    private Path directory = Path.of(System.getProperty("java.io.tmpdir"));

    @Option(names = "--quick", description = "fewer rounds, and fewer records to start with")
    private boolean quick;

    @Option(names = "--only", paramLabel = "WORK", description = "of writing, reading, starts")
    private @Nullable Work only;

    @Override
    public Integer call() throws IOException, InterruptedException {
        Path own = Files.createTempDirectory(directory, "stowage-bench-");
        try {
            new RecordStoreBenchmark(
                            own,
                            new Printout(spec.commandLine().getOut()),
                            quick
                                    ? RecordStoreBenchmark.Scale.QUICK
                                    : RecordStoreBenchmark.Scale.FULL)
                    .run(only == null ? EnumSet.allOf(Work.class) : EnumSet.of(only));
        } finally {
            Heat.delete(own);
        }
        return 0;
    }
}
