package dev.stowage.supplier.store;

import java.util.Comparator;

/// An entry that a compaction has to keep.
///
/// @param place of its body; of a drop or a revival only the file is known
record Needed(Subject subject, Place place) {

    /// As they have to follow each other: drops and revivals behind all records.
    static final Comparator<Needed> ORDER =
            Comparator.comparing(Needed::isMark)
                    .thenComparingInt(each -> each.place.file().number())
                    .thenComparingLong(each -> each.place.offset());

    static Needed mark(Subject subject, LogName file) {
        return new Needed(subject, new Place(file, 0, 0, 0, 0));
    }

    /// Whether it is a drop or a revival.
    boolean isMark() {
        return subject instanceof Subject.OfDrop || subject instanceof Subject.OfRevival;
    }

    /// Bytes of the log that it takes.
    long bytes() {
        return (long) EntryHeader.BYTES + place.length();
    }
}
