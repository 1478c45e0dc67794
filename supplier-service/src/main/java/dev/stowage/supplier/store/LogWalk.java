package dev.stowage.supplier.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What stands in a log file from an offset on, found by walking from header to header. Where a
/// header is damaged it looks for the next one, byte by byte: the file's marker tells it from
/// anything that was stored.
final class LogWalk {

    private static final int WINDOW_BYTES = 64 << 10;
    private static final int MARK_BYTES = Integer.BYTES + Long.BYTES;

    private final LogName name;
    private final DiskFile file;
    private final long start;
    private final long size;
    private final ByteBuffer window = ByteBuffer.allocate(WINDOW_BYTES).limit(0);
    private long windowOffset;

    private final List<LogEntry> entries = new ArrayList<>();
    private final List<Gap> gaps = new ArrayList<>();
    private long synced;

    /// Bytes between entries that belong to none.
    record Gap(LogName file, long offset, long length) {}

    /// @param start where an entry begins or the log ends; everything before is durable
    LogWalk(LogName name, DiskFile file, long start) throws IOException {
        this.name = name;
        this.file = file;
        this.start = start;
        this.synced = start;
        this.size = file.size();
        walk();
    }

    private void walk() throws IOException {
        long at = start;
        while (at + EntryHeader.BYTES <= size) {
            Optional<LogEntry> entry = entryAt(at);
            if (entry.isPresent()) {
                entries.add(entry.get());
                synced = Math.max(synced, entry.get().header().synced());
                at = entry.get().end();
            } else {
                long next = findEntry(at + 1);
                if (next < 0) {
                    return;
                }
                gaps.add(new Gap(name, at, next - at));
                at = next;
            }
        }
    }

    LogName name() {
        return name;
    }

    /// All entries, in order.
    List<LogEntry> entries() {
        return entries;
    }

    List<Gap> gaps() {
        return gaps;
    }

    /// Bytes that were durable when the last entry was written.
    long synced() {
        return synced;
    }

    /// The offset behind the last entry; where it started if there is none.
    long end() {
        return entries.isEmpty() ? start : entries.getLast().end();
    }

    long size() {
        return size;
    }

    long start() {
        return start;
    }

    /// The body of one of the entries.
    ByteBuffer body(LogEntry entry) throws IOException {
        ByteBuffer body = ByteBuffer.allocate(entry.header().length());
        file.read(body, entry.place().offset());
        return body.flip();
    }

    private Optional<LogEntry> entryAt(long offset) throws IOException {
        ByteBuffer bytes = view(offset, EntryHeader.BYTES);
        return EntryHeader.readFrom(bytes, name.marker())
                .filter(header -> header.length() >= 0)
                .map(header -> new LogEntry(name, offset, header))
                .filter(entry -> entry.end() <= size);
    }

    private long findEntry(long from) throws IOException {
        for (long at = from; at + EntryHeader.BYTES <= size; ) {
            ByteBuffer bytes = view(at, MARK_BYTES);
            for (int last = bytes.limit() - MARK_BYTES; bytes.position() <= last; at++) {
                if (bytes.getInt(bytes.position()) == EntryHeader.MAGIC
                        && bytes.getLong(bytes.position() + Integer.BYTES) == name.marker()
                        && entryAt(at).isPresent()) {
                    return at;
                }
                bytes.position(bytes.position() + 1);
            }
        }
        return -1;
    }

    /// The file from an offset on: `least` bytes, or as many more as are at hand.
    private ByteBuffer view(long offset, int least) throws IOException {
        long from = offset - windowOffset;
        if (from < 0 || from + least > window.limit()) {
            window.clear();
            file.read(window, offset);
            window.flip();
            windowOffset = offset;
            from = 0;
        }
        return window.duplicate().position((int) from);
    }
}
