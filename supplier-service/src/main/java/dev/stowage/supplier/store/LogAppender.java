package dev.stowage.supplier.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/// The end of the log: writes groups of entries to the newest file and begins another when that one
/// is full. Used by one thread.
final class LogAppender implements AutoCloseable {

    private static final int STAGING_BYTES = 1 << 20;

    /// An index file has about so many sections: after a crash at most one of them is missing.
    private static final int SECTIONS = 4;

    private final Disk disk;
    private final DiskSpace space;
    private final RandomGenerator random;
    private final long rollBytes;
    private final ByteBuffer staging = ByteBuffer.allocateDirect(STAGING_BYTES);

    private LogName name;
    private DiskFile file;
    private IndexWriter index;
    private long batch;
    private long synced;
    private long written;
    private long groupStart;
    private final List<LogEntry> group = new ArrayList<>();

    /// @param end the newest file is durable up to here, and ends here
    /// @param lastBatch number of the last batch
    LogAppender(
            Disk disk,
            DiskSpace space,
            RandomGenerator random,
            long rollBytes,
            LogName name,
            DiskFile file,
            IndexWriter index,
            long end,
            long lastBatch) {
        this.disk = disk;
        this.space = space;
        this.random = random;
        this.rollBytes = rollBytes;
        this.name = name;
        this.file = file;
        this.index = index;
        this.synced = end;
        this.written = end;
        this.batch = lastBatch;
    }

    /// Makes the first file of a log, or another one.
    static LogName create(Disk disk, int number, RandomGenerator random) throws IOException {
        LogName name = new LogName(number, random.nextLong());
        try (DiskFile made = disk.open(name.toString())) {
            made.sync();
        }
        disk.syncDirectory();
        return name;
    }

    /// The file that is written to.
    LogName name() {
        return name;
    }

    /// Bytes of that file.
    long size() {
        return written;
    }

    /// Begins a group of entries.
    ///
    /// @param bytes that it will take
    /// @throws DiskFullException if there is no room; nothing has changed then
    /// @throws IOException if the next file cannot be begun; the log must be opened anew then
    void begin(long bytes, long reserve) throws IOException {
        space.require(bytes, reserve);
        if (written > 0 && written + bytes > rollBytes) {
            roll();
        }
        groupStart = written;
        group.clear();
    }

    /// Writes the index of a log file.
    static IndexWriter indexWriter(Disk disk, LogName name, long rollBytes, IndexExtent extent) {
        return new IndexWriter(disk, name, rollBytes / SECTIONS, extent);
    }

    /// Begins the next file, so that this one can be compacted; nothing happens without room.
    void rollEarly() throws IOException {
        try {
            space.require(STAGING_BYTES, 0);
        } catch (DiskFullException full) {
            return;
        }
        roll();
    }

    private void roll() throws IOException {
        try {
            finish();
            LogName next = create(disk, name.number() + 1, random);
            DiskFile opened = disk.open(next.toString());
            file.close();
            name = next;
            file = opened;
            index = indexWriter(disk, next, rollBytes, IndexExtent.NONE);
            synced = 0;
            written = 0;
        } catch (DiskFullException full) {
            // A next file may be there already: nothing may be written to this one any more.
            throw new IOException("no room for the next file of the log", full);
        }
    }

    /// Begins a batch within the group.
    void nextBatch() {
        batch++;
    }

    /// Adds an entry to the batch.
    ///
    /// @param entries in the batch
    void append(int entries, Subject subject, List<ByteBuffer> body) throws IOException {
        int length = body.stream().mapToInt(ByteBuffer::remaining).sum();
        EntryHeader header =
                new EntryHeader(name.marker(), entries, batch, synced, length, subject);
        long offset = written + staging.position();
        ByteBuffer bytes = ByteBuffer.allocate(EntryHeader.BYTES);
        header.writeTo(bytes);
        stage(bytes.flip());
        for (ByteBuffer part : body) {
            stage(part.duplicate());
        }
        group.add(new LogEntry(name, offset, header));
    }

    private void stage(ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            if (!staging.hasRemaining()) {
                flush();
            }
            int length = Math.min(bytes.remaining(), staging.remaining());
            staging.put(bytes.slice(bytes.position(), length));
            bytes.position(bytes.position() + length);
        }
    }

    /// Hands all that was appended to the system.
    void flush() throws IOException {
        staging.flip();
        int length = staging.remaining();
        file.write(staging, written);
        staging.clear();
        written += length;
    }

    /// Makes the group durable.
    ///
    /// @return its entries
    List<LogEntry> commit() throws IOException {
        flush();
        file.sync();
        synced = written;
        group.forEach(index::add);
        index.cover(synced, batch);
        return List.copyOf(group);
    }

    /// Says in the file that everything before is durable and which batches are void.
    void seal(List<Long> voidBatches) throws IOException {
        nextBatch();
        append(1, new Subject.OfSeal(), EntryBody.ofSeal(voidBatches));
        flush();
    }

    /// Seals what was committed, so that damage found there later is known as decay and not taken
    /// for a torn write. It needs no sync, and what is durable stays so if it fails.
    void trySeal() {
        try {
            seal(List.of());
        } catch (IOException unimportant) {
            staging.clear();
        }
    }

    /// Takes back what was written since the last commit.
    void rollBack() throws IOException {
        staging.clear();
        file.truncate(groupStart);
        file.sync();
        written = groupStart;
    }

    /// Makes everything durable and the index whole, so that the next start has nothing to walk.
    void finish() throws IOException {
        file.sync();
        synced = written;
        index.finish(written, batch);
    }

    /// Closes the file and adds nothing to it.
    @Override
    public void close() throws IOException {
        index.end();
        file.close();
    }
}
