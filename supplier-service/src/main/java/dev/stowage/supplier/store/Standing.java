package dev.stowage.supplier.store;

import org.jspecify.annotations.Nullable;

/// How a record stands.
///
/// @param place of its newest body
/// @param dropped when it went to the trash, milliseconds since 1970 by the supplier's own time; 0
///   if it lives
/// @param condemned its time in the trash is over; it only waits for its file to be compacted
/// @param mark the file with the drop or revival that says so; null where there is none
record Standing(Place place, long dropped, boolean condemned, @Nullable LogName mark) {

    /// Of a record that was just stored.
    static Standing living(Place place) {
        return new Standing(place, 0, false, null);
    }

    boolean isLiving() {
        return dropped == 0;
    }

    /// Bytes that count against a quota.
    long used() {
        return isLiving() ? place.padded() : 0;
    }

    Standing at(Place other) {
        return new Standing(other, dropped, condemned, mark);
    }

    Standing markedIn(LogName file) {
        return new Standing(place, dropped, condemned, file);
    }

    Standing droppedAt(long time, LogName file) {
        return new Standing(place, time, false, file);
    }

    Standing revived(LogName file) {
        return new Standing(place, 0, false, file);
    }

    Standing condemnedNow() {
        return new Standing(place, dropped, true, mark);
    }
}
