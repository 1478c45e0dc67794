package dev.stowage.supplier.store;

import dev.stowage.format.Bounds;
import java.nio.ByteBuffer;

/// What an index file notes of an entry of the log: a record, a head, a fact, a drop or a revival,
/// and where it stands.
///
/// ```
/// offset  size
///      0     1  kind      1 record, 2 head, 7 drop, 8 revival; others are facts
///      1     8  offset    of its header in the log file
///      9     4  length    of its body
///     13    32  subject   as in its header
/// ```
///
/// @param offset of its header in the log file
/// @param length of its body
record IndexedEntry(Subject subject, long offset, int length) {

    static final int BYTES = 13 + Subject.BYTES;

    IndexedEntry {
        if (!isNoted(subject)) {
            throw new IllegalArgumentException("no index notes " + subject);
        }
        Bounds.requireRange("offset", offset, 0, Series.MAX_OFFSET);
        Bounds.requireRange("length", length, 0, Integer.MAX_VALUE);
    }

    /// Whether entries about it are noted at all.
    static boolean isNoted(Subject subject) {
        return switch (subject) {
            case Subject.OfRecord _,
                    Subject.OfHead _,
                    Subject.OfFact _,
                    Subject.OfDrop _,
                    Subject.OfRevival _ ->
                    true;
            case Subject.OfSeal _, Subject.OfOrigin _, Subject.OfVoid _ -> false;
        };
    }

    static IndexedEntry of(LogEntry entry) {
        return new IndexedEntry(entry.header().subject(), entry.offset(), entry.header().length());
    }

    /// The offset behind the entry.
    long end() {
        return offset + EntryHeader.BYTES + length;
    }

    Place place(LogName file) {
        return Place.ofBody(file, offset + EntryHeader.BYTES, length, subject);
    }

    void writeTo(ByteBuffer buffer) {
        buffer.put(subject.kind()).putLong(offset).putInt(length);
        subject.writeTo(buffer);
    }

    /// Reads 45 bytes.
    ///
    /// @throws IllegalArgumentException if they are no such entry
    static IndexedEntry readFrom(ByteBuffer buffer) {
        int start = buffer.position();
        byte kind = buffer.get();
        long offset = buffer.getLong();
        int length = buffer.getInt();
        Subject subject = Subject.readFrom(buffer, kind);
        buffer.position(start + BYTES);
        return new IndexedEntry(subject, offset, length);
    }
}
