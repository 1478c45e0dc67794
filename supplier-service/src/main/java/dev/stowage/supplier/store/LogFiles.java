package dev.stowage.supplier.store;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.util.Collections;
import java.util.Comparator;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

/// Log files open for reading: at most so many at once, one that was not used lately is closed
/// first. Who reads a file that is open waits for nobody.
final class LogFiles implements AutoCloseable {

    private static final int ATTEMPTS = 3;

    private final Disk disk;
    private final int limit;
    private final DiskWatch watch;
    private final Map<LogName, Handle> handles = new ConcurrentHashMap<>();
    private volatile int opened;

    /// An open file. Once it is no longer to be found here, the last of its readers closes it.
    private static final class Handle {

        private final DiskFile file;
        private final Visitors readers = new Visitors();
        private final AtomicBoolean closed = new AtomicBoolean();
        private volatile boolean retired;
        private volatile int lastUsed;

        Handle(DiskFile file) {
            this.file = file;
        }

        /// @param now files that were opened so far: time enough to tell who was not used for long
        /// @return whether it stays open until this thread lets go
        boolean hold(int now) throws IOException {
            if (lastUsed != now) {
                lastUsed = now;
            }
            readers.enter();
            if (retired) {
                letGo();
                return false;
            }
            return true;
        }

        void letGo() throws IOException {
            readers.leave();
            if (retired) {
                closeIfLeft();
            }
        }

        void retire() throws IOException {
            retired = true;
            closeIfLeft();
        }

        private void closeIfLeft() throws IOException {
            if (readers.areGone() && closed.compareAndSet(false, true)) {
                file.close();
            }
        }
    }

    LogFiles(Disk disk, int limit, DiskWatch watch) {
        this.disk = disk;
        this.watch = watch;
        this.limit = limit;
    }

    /// Reads bytes of an entry's body into new memory, as [#read(Place, int, int, RecordMemory)].
    ByteBuffer read(Place place, int from, int length) throws IOException {
        return read(place, from, length, RecordMemory.NEW);
    }

    /// Reads bytes of an entry's body.
    ///
    /// @param from offset within the body
    /// @throws EOFException if the file ends before them
    /// @throws dev.stowage.protocol.fault.Fault `volume-failed` if the disk answers nobody
    ByteBuffer read(Place place, int from, int length, RecordMemory memory) throws IOException {
        if (length == 0) {
            return ByteBuffer.allocate(0);
        }
        ByteBuffer bytes = memory.take(length);
        return watch.reading(() -> readOpened(place, from, bytes));
    }

    private ByteBuffer readOpened(Place place, int from, ByteBuffer bytes) throws IOException {
        for (int attempt = 1; ; attempt++) {
            Handle handle = held(place.file());
            try {
                handle.file.read(bytes.clear(), place.offset() + from);
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
                handle.letGo();
            }
        }
    }

    /// Closes a file that was removed, so that the disk gives its bytes back.
    void forget(LogName name) throws IOException {
        Handle handle = handles.get(name);
        if (handle != null) {
            retire(name, handle);
        }
    }

    private Handle held(LogName name) throws IOException {
        Handle handle = handles.get(name);
        return handle != null && handle.hold(opened) ? handle : open(name);
    }

    private synchronized Handle open(LogName name) throws IOException {
        Handle handle = handles.get(name);
        if (handle == null || !handle.hold(opened)) {
            closeSurplus();
            handle = new Handle(disk.openToRead(name.toString()));
            opened = opened + 1;
            handle.hold(opened);
            handles.put(name, handle);
        }
        return handle;
    }

    private void retire(LogName name, Handle handle) throws IOException {
        if (handles.remove(name, handle)) {
            handle.retire();
        }
    }

    private void closeSurplus() throws IOException {
        while (handles.size() >= limit) {
            Map.Entry<LogName, Handle> idlest =
                    Collections.min(
                            handles.entrySet(),
                            Comparator.comparingInt(each -> each.getValue().lastUsed));
            retire(idlest.getKey(), idlest.getValue());
        }
    }

    @Override
    public synchronized void close() throws IOException {
        for (Map.Entry<LogName, Handle> each : handles.entrySet()) {
            retire(each.getKey(), each.getValue());
        }
    }
}
