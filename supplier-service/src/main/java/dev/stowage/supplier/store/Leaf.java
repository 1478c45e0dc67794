package dev.stowage.supplier.store;

import java.util.Arrays;

/// Some rows in order, of so many words each: the first is a block number, the upper half of the
/// second a position, and these two are the key. The rest is their owner's.
final class Leaf {

    /// Rows that a leaf holds at most.
    static final int LIMIT = 256;

    private static final int SMALLEST = 4;
    private static final int STEP = 32;

    private final int width;
    private long[] words;
    private int count;

    /// @param width words of a row
    Leaf(int width) {
        this(width, new long[SMALLEST * width], 0);
    }

    private Leaf(int width, long[] words, int count) {
        this.width = width;
        this.words = words;
        this.count = count;
    }

    int count() {
        return count;
    }

    boolean isFull() {
        return count == LIMIT;
    }

    /// Whether its first row does not come after a key.
    boolean startsUpTo(long block, int position) {
        return compare(0, block, position) <= 0;
    }

    /// Whether its last row comes before a key.
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
        return Rows.compare(words[index * width], words[index * width + 1], block, position);
    }

    /// A copy of the row at the index.
    long[] row(int index) {
        return Arrays.copyOfRange(words, index * width, (index + 1) * width);
    }

    /// Puts a row before the one at the index. The leaf is not full.
    void insert(int index, long[] row) {
        if (count * width == words.length) {
            words = Arrays.copyOf(words, capacity(count + 1) * width);
        }
        int at = index * width;
        System.arraycopy(words, at, words, at + width, (count - index) * width);
        count++;
        replace(index, row);
    }

    /// Puts a row in the place of the one at the index.
    void replace(int index, long[] row) {
        System.arraycopy(row, 0, words, index * width, width);
    }

    /// Takes the row at the index out.
    void remove(int index) {
        int at = index * width;
        System.arraycopy(words, at + width, words, at, (count - index - 1) * width);
        count--;
        if (words.length > 2 * capacity(count) * width) {
            words = Arrays.copyOf(words, capacity(count) * width);
        }
    }

    /// Takes the upper half out.
    Leaf cut() {
        int half = count / 2;
        int rest = count - half;
        long[] upper = new long[capacity(rest) * width];
        System.arraycopy(words, half * width, upper, 0, rest * width);
        words = Arrays.copyOf(words, capacity(half) * width);
        count = half;
        return new Leaf(width, upper, rest);
    }

    /// Adds all rows of the leaf that comes next; there is room for them.
    void append(Leaf next) {
        words = Arrays.copyOf(words, capacity(count + next.count) * width);
        System.arraycopy(next.words, 0, words, count * width, next.count * width);
        count += next.count;
    }

    /// Small ones double, larger ones grow by a step, so that little is taken in vain.
    private static int capacity(int rows) {
        return rows <= STEP
                ? Math.max(SMALLEST, Integer.highestOneBit(2 * rows - 1))
                : (rows + STEP - 1) / STEP * STEP;
    }
}
