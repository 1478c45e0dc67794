package dev.stowage.verification.benchmarks.store;

import dev.stowage.protocol.supplier.FetchOutcome;
import dev.stowage.supplier.store.LogStore;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// Our store gives back whole records, each checked, in random order.
final class StoreReading implements Entrant {

    private final LogStore store;
    private final SampleRecords records;
    private final RandomOrder order;
    private final int readers;

    StoreReading(LogStore store, SampleRecords records, RandomOrder order, int readers) {
        this.store = store;
        this.records = records;
        this.order = order;
        this.readers = readers;
    }

    @Override
    public String name() {
        return "Stowage's record store";
    }

    @Override
    public double run(Path directory) throws IOException, InterruptedException {
        try (ExecutorService threads = Executors.newFixedThreadPool(readers)) {
            long nanos = Crew.nanos(threads, readers, order.reads(), this::read);
            return (double) order.reads() * records.paddedBytes() / nanos;
        }
    }

    private void read(long number) throws IOException {
        FetchOutcome found = store.fetch(records.wanted(order.record(number)));
        if (!(found instanceof FetchOutcome.Intact)) {
            throw new IOException("a record is not there: " + found);
        }
    }
}
