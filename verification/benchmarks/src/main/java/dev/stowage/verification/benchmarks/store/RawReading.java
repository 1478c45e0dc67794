package dev.stowage.verification.benchmarks.store;

import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.IntFunction;
import java.util.stream.Stream;

/// What the system does alone: positioned reads, as long as a record, out of the store's own files.
final class RawReading implements Entrant {

    private final String name;
    private final SampleRecords records;
    private final RandomOrder order;
    private final int readers;
    private final IntFunction<ByteBuffer> memory;
    private final List<FileChannel> files = new ArrayList<>();
    private final List<Long> sizes = new ArrayList<>();

    private RawReading(
            String name,
            Path log,
            SampleRecords records,
            RandomOrder order,
            int readers,
            IntFunction<ByteBuffer> memory)
            throws IOException {
        this.name = name;
        this.records = records;
        this.order = order;
        this.readers = readers;
        this.memory = memory;
        try (Stream<Path> all = Files.list(log)) {
            for (Path file : all.filter(each -> each.toString().endsWith(".log")).toList()) {
                files.add(FileChannel.open(file, StandardOpenOption.READ));
                sizes.add(Files.size(file));
            }
        }
    }

    /// Each read into memory of its own on the heap: what one needs who gives the bytes away.
    static RawReading intoNewMemory(Path log, SampleRecords records, RandomOrder order, int readers)
            throws IOException {
        return new RawReading(
                "raw read into new memory", log, records, order, readers, ByteBuffer::allocate);
    }

    /// Each thread reads into the same memory off the heap, over and over: the least there is to
    /// do.
    static RawReading intoSameMemory(
            Path log, SampleRecords records, RandomOrder order, int readers) throws IOException {
        ThreadLocal<ByteBuffer> same =
                ThreadLocal.withInitial(() -> ByteBuffer.allocateDirect(records.storedBytes()));
        return new RawReading(
                "raw read into the same memory",
                log,
                records,
                order,
                readers,
                _ -> same.get().clear());
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public double run(Path directory) throws IOException, InterruptedException {
        try (ExecutorService threads = Executors.newFixedThreadPool(readers)) {
            long nanos = Crew.nanos(threads, readers, order.reads(), this::read);
            return (double) order.reads() * records.paddedBytes() / nanos;
        }
    }

    private void read(long number) throws IOException {
        long record = order.record(number);
        int file = (int) (record % files.size());
        int length = records.storedBytes();
        long places = sizes.get(file) / length;
        ByteBuffer bytes = memory.apply(length);
        if (files.get(file).read(bytes, record % places * length) != length) {
            throw new EOFException("a raw read was short");
        }
    }

    @Override
    public void close() {
        for (FileChannel file : files) {
            try {
                file.close();
            } catch (IOException broken) {
                throw new UncheckedIOException(broken);
            }
        }
    }
}
