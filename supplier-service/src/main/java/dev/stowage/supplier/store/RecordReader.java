package dev.stowage.supplier.store;

import dev.stowage.format.head.CountersignedHead;
import dev.stowage.format.record.FragmentRecord;
import dev.stowage.format.record.RecordHeader;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Reads records from log files, checked.
final class RecordReader {

    private final LogFiles files;

    RecordReader(LogFiles files) {
        this.files = files;
    }

    /// The record at a place with the chosen fragments, in one read from its header to the last
    /// fragment that is wanted; empty if it has decayed.
    ///
    /// @param wanted bit j: fragment j
    Optional<FragmentRecord> read(RecordKey key, Place place, int wanted) throws IOException {
        int fragments = place.fragments();
        int last = Integer.SIZE - Integer.numberOfLeadingZeros(wanted & (1 << fragments) - 1);
        int length = place.headerLength() + last * place.fragmentLength();
        try {
            ByteBuffer bytes = files.read(place, 0, length);
            RecordHeader header = RecordHeader.readFrom(bytes);
            if (!RecordKey.of(header).equals(key)
                    || header.fragmentLength() != place.fragmentLength()
                    || header.sums().size() != fragments) {
                return Optional.empty();
            }
            FragmentRecord record = new FragmentRecord(header, fragments(bytes, place, wanted));
            return record.checksumsMatch() ? Optional.of(record) : Optional.empty();
        } catch (IllegalArgumentException | EOFException decayed) {
            return Optional.empty();
        }
    }

    /// The head at a place; empty if it has decayed.
    Optional<CountersignedHead> readHead(Place place) throws IOException {
        try {
            return EntryBody.readHead(files.read(place, 0, place.length()));
        } catch (IllegalArgumentException | EOFException decayed) {
            return Optional.empty();
        }
    }

    private static List<Optional<ByteBuffer>> fragments(ByteBuffer bytes, Place place, int wanted) {
        List<Optional<ByteBuffer>> fragments = new ArrayList<>(place.fragments());
        for (int index = 0; index < place.fragments(); index++) {
            int offset = place.headerLength() + index * place.fragmentLength();
            fragments.add(
                    (wanted >>> index & 1) == 1
                            ? Optional.of(bytes.slice(offset, place.fragmentLength()))
                            : Optional.empty());
        }
        return fragments;
    }
}
