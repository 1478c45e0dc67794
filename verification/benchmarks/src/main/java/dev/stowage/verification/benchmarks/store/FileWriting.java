package dev.stowage.verification.benchmarks.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// What most would write first: a file for each record; file and directory are synced.
final class FileWriting implements Entrant {

    private final SampleRecords records;
    private final int writers;
    private final long count;

    FileWriting(SampleRecords records, int writers, long count) {
        this.records = records;
        this.writers = writers;
        this.count = count;
    }

    @Override
    public String name() {
        return "a file for each record, synced";
    }

    @Override
    public double run(Path directory) throws IOException, InterruptedException {
        try (FileChannel names = FileChannel.open(directory, StandardOpenOption.READ);
                ExecutorService threads = Executors.newFixedThreadPool(writers)) {
            long nanos =
                    Crew.nanos(
                            threads,
                            writers,
                            count,
                            block -> {
                                write(directory.resolve("record-" + block), block);
                                names.force(true);
                            });
            return (double) count * records.paddedBytes() / nanos;
        }
    }

    private void write(Path path, long block) throws IOException {
        List<ByteBuffer> buffers = records.record(block).toBuffers();
        try (FileChannel file =
                FileChannel.open(path, StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW)) {
            ByteBuffer[] bytes = buffers.toArray(ByteBuffer[]::new);
            long left = records.storedBytes();
            while (left > 0) {
                left -= file.write(bytes);
            }
            file.force(true);
        }
    }
}
