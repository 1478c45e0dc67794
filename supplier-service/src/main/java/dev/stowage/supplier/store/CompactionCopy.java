package dev.stowage.supplier.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Writes the file that takes the place of others: which ones they are, what of them is needed, and
/// a seal. It counts only once it bears the name of a log file.
final class CompactionCopy implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(CompactionCopy.class);
    private static final int STAGING_BYTES = 1 << 20;

    /// So much at most is made durable at once, so that writers do not wait long for their turn.
    private static final int SYNC_BYTES = 8 << 20;

    private final LogName name;
    private final DiskFile file;
    private final LogFiles sources;
    private final IndexWriter index;
    private final DiskSpace space;
    private final ByteBuffer staging = ByteBuffer.allocate(STAGING_BYTES);
    private long written;
    private long unsynced;
    private long reserved;
    private int decayed;

    /// @param reserved bytes that it takes, promised until they are written
    /// @throws DiskFullException if there is no room for them
    CompactionCopy(
            Disk disk,
            LogName name,
            LogFiles sources,
            IndexWriter index,
            DiskSpace space,
            long reserved)
            throws IOException {
        this.name = name;
        this.sources = sources;
        this.index = index;
        this.space = space;
        this.reserved = reserved;
        this.file = disk.open(name.makingName());
        try {
            space.reserve(reserved);
        } catch (IOException full) {
            file.close();
            throw full;
        }
    }

    /// Bytes of a file that holds entries of so many bytes and replaces so many files.
    static long bytes(long entryBytes, int files) {
        return entryBytes + (files + 1L) * EntryHeader.BYTES + Integer.BYTES;
    }

    /// Says which file it replaces.
    void origin(LogName replaced) throws IOException {
        append(
                new Subject.OfOrigin(replaced.number(), replaced.marker()),
                0,
                ByteBuffer.allocate(0));
    }

    /// Copies an entry. One that has decayed stays as it is: who wants it is told then.
    ///
    /// @return where it stands
    /// @throws IOException if it cannot be read
    LogEntry copy(Needed needed) throws IOException {
        ByteBuffer body = sources.read(needed.place(), 0, needed.place().length());
        if (!EntryBody.isIntact(needed.subject(), body.duplicate())) {
            decayed++;
            LOG.warn(
                    "what stands at {} of {} has decayed and is copied as it is",
                    needed.place().offset(),
                    needed.place().file());
        }
        LogEntry entry = append(needed.subject(), 0, body);
        index.add(entry);
        return entry;
    }

    private LogEntry append(Subject subject, long synced, ByteBuffer body) throws IOException {
        EntryHeader header =
                new EntryHeader(name.marker(), 1, 0, synced, body.remaining(), subject);
        LogEntry entry = new LogEntry(name, written + staging.position(), header);
        ByteBuffer bytes = ByteBuffer.allocate(EntryHeader.BYTES);
        header.writeTo(bytes);
        stage(bytes.flip());
        stage(body);
        return entry;
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

    private void flush() throws IOException {
        staging.flip();
        int length = staging.remaining();
        file.write(staging, written);
        staging.clear();
        written += length;
        unsynced += length;
        release(length);
        if (unsynced >= SYNC_BYTES) {
            file.sync();
            unsynced = 0;
        }
    }

    private void release(long bytes) {
        long released = Math.min(reserved, bytes);
        space.release(released);
        reserved -= released;
    }

    /// Seals what was copied and makes it durable, with its index.
    ///
    /// @return bytes of the file
    long finish() throws IOException {
        long end = written + staging.position();
        append(new Subject.OfSeal(), end, EntryBody.ofSeal(List.of()).getFirst());
        flush();
        file.sync();
        index.finish(written, 0);
        return written;
    }

    int decayed() {
        return decayed;
    }

    @Override
    public void close() throws IOException {
        release(reserved);
        index.end();
        file.close();
    }
}
