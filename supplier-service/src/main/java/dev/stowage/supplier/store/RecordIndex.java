package dev.stowage.supplier.store;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// How every durable record stands. One thread changes it, all may read.
final class RecordIndex {

    private final LogSlots slots = new LogSlots();
    private final Map<SeriesKey, Series> series = new ConcurrentHashMap<>();
    private final LogSpace space;
    private final Usage usage;

    RecordIndex(LogSpace space, Usage usage) {
        this.space = space;
        this.usage = usage;
    }

    @Nullable Standing find(RecordKey key) {
        Series found = series.get(SeriesKey.of(key));
        return found == null ? null : found.find(key.block(), key.position());
    }

    boolean isEmpty() {
        return series.isEmpty();
    }

    /// All series: a live view.
    Map<SeriesKey, Series> series() {
        return series;
    }

    /// A record was stored; whatever was there before is dead.
    void store(RecordKey key, Place place) {
        replace(key, find(key), Standing.living(place));
    }

    /// A record was dropped, as the file says. One that is not there stays so.
    void drop(RecordKey key, long time, LogName file) {
        Standing before = find(key);
        if (before != null && before.isLiving()) {
            replace(key, before, before.droppedAt(time, file));
        }
    }

    /// A record was revived, as the file says. One that is not there stays so.
    void revive(RecordKey key, LogName file) {
        Standing before = find(key);
        if (before != null) {
            replace(key, before, before.revived(file));
        }
    }

    private void replace(RecordKey key, @Nullable Standing before, Standing after) {
        if (before != null) {
            count(key, before, -1);
        }
        count(key, after, 1);
        series.computeIfAbsent(SeriesKey.of(key), of -> new Series(of, slots))
                .put(key.block(), key.position(), after);
    }

    private void count(RecordKey key, Standing standing, int sign) {
        Place place = standing.place();
        LogName mark = standing.mark();
        if (mark != null) {
            space.countMark(mark, sign);
        }
        if (standing.condemned()) {
            return;
        }
        space.count(place, sign);
        if (standing.isLiving()) {
            usage.countUsed(key.accountNumber(), place.padded(), sign);
        } else {
            usage.countTrash(key.accountNumber(), place.padded(), sign);
        }
    }
}
