package dev.stowage.verification.benchmarks.store;

import dev.stowage.format.record.FragmentRecord;
import dev.stowage.supplier.store.CommitObserver;
import dev.stowage.supplier.store.DirectoryDisk;
import dev.stowage.supplier.store.LogSettings;
import dev.stowage.supplier.store.LogStore;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.LongStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// What `stowage bench record-store` runs in a process of its own: opens a store, says how long
/// that took and what memory it needs, and does what it is told, line by line.
@Command(
        name = "open-store",
        hidden = true,
        description = "For `stowage bench record-store`: opens the record store in DIR.")
public final class OpenStoreCommand implements Callable<Integer> {

    static final int ACCOUNTS = 16;
    static final int RECORD_BYTES = 2 << 10;

    private static final int BATCH = 250;
    private static final int WRITERS = 8;
    private static final int COLLECTIONS = 3;

    @Parameters(index = "0", paramLabel = "DIR")
    private Path directory = Path.of("records");

    /// Answers `opened NANOS RECORDS BYTES`; then `write N` with `written`, `close` with `closed`.
    @Override
    public Integer call() throws IOException, InterruptedException {
        PrintStream told = System.out;
        BufferedReader orders =
                new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        long before = usedMemory();
        long start = System.nanoTime();
        try (LogStore store =
                new LogStore(
                        new DirectoryDisk(directory),
                        LogSettings.DEFAULT,
                        new SplittableRandom(),
                        Clock.systemUTC(),
                        CommitObserver.NONE)) {
            long nanos = System.nanoTime() - start;
            long records = store.usage().records();
            told.printf("opened %d %d %d%n", nanos, records, usedMemory() - before);
            told.flush();
            for (String order = orders.readLine();
                    order != null && order.startsWith("write ");
                    order = orders.readLine()) {
                write(store, Long.parseLong(order.substring("write ".length())));
                told.println("written");
                told.flush();
            }
        }
        told.println("closed");
        return 0;
    }

    /// Stores so many more records, of several accounts in turns.
    private static void write(LogStore store, long count) throws IOException, InterruptedException {
        List<SampleRecords> accounts = new ArrayList<>();
        for (int account = 1; account <= ACCOUNTS; account++) {
            accounts.add(new SampleRecords(account, RECORD_BYTES));
        }
        long first = store.usage().records() / BATCH;
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Crew.nanos(
                    threads,
                    WRITERS,
                    count / BATCH,
                    number -> {
                        SampleRecords account = accounts.get((int) ((first + number) % ACCOUNTS));
                        store.store(
                                account.account(),
                                batch(account, (first + number) / ACCOUNTS * BATCH),
                                Long.MAX_VALUE);
                    });
        }
    }

    private static List<FragmentRecord> batch(SampleRecords account, long first) {
        return LongStream.range(first, first + BATCH).mapToObj(account::record).toList();
    }

    private static long usedMemory() {
        for (int i = 0; i < COLLECTIONS; i++) {
            System.gc();
        }
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
