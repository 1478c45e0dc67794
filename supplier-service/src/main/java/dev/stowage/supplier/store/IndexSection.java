package dev.stowage.supplier.store;

import dev.stowage.format.Bounds;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32C;

/// What counts in a stretch of a log file, so that a start need not walk it: records, heads and
/// facts in their order, without what is void.
///
/// ```
/// offset  size
///      0     4  magic     "SWLI"
///      4     8  marker    of the log file
///     12     1  version   1
///     13     3  zeros
///     16     8  from      offset in the log file where the stretch begins
///     24     8  to        and where it ends: everything before was durable when this was written
///     32     8  batch     highest number of a batch before it
///     40     4  count     of entries, 1 … 16384
///     44   45n  entries
///      …     4  CRC32C    of all bytes before it
/// ```
record IndexSection(long marker, long from, long to, long batch, List<IndexedEntry> entries) {

    /// Entries that a section holds at most.
    static final int LIMIT = 16_384;

    static final int HEADER_BYTES = 44;
    static final int CRC_BYTES = Integer.BYTES;

    private static final int MAGIC = 0x53574C49;
    private static final int VERSION = 1 << 24;
    private static final int COUNT_OFFSET = 40;

    /// @throws IllegalArgumentException unless the entries stand in the stretch, one after another
    IndexSection {
        entries = List.copyOf(entries);
        Bounds.requireRange("entries of a section", entries.size(), 1, LIMIT);
        long free = from;
        for (IndexedEntry entry : entries) {
            Bounds.requireRange("offset of an entry", entry.offset(), free, to);
            free = entry.end();
        }
        Bounds.requireRange("end of a section", to, free, Long.MAX_VALUE);
        Bounds.requireRange("start of a section", from, 0, to);
    }

    /// Its bytes.
    ByteBuffer toBuffer() {
        ByteBuffer buffer = ByteBuffer.allocate(bytes(entries.size()));
        buffer.putInt(MAGIC).putLong(marker).putInt(VERSION);
        buffer.putLong(from).putLong(to).putLong(batch).putInt(entries.size());
        entries.forEach(entry -> entry.writeTo(buffer));
        return buffer.putInt(crc(buffer, buffer.position())).flip();
    }

    /// Bytes of a section of so many entries.
    static int bytes(int count) {
        return HEADER_BYTES + count * IndexedEntry.BYTES + CRC_BYTES;
    }

    /// Bytes of the section that begins with this header; empty if none does.
    ///
    /// @param header [#HEADER_BYTES] at least
    static Optional<Integer> bytes(ByteBuffer header, long marker) {
        int count = header.getInt(COUNT_OFFSET);
        boolean isSection =
                header.getInt(0) == MAGIC
                        && header.getLong(4) == marker
                        && header.getInt(12) == VERSION
                        && count > 0
                        && count <= LIMIT;
        return isSection ? Optional.of(bytes(count)) : Optional.empty();
    }

    /// The section in a buffer; empty unless the buffer is one of this log file, to the last bit.
    static Optional<IndexSection> read(ByteBuffer buffer, long marker) {
        int end = buffer.limit() - CRC_BYTES;
        if (buffer.limit() < bytes(1)
                || bytes(buffer, marker).filter(bytes -> bytes == buffer.limit()).isEmpty()
                || buffer.getInt(end) != crc(buffer, end)) {
            return Optional.empty();
        }
        ByteBuffer content = buffer.duplicate().position(16);
        long from = content.getLong();
        long to = content.getLong();
        long batch = content.getLong();
        int count = content.getInt();
        try {
            List<IndexedEntry> entries = new ArrayList<>(count);
            for (int i = 0; i < count; i++) {
                entries.add(IndexedEntry.readFrom(content));
            }
            return Optional.of(new IndexSection(marker, from, to, batch, entries));
        } catch (IllegalArgumentException unknown) {
            return Optional.empty();
        }
    }

    private static int crc(ByteBuffer buffer, int end) {
        CRC32C crc = new CRC32C();
        crc.update(buffer.duplicate().position(0).limit(end));
        return (int) crc.getValue();
    }
}
