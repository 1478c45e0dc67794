package dev.stowage.supplier.store;

import java.util.Arrays;

/// Some records of a series in order, four words each:
///
/// ```
/// word
///    0  block number
///    1  position << 32 | fragment length
///    2  slot of the log file << 40 | offset of the body
///    3  length of the body << 32 | fragments
/// ```
final class Leaf {

    /// Records that a leaf holds at most.
    static final int LIMIT = 256;

    /// Bytes of a log file that can be pointed at.
    static final long MAX_OFFSET = (1L << 40) - 1;

    /// Log files that can be pointed at.
    static final int MAX_SLOT = (1 << 24) - 1;

    private static final int WORDS = 4;
    private static final int SMALLEST = 4;
    private static final int STEP = 32;
    private static final int OFFSET_BITS = 40;

    private long[] words;
    private int count;

    Leaf() {
        this(new long[SMALLEST * WORDS], 0);
    }

    private Leaf(long[] words, int count) {
        this.words = words;
        this.count = count;
    }

    boolean isFull() {
        return count == LIMIT;
    }

    /// Whether its first record does not come after a key.
    boolean startsUpTo(long block, int position) {
        return compare(0, block, position) <= 0;
    }

    /// Whether its last record comes before a key.
    boolean endsBefore(long block, int position) {
        return count == 0 || compare(count - 1, block, position) < 0;
    }

    /// The index of a key; if it is not there, -1 - the index where it belongs.
    int find(long block, int position) {
        if (endsBefore(block, position)) {
            return -1 - count;
        }
        int low = 0;
        int high = count - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            int order = compare(middle, block, position);
            if (order == 0) {
                return middle;
            }
            if (order < 0) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return -1 - low;
    }

    private int compare(int index, long block, int position) {
        int order = Long.compareUnsigned(words[index * WORDS], block);
        return order != 0
                ? order
                : Integer.compareUnsigned((int) (words[index * WORDS + 1] >>> 32), position);
    }

    Place place(int index, LogSlots slots) {
        int at = index * WORDS;
        long where = words[at + 2];
        long what = words[at + 3];
        return new Place(
                slots.name((int) (where >>> OFFSET_BITS)),
                where & MAX_OFFSET,
                (int) (what >>> 32),
                (int) words[at + 1],
                (int) what);
    }

    /// Puts a record before the one at the index. The leaf is not full.
    void insert(int index, long block, int position, int slot, Place place) {
        if (count * WORDS == words.length) {
            words = Arrays.copyOf(words, capacity(count + 1) * WORDS);
        }
        int at = index * WORDS;
        System.arraycopy(words, at, words, at + WORDS, (count - index) * WORDS);
        count++;
        words[at] = block;
        words[at + 1] = (long) position << 32;
        replace(index, slot, place);
    }

    /// Says where the record at the index stands now.
    void replace(int index, int slot, Place place) {
        int at = index * WORDS;
        words[at + 1] =
                (words[at + 1] & (-1L << 32)) | Integer.toUnsignedLong(place.fragmentLength());
        words[at + 2] = ((long) slot << OFFSET_BITS) | place.offset();
        words[at + 3] = ((long) place.length() << 32) | Integer.toUnsignedLong(place.fragments());
    }

    /// Takes the upper half out.
    Leaf cut() {
        int half = count / 2;
        int rest = count - half;
        long[] upper = new long[capacity(rest) * WORDS];
        System.arraycopy(words, half * WORDS, upper, 0, rest * WORDS);
        words = Arrays.copyOf(words, capacity(half) * WORDS);
        count = half;
        return new Leaf(upper, rest);
    }

    /// Small ones double, larger ones grow by a step, so that little is taken in vain.
    private static int capacity(int records) {
        return records <= STEP
                ? Math.max(SMALLEST, Integer.highestOneBit(2 * records - 1))
                : (records + STEP - 1) / STEP * STEP;
    }
}
