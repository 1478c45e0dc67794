package dev.stowage.supplier.store;

import dev.stowage.format.address.AccountNumber;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// How every durable record stands. One thread changes it, all may read.
final class RecordIndex {

    private static final int PAGE = 1024;

    private final LogSlots slots = new LogSlots();
    private final Map<SeriesKey, Series> series = new ConcurrentHashMap<>();
    private final LogSpace space;
    private final Usage usage;

    /// Older entries of records that were written once more, because they had decayed or their time
    /// in the trash was over. While one is in a file, the record must not be forgotten.
    private final Map<RecordKey, List<Place>> shadows = new HashMap<>();

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
        Standing before = find(key);
        if (before != null) {
            shadows.computeIfAbsent(key, _ -> new ArrayList<>()).add(before.place());
        }
        replace(key, before, Standing.living(place));
    }

    /// A record was dropped, as the file says. One that is not there stays so. Of two drops the
    /// later one counts: the revival between them may be gone, for nobody needs it any more.
    void drop(RecordKey key, long time, LogName file) {
        Standing before = find(key);
        if (before != null) {
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

    /// The time of a record in the trash is over: nothing needs its body any more.
    ///
    /// @param dropped when it went there; if it came back since then, it stays
    void condemn(RecordKey key, long dropped) {
        Standing before = find(key);
        if (before != null && before.dropped() == dropped && !before.condemned()) {
            replace(key, before, before.condemnedNow());
        }
    }

    /// The body of a record stands elsewhere now, in a copy.
    void move(RecordKey key, Place from, Place to) {
        Standing before = find(key);
        if (before != null && before.place().equals(from)) {
            replace(key, before, before.at(to));
        } else if (shadows.containsKey(key)) {
            shadows.get(key).replaceAll(place -> place.equals(from) ? to : place);
        }
    }

    /// The drop or the revival of a record stands in another file now.
    void moveMark(RecordKey key, LogName from, LogName to) {
        Standing before = find(key);
        if (before != null && from.equals(before.mark())) {
            replace(key, before, before.markedIn(to));
        }
    }

    /// Files are no more, so nobody need know that records were in them.
    ///
    /// @param condemned records that were there
    void forget(Set<LogName> files, List<RecordKey> condemned) {
        shadows.values().forEach(places -> places.removeIf(each -> files.contains(each.file())));
        shadows.values().removeIf(List::isEmpty);
        for (RecordKey key : condemned) {
            Standing before = find(key);
            if (before != null && before.condemned() && files.contains(before.place().file())) {
                forget(key, before);
            }
        }
    }

    /// An account is gone: none of its records is there, living or in the trash.
    void erase(AccountNumber account) {
        List<SeriesKey> gone =
                series.keySet().stream()
                        .filter(key -> key.account() == (int) account.value())
                        .toList();
        for (SeriesKey key : gone) {
            Series all = series.remove(key);
            if (all != null) {
                erase(all);
            }
        }
        shadows.entrySet()
                .removeIf(
                        each -> {
                            boolean isOf = each.getKey().accountNumber().equals(account);
                            if (isOf) {
                                each.getValue().forEach(place -> space.taint(place.file()));
                            }
                            return isOf;
                        });
    }

    private void erase(Series gone) {
        List<Series.Member> page = gone.after(null, PAGE);
        while (!page.isEmpty()) {
            page.forEach(this::erase);
            page = gone.after(page.getLast().key(), PAGE);
        }
    }

    private void erase(Series.Member gone) {
        Standing standing = gone.standing();
        countPlaces(standing, -1);
        countUse(gone.key(), standing, -1);
        space.taint(standing.place().file());
        LogName mark = standing.mark();
        if (mark != null) {
            space.taint(mark);
        }
    }

    private void forget(RecordKey key, Standing before) {
        List<Place> others = shadows.get(key);
        if (others != null) {
            replace(key, before, before.at(others.removeLast()));
            shadows.values().removeIf(List::isEmpty);
            return;
        }
        countPlaces(before, -1);
        countUse(key, before, -1);
        SeriesKey of = SeriesKey.of(key);
        Series all = series.get(of);
        if (all != null) {
            all.remove(key.block(), key.position());
            if (all.isEmpty()) {
                series.remove(of);
            }
        }
    }

    private void replace(RecordKey key, @Nullable Standing before, Standing after) {
        if (before != null) {
            countPlaces(before, -1);
        }
        countPlaces(after, 1);
        // Whoever looks while a copy takes the place of a record sees the same figures throughout.
        if (before == null || !isUsedAlike(before, after)) {
            if (before != null) {
                countUse(key, before, -1);
            }
            countUse(key, after, 1);
        }
        series.computeIfAbsent(SeriesKey.of(key), of -> new Series(of, slots))
                .put(key.block(), key.position(), after);
        if (after.isLiving() && (before == null || !before.isLiving())) {
            usage.countArrival(key.accountNumber());
        }
    }

    private static boolean isUsedAlike(Standing before, Standing after) {
        return before.isLiving() == after.isLiving()
                && before.condemned() == after.condemned()
                && before.place().padded() == after.place().padded();
    }

    private void countPlaces(Standing standing, int sign) {
        LogName mark = standing.mark();
        if (mark != null) {
            space.countMark(mark, sign);
        }
        if (!standing.condemned()) {
            space.count(standing.place(), sign);
        }
    }

    private void countUse(RecordKey key, Standing standing, int sign) {
        long padded = standing.place().padded();
        if (standing.isLiving()) {
            usage.countUsed(key.accountNumber(), padded, sign);
        } else if (!standing.condemned()) {
            usage.countTrash(key.accountNumber(), padded, sign);
        }
    }
}
