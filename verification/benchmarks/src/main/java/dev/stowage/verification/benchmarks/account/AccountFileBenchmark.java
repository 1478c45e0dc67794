package dev.stowage.verification.benchmarks.account;

import dev.stowage.customer.account.OpenAccount;
import dev.stowage.customer.commit.Precondition;
import dev.stowage.customer.commit.Proposal;
import dev.stowage.customer.commit.Seen;
import dev.stowage.customer.folder.Folders;
import dev.stowage.format.account.Chain;
import dev.stowage.format.account.FilePath;
import dev.stowage.format.account.FolderPath;
import dev.stowage.format.address.AccountNumber;
import dev.stowage.verification.benchmarks.account.Traffic.Passed;
import dev.stowage.verification.benchmarks.account.Writer.Waits;
import dev.stowage.verification.benchmarks.machine.Printout;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// The run: a small account and a large one, by the same steps.
final class AccountFileBenchmark {

    static final int FULL = 1_000_000;

    /// With fewer files, what does not depend on them counts for too much.
    private static final int MANY = 100_000;

    private static final int PAGE = 1000;
    private static final int LISTINGS = 21;
    private static final long KIB = 1024;
    private static final long MOST_WRITTEN = 256 * KIB;
    private static final int MOST_BYTES_PER_ENTRY = 200;
    private static final int MOST_HEAP_PER_ENTRY = 300;
    private static final double MOST_GROWTH = 1.1;

    /// Freed at once, so many bytes are worth a snapshot.
    private static final long LARGE_BYTES = 64 << 20;

    /// And so many more for each file that the snapshot has.
    private static final long LARGE_BYTES_PER_FILE = 3200;

    private static final int COLLECTIONS = 3;
    private static final long PAUSE_MILLIS = 20;

    private final Path directory;
    private final Printout out;
    private final Report report;
    private final int few;
    private final int files;
    private final int changes;

    /// @param few files of the small account
    /// @param files of the large account
    /// @param changes that each figure of small changes is made of
    AccountFileBenchmark(Path directory, Printout out, int few, int files, int changes) {
        this.directory = directory;
        this.out = out;
        this.report = new Report(out);
        this.few = few;
        this.files = files;
        this.changes = changes;
    }

    void run() throws IOException, InterruptedException {
        out.machine(directory);
        try (Neighbourhood neighbourhood = Neighbourhood.start(directory);
                House house = neighbourhood.open()) {
            double small = measure(few, house, neighbourhood);
            double large = measure(files, house, neighbourhood);
            report.table("A small change of the large account beside one of the small account");
            report.less("bytes written, times", large / small, "", MOST_GROWTH);
        }
        out.summary();
    }

    /// @return bytes that a small change writes
    private double measure(int count, House house, Neighbourhood neighbourhood)
            throws InterruptedException {
        AccountNumber number = house.register();
        OpenAccount account = house.open(number);
        SampleFiles samples = new SampleFiles(house, account);
        long start = System.nanoTime();
        samples.commit(count);
        report.table("An account of %,d files".formatted(count));
        report.fact("made, files a second", count / seconds(start), "");
        samples.commitLarge("large/first", LARGE_BYTES + count * LARGE_BYTES_PER_FILE);
        samples.commitLarge("large/second", LARGE_BYTES + count * LARGE_BYTES_PER_FILE);
        snapshot(house, account, "large/first", new Writer(house, account));
        double written;
        try (House other = neighbourhood.open()) {
            OpenAccount elsewhere = opening(other, number, account);
            listing(elsewhere);
            written = change(house, account, other, elsewhere);
        }
        try (House third = neighbourhood.open()) {
            openingBehindChanges(third, number, account);
        }
        whileASnapshotIsWritten(house, account);
        return written;
    }

    private OpenAccount opening(House other, AccountNumber number, OpenAccount account) {
        int count = account.known().catalogue().files();
        long before = usedMemory();
        var _ = other.traffic().take();
        long start = System.nanoTime();
        OpenAccount opened = other.open(number);
        double seconds = seconds(start);
        Passed passed = other.traffic().take();
        long heap = usedMemory() - before;
        report.fact("logging in and opening", seconds, "s");
        report.fact("  read from suppliers", passed.read() / 1e6, "MB");
        report.fact("  requests to suppliers", (double) passed.requests(), "");
        if (count >= MANY) {
            report.less(
                    "  read for each file",
                    (double) passed.read() / count,
                    "bytes",
                    MOST_BYTES_PER_ENTRY);
            report.less(
                    "  heap for each file", (double) heap / count, "bytes", MOST_HEAP_PER_ENTRY);
        }
        return opened;
    }

    private void openingBehindChanges(House house, AccountNumber number, OpenAccount account) {
        int deltas = account.known().file().chain().deltas();
        long start = System.nanoTime();
        OpenAccount opened = house.open(number);
        report.fact("the same behind %,d small changes".formatted(deltas), seconds(start), "s");
        Passed passed = house.traffic().take();
        report.fact("  read from suppliers", passed.read() / 1e6, "MB");
        report.fact("  requests to suppliers", (double) passed.requests(), "");
        if (opened.known().catalogue().files() != account.known().catalogue().files()) {
            throw new IllegalStateException("another service sees another account");
        }
    }

    private void listing(OpenAccount account) {
        double best = Double.MAX_VALUE;
        for (int round = 0; round < LISTINGS; round++) {
            long start = System.nanoTime();
            var _ = Folders.list(account, FolderPath.ROOT, null, PAGE, true);
            best = Math.min(best, 1000 * seconds(start));
        }
        report.fact("listing 1,000 of them", best, "ms");
    }

    private double change(House house, OpenAccount account, House other, OpenAccount elsewhere) {
        Writer writer = new Writer(house, account);
        var _ = writer.write(changes);
        var _ = house.traffic().take();
        Waits waits = writer.write(changes);
        Passed passed = house.traffic().take();
        double written = (double) passed.written() / changes;
        report.fact("a small change, median", waits.median(), "ms");
        report.fact("  longest of %d".formatted(changes), waits.longest(), "ms");
        report.less("  written to all, heads too", written, "bytes", MOST_WRITTEN);
        report.fact("  blocks before they are coded", (double) passed.blocks() / changes, "bytes");
        elsewhere.resolve();
        var _ = other.traffic().take();
        writer.change();
        long start = System.nanoTime();
        elsewhere.resolve();
        report.fact("seen by another service after", 1000 * seconds(start), "ms");
        report.fact("  which reads", (double) other.traffic().take().read(), "bytes");
        return written;
    }

    private void whileASnapshotIsWritten(House house, OpenAccount account)
            throws InterruptedException {
        Writer writer = new Writer(house, account);
        long start = System.nanoTime();
        Waits waits = snapshot(house, account, "large/second", writer);
        report.fact("a snapshot is written in", seconds(start), "s");
        report.fact("  changes meanwhile", waits.millis().size(), "");
        report.fact("  their median", waits.median(), "ms");
        report.fact("  the longest", waits.longest(), "ms");
    }

    /// Deletes a large file, so that a snapshot is written, and makes small changes until the head
    /// names it.
    private Waits snapshot(House house, OpenAccount account, String path, Writer writer)
            throws InterruptedException {
        Chain before = account.known().file().chain();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            CompletableFuture<Void> deleting =
                    CompletableFuture.runAsync(() -> delete(house, account, path), threads);
            Thread.sleep(PAUSE_MILLIS);
            Waits waits =
                    writer.write(
                            () ->
                                    !deleting.isDone()
                                            || account.known().file().chain().deltaLinks()
                                                    >= before.deltaLinks());
            deleting.join();
            return waits;
        }
    }

    private static void delete(House house, OpenAccount account, String path) {
        house.storehouse()
                .commits()
                .commit(
                        account,
                        new Proposal.Removal(
                                new FilePath(path),
                                Precondition.NONE,
                                Seen.now(account, new FilePath(path))));
    }

    private static double seconds(long start) {
        return (System.nanoTime() - start) / 1e9;
    }

    private static long usedMemory() {
        for (int i = 0; i < COLLECTIONS; i++) {
            System.gc();
        }
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
