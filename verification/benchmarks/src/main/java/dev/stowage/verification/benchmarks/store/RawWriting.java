package dev.stowage.verification.benchmarks.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.SplittableRandom;

/// What the disk does alone: one thread writes the groups that the store wrote in the same round,
/// byte for byte as long, one after the other into one file, and syncs the data of each.
final class RawWriting implements Entrant {

    private static final int MEMORY_BYTES = 32 << 20;
    private static final int WRITE_BYTES = 1 << 20;

    private final StoreWriting store;
    private final double bytes;
    private final ByteBuffer memory = ByteBuffer.allocateDirect(MEMORY_BYTES);

    /// @param bytes of all records
    RawWriting(StoreWriting store, double bytes) {
        this.store = store;
        this.bytes = bytes;
        SplittableRandom random = new SplittableRandom(1);
        while (memory.hasRemaining()) {
            memory.putLong(random.nextLong());
        }
    }

    @Override
    public String name() {
        return "raw write + fdatasync";
    }

    @Override
    public double run(Path directory) throws IOException {
        try (FileChannel file =
                FileChannel.open(
                        directory.resolve("raw"),
                        StandardOpenOption.WRITE,
                        StandardOpenOption.CREATE_NEW)) {
            long start = System.nanoTime();
            long at = 0;
            for (long group : store.groups()) {
                for (long end = at + group; at < end; ) {
                    at += write(file, at, end);
                }
                file.force(false);
            }
            return bytes / (System.nanoTime() - start);
        }
    }

    private int write(FileChannel file, long at, long end) throws IOException {
        int from = (int) (at % MEMORY_BYTES);
        int length = (int) Math.min(Math.min(WRITE_BYTES, MEMORY_BYTES - from), end - at);
        return file.write(memory.slice(from, length), at);
    }
}
