package dev.stowage.supplier.store;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.zip.CRC32C;

/// What stands before every entry of a log.
///
/// ```
/// offset  size
///      0     4  magic     "SWLE"
///      4     8  marker    of this file: random, so that no stored bytes can pass for an entry
///     12     1  version   1
///     13     1  kind      1 record, 2 head, 3 seal, 4 void, 7 drop, 8 revival, 10 origin; others are facts
///     14     2  entries   of the same batch, this one counted
///     16     8  batch     number of the batch, ever growing; 0 of what was copied
///     24     8  synced    bytes of this file that were durable when this was written
///     32     4  length    of the body that follows
///     36    32  subject   by kind
///     68     4  CRC32C    of the 68 bytes before it
/// ```
record EntryHeader(long marker, int entries, long batch, long synced, int length, Subject subject) {

    static final int BYTES = 72;
    static final int MAGIC = 0x53574C45;

    private static final byte VERSION = 1;
    private static final int CRC_OFFSET = BYTES - Integer.BYTES;

    void writeTo(ByteBuffer buffer) {
        int start = buffer.position();
        buffer.putInt(MAGIC).putLong(marker).put(VERSION).put(subject.kind());
        buffer.putShort((short) entries).putLong(batch).putLong(synced).putInt(length);
        subject.writeTo(buffer);
        buffer.putInt(crc(buffer, start));
    }

    /// The header at the buffer's position, which moves behind it; empty if none is there.
    static Optional<EntryHeader> readFrom(ByteBuffer buffer, long marker) {
        int start = buffer.position();
        if (buffer.remaining() < BYTES
                || buffer.getInt(start) != MAGIC
                || buffer.getLong(start + 4) != marker
                || buffer.get(start + 12) != VERSION
                || buffer.getInt(start + CRC_OFFSET) != crc(buffer, start)) {
            return Optional.empty();
        }
        buffer.position(start + 13);
        byte kind = buffer.get();
        int entries = Short.toUnsignedInt(buffer.getShort());
        long batch = buffer.getLong();
        long synced = buffer.getLong();
        int length = buffer.getInt();
        try {
            Subject subject = Subject.readFrom(buffer, kind);
            buffer.position(start + BYTES);
            return Optional.of(new EntryHeader(marker, entries, batch, synced, length, subject));
        } catch (IllegalArgumentException unknown) {
            buffer.position(start);
            return Optional.empty();
        }
    }

    private static int crc(ByteBuffer buffer, int start) {
        CRC32C crc = new CRC32C();
        crc.update(buffer.duplicate().position(start).limit(start + CRC_OFFSET));
        return (int) crc.getValue();
    }
}
