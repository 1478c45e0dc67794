package dev.stowage.supplier.store;

import dev.stowage.format.record.FragmentRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// What an account has stored, as simple as can be: to be compared with what a store says.
final class SpaceModel {

    private final Duration trash;
    private final Map<FragmentRecord, Instant> living = new HashMap<>();
    private final Map<FragmentRecord, Instant> dropped = new HashMap<>();

    SpaceModel(Duration trash) {
        this.trash = trash;
    }

    /// The same, to try something out.
    SpaceModel copy() {
        SpaceModel copy = new SpaceModel(trash);
        copy.living.putAll(living);
        copy.dropped.putAll(dropped);
        return copy;
    }

    /// @return how many of them were not there
    int store(List<FragmentRecord> records) {
        int stored = 0;
        for (FragmentRecord record : records) {
            dropped.remove(record);
            stored += living.put(record, Instant.MIN) == null ? 1 : 0;
        }
        return stored;
    }

    /// @return how many of them were there
    int drop(List<FragmentRecord> records, Instant now) {
        int gone = 0;
        for (FragmentRecord record : records) {
            if (living.remove(record) != null) {
                dropped.put(record, now);
                gone++;
            }
        }
        return gone;
    }

    /// @return how many of them were in the trash
    int revive(List<FragmentRecord> records) {
        int back = 0;
        for (FragmentRecord record : records) {
            if (dropped.remove(record) != null) {
                living.put(record, Instant.MIN);
                back++;
            }
        }
        return back;
    }

    /// What lay in the trash for too long is gone.
    void pass(Instant now) {
        dropped.values().removeIf(since -> !now.isBefore(since.plus(trash)));
    }

    boolean isLiving(FragmentRecord record) {
        return living.containsKey(record);
    }

    long records() {
        return living.size();
    }

    long used() {
        return padded(living);
    }

    long trash() {
        return padded(dropped);
    }

    long trashRecords() {
        return dropped.size();
    }

    private static long padded(Map<FragmentRecord, Instant> records) {
        return records.keySet().stream().mapToLong(record -> record.header().paddedLength()).sum();
    }
}
