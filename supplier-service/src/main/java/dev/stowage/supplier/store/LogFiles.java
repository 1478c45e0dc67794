package dev.stowage.supplier.store;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/// Log files open for reading: at most so many at once, the least used closed first.
final class LogFiles implements AutoCloseable {

    private static final int ATTEMPTS = 3;

    private final Disk disk;
    private final int limit;
    private final Map<LogName, Handle> handles = new LinkedHashMap<>(16, 0.75f, true);

    private static final class Handle {

        private final DiskFile file;
        private int readers;
        private boolean retired;

        Handle(DiskFile file) {
            this.file = file;
        }
    }

    LogFiles(Disk disk, int limit) {
        this.disk = disk;
        this.limit = limit;
    }

    /// Reads bytes of an entry's body.
    ///
    /// @param from offset within the body
    /// @throws EOFException if the file ends before them
    ByteBuffer read(Place place, int from, int length) throws IOException {
        if (length == 0) {
            return ByteBuffer.allocate(0);
        }
        for (int attempt = 1; ; attempt++) {
            Handle handle = acquire(place.file());
            try {
                ByteBuffer bytes = ByteBuffer.allocate(length);
                handle.file.read(bytes, place.offset() + from);
                if (bytes.hasRemaining()) {
                    throw new EOFException(
                            "%s ends %d bytes too early"
                                    .formatted(place.file(), bytes.remaining()));
                }
                return bytes.flip();
            } catch (ClosedChannelException interrupted) {
                // An interrupted reader closes the channel under all others: they open it again.
                retire(place.file(), handle);
                if (attempt == ATTEMPTS || Thread.currentThread().isInterrupted()) {
                    throw interrupted;
                }
            } finally {
                release(handle);
            }
        }
    }

    /// Closes a file that was removed, so that the disk gives its bytes back.
    synchronized void forget(LogName name) throws IOException {
        Handle handle = handles.remove(name);
        if (handle != null) {
            handle.retired = true;
            closeIfDone(handle);
        }
    }

    private synchronized Handle acquire(LogName name) throws IOException {
        Handle handle = handles.get(name);
        if (handle == null) {
            closeSurplus();
            handle = new Handle(disk.open(name.toString()));
            handles.put(name, handle);
        }
        handle.readers++;
        return handle;
    }

    private synchronized void release(Handle handle) throws IOException {
        handle.readers--;
        closeIfDone(handle);
    }

    private synchronized void retire(LogName name, Handle handle) {
        handle.retired = true;
        handles.remove(name, handle);
    }

    private void closeSurplus() throws IOException {
        Iterator<Handle> eldest = handles.values().iterator();
        while (handles.size() >= limit && eldest.hasNext()) {
            Handle handle = eldest.next();
            eldest.remove();
            handle.retired = true;
            closeIfDone(handle);
        }
    }

    private static void closeIfDone(Handle handle) throws IOException {
        if (handle.retired && handle.readers == 0) {
            handle.file.close();
        }
    }

    @Override
    public synchronized void close() throws IOException {
        for (Handle handle : handles.values()) {
            handle.retired = true;
            closeIfDone(handle);
        }
        handles.clear();
    }
}
