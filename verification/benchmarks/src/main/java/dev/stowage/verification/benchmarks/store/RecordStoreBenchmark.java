package dev.stowage.verification.benchmarks.store;

import dev.stowage.supplier.store.CommitObserver;
import dev.stowage.supplier.store.DirectoryDisk;
import dev.stowage.supplier.store.LogSettings;
import dev.stowage.supplier.store.LogStore;
import dev.stowage.verification.benchmarks.machine.Printout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// The run: one heat for each kind of work, then the starts.
final class RecordStoreBenchmark {

    private static final int LARGE = 256 << 10;
    private static final int SMALL = 4 << 10;
    private static final int LARGE_WRITERS = 16;
    private static final int SMALL_WRITERS = 64;
    private static final double OF_RAW_WRITING = 0.7;
    private static final double TIMES_FILES = 8;
    private static final double OF_RAW_READING = 0.85;
    private static final int WARM_UPS = 3;

    /// Files are so slow that fewer of them tell their speed as well.
    private static final int FEWER_FILES = 4;

    private static final int FEW_OF_ALL = 8;

    private final Path directory;
    private final Printout out;
    private final Report report;
    private final Scale scale;

    /// How much of everything.
    ///
    /// @param bytes that each round of a heat writes, and reads
    /// @param starts how often the store is opened, each way
    /// @param records in the store that is opened
    record Scale(int rounds, long bytes, int starts, long records) {

        static final Scale FULL = new Scale(11, 128 << 20, 5, 1_000_000);
        static final Scale QUICK = new Scale(5, 32 << 20, 3, 200_000);
    }

    /// @param directory empty, on the disk that is measured
    RecordStoreBenchmark(Path directory, Printout out, Scale scale) {
        this.directory = directory;
        this.out = out;
        this.report = new Report(out);
        this.scale = scale;
    }

    /// Kinds of work.
    enum Work {
        WRITING,
        READING,
        STARTS
    }

    void run(Set<Work> works) throws IOException, InterruptedException {
        out.machine(directory);
        if (works.contains(Work.WRITING)) {
            write();
        }
        if (works.contains(Work.READING)) {
            read();
        }
        if (works.contains(Work.STARTS)) {
            start();
        }
        out.summary();
    }

    private void write() throws IOException, InterruptedException {
        report.heats("Writing, each record durable before its writer goes on");
        write("256 KiB, 16 writers", LARGE, LARGE_WRITERS, scale.bytes(), OF_RAW_WRITING, 0);
        write("4 KiB, 64 writers", SMALL, SMALL_WRITERS, scale.bytes() / 4, 0, TIMES_FILES);
    }

    private void read() throws IOException, InterruptedException {
        YoungMemory.touch();
        report.heats("Reading at random, everything in the page cache");
        for (int readers : new int[] {1, Runtime.getRuntime().availableProcessors()}) {
            read("256 KiB", LARGE, readers);
            read("4 KiB", SMALL, readers);
        }
        if (PageCache.canForget()) {
            report.heats("Reading at random, nothing in the page cache");
            for (int readers : new int[] {1, Runtime.getRuntime().availableProcessors()}) {
                readFromDisk("256 KiB", LARGE, readers);
                readFromDisk("4 KiB", SMALL, readers);
            }
        }
    }

    private void start() throws IOException, InterruptedException {
        Path many = Files.createDirectory(directory.resolve("starts"));
        report.starts(Starts.measure(many.resolve("log"), scale.records(), scale.starts()));
        Heat.delete(many);
    }

    private void write(
            String work, int recordBytes, int writers, long bytes, double ofRaw, double timesFiles)
            throws IOException, InterruptedException {
        SampleRecords records = new SampleRecords(1, recordBytes);
        long count = bytes / recordBytes;
        StoreWriting store = new StoreWriting(records, writers, count);
        race(
                work,
                records,
                List.of(
                        new Yardstick(store, 0),
                        new Yardstick(
                                new RawWriting(store, (double) count * records.paddedBytes()),
                                ofRaw),
                        new Yardstick(
                                new FileWriting(records, writers, count / FEWER_FILES),
                                timesFiles)));
    }

    private void read(String size, int recordBytes, int readers)
            throws IOException, InterruptedException {
        SampleRecords records = new SampleRecords(1, recordBytes);
        long count = scale.bytes() / recordBytes;
        RandomOrder order = new RandomOrder(count, 2 * count);
        Path parent = Files.createDirectory(directory.resolve("reads"));
        Path log = parent.resolve("log");
        try (LogStore store = filled(log, records, order.records());
                RawReading fresh = RawReading.intoNewMemory(log, records, order, readers);
                RawReading same = RawReading.intoSameMemory(log, records, order, readers)) {
            race(
                    named(size, readers),
                    records,
                    List.of(
                            new Yardstick(new StoreReading(store, records, order, readers), 0),
                            new Yardstick(fresh, OF_RAW_READING),
                            new Yardstick(same, 0)));
        }
        Heat.delete(parent);
    }

    /// So few that hardly any is read a second time, when it is in the page cache.
    private void readFromDisk(String size, int recordBytes, int readers)
            throws IOException, InterruptedException {
        SampleRecords records = new SampleRecords(1, recordBytes);
        long count = scale.bytes() / recordBytes;
        RandomOrder order = new RandomOrder(count, count / FEW_OF_ALL);
        Path parent = Files.createDirectory(directory.resolve("reads"));
        Path log = parent.resolve("log");
        try (LogStore store = filled(log, records, order.records());
                RawReading raw = RawReading.intoNewMemory(log, records, order, readers)) {
            Entrant ours = new StoreReading(store, records, order, readers);
            race(
                    named(size, readers),
                    records,
                    List.of(
                            new Yardstick(new FromDisk(ours, log), 0),
                            new Yardstick(new FromDisk(raw, log), OF_RAW_READING)));
        }
        Heat.delete(parent);
    }

    private static String named(String size, int readers) {
        return readers == 1 ? size + ", 1 reader" : size + ", " + readers + " readers";
    }

    private static LogStore filled(Path log, SampleRecords records, long count)
            throws IOException, InterruptedException {
        LogStore store =
                new LogStore(
                        new DirectoryDisk(log),
                        LogSettings.DEFAULT,
                        new SplittableRandom(),
                        Clock.systemUTC(),
                        CommitObserver.NONE);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Crew.nanos(
                    threads,
                    SMALL_WRITERS,
                    count,
                    block ->
                            store.store(
                                    records.account(),
                                    List.of(records.record(block)),
                                    Long.MAX_VALUE));
        }
        return store;
    }

    private void race(String work, SampleRecords records, List<Yardstick> entered)
            throws IOException, InterruptedException {
        Heat heat = new Heat(directory, WARM_UPS, scale.rounds());
        report.heat(
                work,
                records.paddedBytes(),
                entered,
                heat.run(entered.stream().map(Yardstick::entrant).toList()));
    }
}
