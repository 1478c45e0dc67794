package dev.stowage.supplier.store;

import dev.stowage.format.record.FragmentRecord;
import dev.stowage.format.record.RecordHeader;
import dev.stowage.supplier.store.Examined.Damage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.util.stream.IntStream;

/// Reads a record as it stands in the log, the entry's header too, in one read.
final class RecordExamination {

    private final LogFiles files;
    private final DiskWatch watch;
    private final RecordKey key;
    private final Place place;

    RecordExamination(LogFiles files, DiskWatch watch, RecordKey key, Place place) {
        this.files = files;
        this.watch = watch;
        this.key = key;
        this.place = place;
    }

    /// @throws ClosedChannelException if this thread is interrupted
    Examined examine() throws ClosedChannelException {
        int length = EntryHeader.BYTES + place.length();
        try {
            ByteBuffer entry = files.read(place, -EntryHeader.BYTES, length);
            watch.readWell();
            Examined body = examineBody(entry.slice(EntryHeader.BYTES, place.length()), length);
            return body.isSound() && !hasItsHeader(entry)
                    ? new Examined(length, Damage.ENTRY, "the header of its entry", body.carrier())
                    : body;
        } catch (ClosedChannelException interrupted) {
            throw interrupted;
        } catch (IOException unreadable) {
            watch.readFailed();
            return new Examined(
                    length, Damage.UNREADABLE, "it cannot be read: " + unreadable, null);
        }
    }

    private Examined examineBody(ByteBuffer body, int read) {
        try {
            FragmentRecord record = FragmentRecord.readFrom(body);
            RecordHeader header = record.header();
            if (!RecordKey.of(header).equals(key)) {
                return new Examined(read, Damage.ALL, "it is another record", null);
            }
            long good = goodFragments(record);
            Damage damage =
                    good == place.fragments() ? Damage.NONE : good > 0 ? Damage.PART : Damage.ALL;
            String flaw =
                    "%d of its %d fragments".formatted(place.fragments() - good, place.fragments());
            return new Examined(read, damage, flaw, header.carrier());
        } catch (IllegalArgumentException decayed) {
            return new Examined(read, Damage.ALL, "its header: " + decayed.getMessage(), null);
        }
    }

    private long goodFragments(FragmentRecord record) {
        return IntStream.range(0, place.fragments())
                .filter(index -> record.keeping(1 << index).checksumsMatch())
                .count();
    }

    private boolean hasItsHeader(ByteBuffer entry) {
        Subject subject = new Subject.OfRecord(key, place.fragmentLength(), place.fragments());
        return EntryHeader.readFrom(entry.duplicate(), place.file().marker())
                .filter(header -> header.subject().equals(subject))
                .filter(header -> header.length() == place.length())
                .isPresent();
    }
}
