package dev.stowage.supplier.store;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.locks.StampedLock;
import org.jspecify.annotations.Nullable;

/// Rows of so many words, in the order of block number and position: sorted leaves, and the list of
/// them. One thread changes them, all may read.
///
/// Block numbers are given out ascending, so nearly every row comes last: the last leaf is filled
/// to its end and another one is begun. A row that comes between others, as in a rebuild, cuts a
/// full leaf in two. Leaves that have become small are joined with the next one.
final class Rows {

    private final int width;
    private final StampedLock lock = new StampedLock();
    private Leaf[] leaves;
    private int leafCount = 1;

    /// @param width words of a row, [Leaf]
    Rows(int width) {
        this.width = width;
        this.leaves = new Leaf[] {new Leaf(width)};
    }

    /// The order of two keys.
    ///
    /// @param head the second word of a row
    static int compare(long block, long head, long otherBlock, int otherPosition) {
        int order = Long.compareUnsigned(block, otherBlock);
        return order != 0 ? order : Integer.compareUnsigned((int) (head >>> 32), otherPosition);
    }

    boolean isEmpty() {
        long stamp = lock.readLock();
        try {
            return leafCount == 1 && leaves[0].count() == 0;
        } finally {
            lock.unlockRead(stamp);
        }
    }

    /// A copy of the row of a key. Who looks while nothing changes writes nothing that another
    /// processor would have to hear of.
    long @Nullable [] find(long block, int position) {
        long seen = lock.tryOptimisticRead();
        if (seen != 0) {
            try {
                long[] row = copy(block, position);
                if (lock.validate(seen)) {
                    return row;
                }
            } catch (IndexOutOfBoundsException | NullPointerException _) {
                // It was changed while it was looked at: what was seen never stood there.
            }
        }
        long stamp = lock.readLock();
        try {
            return copy(block, position);
        } finally {
            lock.unlockRead(stamp);
        }
    }

    private long @Nullable [] copy(long block, int position) {
        Leaf leaf = leaves[leafOf(block, position)];
        int index = leaf.find(block, position);
        return index < 0 ? null : leaf.row(index);
    }

    /// Copies of the rows behind one of them, in order.
    ///
    /// @param last the row before them, there or not; null to begin with the first one
    /// @param limit rows at most
    List<long[]> after(long @Nullable [] last, int limit) {
        List<long[]> found = new ArrayList<>();
        long stamp = lock.readLock();
        try {
            int at = last == null ? 0 : leafOf(last[0], position(last));
            int index = last == null ? -1 : leaves[at].find(last[0], position(last));
            int next = index < 0 ? -1 - index : index + 1;
            for (; at < leafCount && found.size() < limit; at++, next = 0) {
                for (; next < leaves[at].count() && found.size() < limit; next++) {
                    found.add(leaves[at].row(next));
                }
            }
            return found;
        } finally {
            lock.unlockRead(stamp);
        }
    }

    private static int position(long[] row) {
        return (int) (row[1] >>> 32);
    }

    /// Puts a row in, in the place of the one with its key.
    void put(long[] row) {
        long block = row[0];
        int position = position(row);
        long stamp = lock.writeLock();
        try {
            int at = leafOf(block, position);
            Leaf leaf = leaves[at];
            int index = leaf.find(block, position);
            if (index >= 0) {
                leaf.replace(index, row);
                return;
            }
            if (leaf.isFull()) {
                leaf = roomierLeaf(at, block, position);
                index = leaf.find(block, position);
            }
            leaf.insert(-1 - index, row);
        } finally {
            lock.unlockWrite(stamp);
        }
    }

    /// Takes the row of a key out, if it is there.
    void remove(long block, int position) {
        long stamp = lock.writeLock();
        try {
            int at = leafOf(block, position);
            int index = leaves[at].find(block, position);
            if (index >= 0) {
                leaves[at].remove(index);
                joinSmall(at);
            }
        } finally {
            lock.unlockWrite(stamp);
        }
    }

    /// The last leaf that starts up to the key; the first one if none does.
    private int leafOf(long block, int position) {
        int low = 0;
        int high = leafCount - 1;
        if (high == 0 || leaves[high].endsBefore(block, position)) {
            return high;
        }
        while (low < high) {
            int middle = (low + high + 1) >>> 1;
            if (leaves[middle].startsUpTo(block, position)) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return low;
    }

    /// Makes room beside a full leaf.
    ///
    /// @return the leaf that the key belongs to now
    private Leaf roomierLeaf(int at, long block, int position) {
        Leaf full = leaves[at];
        boolean isLast = at == leafCount - 1 && full.endsBefore(block, position);
        Leaf next = isLast ? new Leaf(width) : full.cut();
        if (leafCount == leaves.length) {
            leaves = Arrays.copyOf(leaves, leafCount * 2);
        }
        System.arraycopy(leaves, at + 1, leaves, at + 2, leafCount - at - 1);
        leaves[at + 1] = next;
        leafCount++;
        return isLast || next.startsUpTo(block, position) ? next : full;
    }

    /// Joins a leaf with a neighbour if one of them is empty or both fill a half at most.
    private void joinSmall(int at) {
        int first = at + 1 < leafCount ? at : at - 1;
        if (first < 0) {
            return;
        }
        int count = leaves[first].count();
        int nextCount = leaves[first + 1].count();
        if (count > 0 && nextCount > 0 && count + nextCount > Leaf.LIMIT / 2) {
            return;
        }
        leaves[first].append(leaves[first + 1]);
        Leaf[] fewer = Arrays.copyOf(leaves, leafCount - 1);
        System.arraycopy(leaves, first + 2, fewer, first + 1, leafCount - first - 2);
        leaves = fewer;
        leafCount--;
    }
}
