package dev.stowage.supplier.store;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Random;

/// A process that fills a log with records and waits to be killed, or opens it and says how long
/// that took.
///
/// Arguments: `fill DIRECTORY RECORDS`, or `open DIRECTORY`.
final class StoreStart {

    private static final int ACCOUNTS = 1_000;
    private static final int BODY_BYTES = 2_404;
    private static final int GROUP = 512;

    private StoreStart() {}

    public static void main(String[] arguments) throws Exception {
        Path directory = Path.of(arguments[1]);
        if (arguments[0].equals("fill")) {
            fill(new DirectoryDisk(directory), Integer.parseInt(arguments[2]));
            System.out.println("filled, to be killed");
            Thread.currentThread().join();
        }
        long bytes = Files.walk(directory).mapToLong(file -> file.toFile().length()).sum();
        long before = busyMillis();
        long start = System.nanoTime();
        try (LogStore store = open(new DirectoryDisk(directory), LogSettings.DEFAULT)) {
            long millis = (System.nanoTime() - start) / 1_000_000;
            System.out.printf(
                    "%d ms (%d ms of a processor): %d records, %d walked, %d MB%n",
                    millis,
                    busyMillis() - before,
                    store.usage().records(),
                    store.recovery().walked(),
                    bytes >> 20);
        }
    }

    /// Processor time of this thread.
    private static long busyMillis() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() / 1_000_000;
    }

    static LogStore open(Disk disk, LogSettings settings) throws IOException {
        return new LogStore(disk, settings, new Random(1), Clock.systemUTC(), CommitObserver.NONE);
    }

    /// Writes records as the committer does, but none of them is more than a header and zeros: a
    /// start does not look at more.
    private static void fill(Disk disk, int records) throws IOException {
        LogSettings settings = LogSettings.DEFAULT;
        LogIndex index = new LogIndex();
        LogAppender appender =
                new LogOpening(disk, new DiskSpace(disk), index, settings, new Random(1)).open();
        ByteBuffer body = ByteBuffer.allocate(BODY_BYTES);
        for (int record = 0; record < records; record += GROUP) {
            appender.begin((long) GROUP * (BODY_BYTES + EntryHeader.BYTES), 0);
            for (int next = record; next < Math.min(records, record + GROUP); next++) {
                appender.nextBatch();
                RecordKey key = new RecordKey(1 + next % ACCOUNTS, 2, next, 8);
                appender.append(1, new Subject.OfRecord(key, 1024, 2), List.of(body));
            }
            appender.commit();
            appender.trySeal();
        }
    }
}
