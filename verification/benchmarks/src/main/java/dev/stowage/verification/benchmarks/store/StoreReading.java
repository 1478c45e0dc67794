package dev.stowage.verification.benchmarks.store;

import dev.stowage.protocol.supplier.FetchOutcome;
import dev.stowage.supplier.memory.Loan;
import dev.stowage.supplier.memory.MemoryPool;
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
    private final MemoryPool memory = MemoryPool.ofThisProcess();

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

    /// As a request does that asks for one record.
    private void read(long number) throws IOException {
        try (Loan loan = memory.lend()) {
            FetchOutcome found = store.fetch(records.wanted(order.record(number)), loan);
            if (!(found instanceof FetchOutcome.Intact)) {
                throw new IOException("a record is not there: " + found);
            }
        }
    }
}
