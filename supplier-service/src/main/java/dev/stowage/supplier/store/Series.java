package dev.stowage.supplier.store;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// How the records of one account and group stand, in the order of block number and position.
///
/// Nearly all live and were never dropped: of these only the place is kept, four words each.
///
/// ```
/// word
///    0  block number
///    1  position << 32 | fragment length
///    2  slot of the log file << 40 | offset of the body
///    3  length of the body << 32 | fragments
/// ```
///
/// The others have two more, and rows of their own:
///
/// ```
///    4  when it was dropped, 0 if it was revived, negative if it is condemned
///    5  slot of the log file that says so
/// ```
final class Series {

    /// Bytes of a log file that can be pointed at.
    static final long MAX_OFFSET = (1L << 40) - 1;

    /// Log files that can be pointed at.
    static final int MAX_SLOT = (1 << 24) - 1;

    private static final int WORDS = 4;
    private static final int MARKED_WORDS = 6;
    private static final int OFFSET_BITS = 40;

    private final SeriesKey of;
    private final LogSlots slots;
    private final Rows plain = new Rows(WORDS);
    private volatile @Nullable Rows marked;

    Series(SeriesKey of, LogSlots slots) {
        this.of = of;
        this.slots = slots;
    }

    /// A record and how it stands.
    record Member(RecordKey key, Standing standing) {}

    @Nullable Standing find(long block, int position) {
        long[] row = plain.find(block, position);
        Rows others = marked;
        if (row == null && others != null) {
            row = others.find(block, position);
            if (row == null) {
                // It may have come over from there in the meantime.
                row = plain.find(block, position);
            }
        }
        return row == null ? null : standing(row);
    }

    /// Members behind one of them, in order. One that changes meanwhile may be as before or after.
    ///
    /// @param last the member before them, there or not; null to begin with the first one
    /// @param limit members at most
    List<Member> after(@Nullable RecordKey last, int limit) {
        long[] lastRow = row(last);
        // In this order: whoever goes to the trash meanwhile is met once at least.
        List<long[]> rows = plain.after(lastRow, limit);
        Rows others = marked;
        return others == null
                ? rows.stream().map(this::member).toList()
                : merged(rows, others.after(lastRow, limit), limit);
    }

    /// As [#after], of those alone that were dropped once.
    List<Member> markedAfter(@Nullable RecordKey last, int limit) {
        Rows others = marked;
        return others == null
                ? List.of()
                : others.after(row(last), limit).stream().map(this::member).toList();
    }

    private static long @Nullable [] row(@Nullable RecordKey key) {
        return key == null ? null : new long[] {key.block(), (long) key.position() << 32};
    }

    private List<Member> merged(List<long[]> rows, List<long[]> markedRows, int limit) {
        List<Member> members = new ArrayList<>();
        int next = 0;
        int nextMarked = 0;
        while (members.size() < limit && (next < rows.size() || nextMarked < markedRows.size())) {
            int order =
                    next == rows.size()
                            ? 1
                            : nextMarked == markedRows.size()
                                    ? -1
                                    : order(rows.get(next), markedRows.get(nextMarked));
            members.add(member(order < 0 ? rows.get(next) : markedRows.get(nextMarked)));
            next += order <= 0 ? 1 : 0;
            nextMarked += order >= 0 ? 1 : 0;
        }
        return members;
    }

    private static int order(long[] row, long[] other) {
        return Rows.compare(row[0], row[1], other[0], (int) (other[1] >>> 32));
    }

    /// Says how a record stands from now on.
    void put(long block, int position, Standing standing) {
        LogName mark = standing.mark();
        if (mark == null) {
            plain.put(row(block, position, standing.place(), WORDS));
            Rows others = marked;
            if (others != null) {
                others.remove(block, position);
            }
            return;
        }
        long[] row = row(block, position, standing.place(), MARKED_WORDS);
        row[4] = standing.condemned() ? -standing.dropped() : standing.dropped();
        row[5] = slots.of(mark);
        markedRows().put(row);
        plain.remove(block, position);
    }

    private Rows markedRows() {
        Rows others = marked;
        if (others == null) {
            others = new Rows(MARKED_WORDS);
            marked = others;
        }
        return others;
    }

    /// Knows nothing of a record any more.
    void remove(long block, int position) {
        plain.remove(block, position);
        Rows others = marked;
        if (others != null) {
            others.remove(block, position);
        }
    }

    boolean isEmpty() {
        Rows others = marked;
        return plain.isEmpty() && (others == null || others.isEmpty());
    }

    private long[] row(long block, int position, Place place, int words) {
        int slot = slots.of(place.file());
        if (slot > MAX_SLOT || place.offset() > MAX_OFFSET) {
            throw new IllegalStateException("no index reaches so far: " + place);
        }
        long[] row = new long[words];
        row[0] = block;
        row[1] = (long) position << 32 | Integer.toUnsignedLong(place.fragmentLength());
        row[2] = (long) slot << OFFSET_BITS | place.offset();
        row[3] = (long) place.length() << 32 | Integer.toUnsignedLong(place.fragments());
        return row;
    }

    private Member member(long[] row) {
        return new Member(of.record(row[0], (int) (row[1] >>> 32)), standing(row));
    }

    private Standing standing(long[] row) {
        Place place =
                new Place(
                        slots.name((int) (row[2] >>> OFFSET_BITS)),
                        row[2] & MAX_OFFSET,
                        (int) (row[3] >>> 32),
                        (int) row[1],
                        (int) row[3]);
        return row.length == WORDS
                ? Standing.living(place)
                : new Standing(place, Math.abs(row[4]), row[4] < 0, slots.name((int) row[5]));
    }
}
