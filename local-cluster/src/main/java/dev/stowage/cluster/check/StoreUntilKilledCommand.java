package dev.stowage.cluster.check;

import dev.stowage.cluster.process.ClusterLog;
import dev.stowage.supplier.store.CommitObserver;
import dev.stowage.supplier.store.DirectoryDisk;
import dev.stowage.supplier.store.LogStore;
import dev.stowage.supplier.trial.TrialWriter;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// What `stowage check crash` runs in a process of its own: opens a record store, stores what a
/// seed says, tells what was acknowledged, and waits to be killed.
@Command(
        name = "store-until-killed",
        hidden = true,
        description = "For `stowage check crash`: stores records in DIR until it is killed.")
public final class StoreUntilKilledCommand implements Callable<Integer> {

    /// Said before and after the store is opened.
    static final String OPENING = "opening";

    static final String OPEN = "open";

    @Parameters(index = "0", paramLabel = "DIR")
    private Path directory = Path.of("records");

    @Parameters(index = "1", paramLabel = "SEED")
    private long seed;

    @Override
    public Integer call() throws IOException, InterruptedException {
        ClusterLog.writeTo(directory.resolveSibling("killed.log"));
        try (FileOutputStream told = new FileOutputStream(FileDescriptor.out)) {
            tell(told, OPENING);
            try (LogStore store = open(directory)) {
                tell(told, OPEN);
                new TrialWriter(store, told).run(seed);
                awaitEndOfParent();
            }
        }
        return 0;
    }

    /// The store of the trial, as parent and child open it in turns.
    static LogStore open(Path directory) throws IOException {
        return new LogStore(
                new DirectoryDisk(directory),
                TrialWriter.SETTINGS,
                new SplittableRandom(),
                Clock.systemUTC(),
                CommitObserver.NONE);
    }

    private static void tell(FileOutputStream told, String line) throws IOException {
        told.write((line + "\n").getBytes(StandardCharsets.UTF_8));
    }

    /// Nothing comes from the parent but, should it end first, the end of its pipe.
    private static void awaitEndOfParent() throws IOException {
        System.in.transferTo(OutputStream.nullOutputStream());
    }
}
