package dev.stowage.verification.benchmarks.account;

import dev.stowage.verification.benchmarks.machine.Printout;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `stowage bench account-file`: opens, lists and changes an account with very many files.
@Command(
        name = "account-file",
        mixinStandardHelpOptions = true,
        description =
                "Measures an account with very many files: opening it, listing a folder, small"
                        + " changes, also while a snapshot is written; prints what it should reach.")
public final class AccountFileCommand implements Callable<Integer> {

    private static final int FEWEST = 1000;
    private static final int MOST = 4_000_000;
    private static final int QUICK = 50_000;

    @Spec private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--directory",
            paramLabel = "DIR",
            description = "with 8 GB free (the system's directory for temporary files)")
    private Path directory = Path.of(System.getProperty("java.io.tmpdir"));

    @Option(
            names = "--files",
            paramLabel = "N",
            description = "in the account (1,000,000; 50,000 if quick)")
    private int files;

    @Option(names = "--quick", description = "fewer files and fewer changes")
    private boolean quick;

    @Override
    public Integer call() throws IOException, InterruptedException {
        int wanted = files == 0 ? (quick ? QUICK : AccountFileBenchmark.FULL) : files;
        if (wanted < FEWEST || wanted > MOST) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--files must be %d … %d, got %d".formatted(FEWEST, MOST, wanted));
        }
        Path own = Files.createTempDirectory(directory, "stowage-bench-");
        try {
            new AccountFileBenchmark(
                            own,
                            new Printout(spec.commandLine().getOut()),
                            FEWEST,
                            wanted,
                            quick ? 30 : 200)
                    .run();
        } finally {
            delete(own);
        }
        return 0;
    }

    private static void delete(Path root) throws IOException {
        List<Path> all;
        try (Stream<Path> paths = Files.walk(root)) {
            all = paths.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path each : all) {
            try {
                Files.deleteIfExists(each);
            } catch (IOException inUse) {
                throw new UncheckedIOException(inUse);
            }
        }
    }
}
