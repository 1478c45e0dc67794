package dev.stowage.verification.benchmarks.store;

import dev.stowage.supplier.store.DirectoryDisk;
import dev.stowage.supplier.store.LogSettings;
import dev.stowage.supplier.store.LogStore;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// Our store: each writer, a virtual thread as in the service, stores record after record and waits
/// until each is durable.
final class StoreWriting implements Entrant {

    private final SampleRecords records;
    private final int writers;
    private final long count;
    private final List<Long> groups = new CopyOnWriteArrayList<>();

    StoreWriting(SampleRecords records, int writers, long count) {
        this.records = records;
        this.writers = writers;
        this.count = count;
    }

    @Override
    public String name() {
        return "Stowage's record store";
    }

    /// Bytes of each group that it synced in its last round.
    List<Long> groups() {
        return groups;
    }

    @Override
    public double run(Path directory) throws IOException, InterruptedException {
        groups.clear();
        try (LogStore store =
                        new LogStore(
                                new DirectoryDisk(directory),
                                LogSettings.DEFAULT,
                                new SplittableRandom(),
                                Clock.systemUTC(),
                                (_, bytes, _) -> groups.add(bytes));
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            long nanos =
                    Crew.nanos(
                            threads,
                            writers,
                            count,
                            block ->
                                    store.store(
                                            records.account(),
                                            List.of(records.record(block)),
                                            Long.MAX_VALUE));
            return (double) count * records.paddedBytes() / nanos;
        }
    }
}
