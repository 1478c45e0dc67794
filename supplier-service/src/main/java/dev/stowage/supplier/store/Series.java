package dev.stowage.supplier.store;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.StampedLock;
import org.jspecify.annotations.Nullable;

/// Where the records of one account and group stand, in the order of block number and position:
/// sorted leaves, and the list of them.
///
/// Block numbers are given out ascending, so nearly every record comes last: the last leaf is
/// filled to its end and another one is begun. A record that comes between others, as in a rebuild,
/// cuts a full leaf in two.
final class Series {

    private final LogSlots slots;
    private final AtomicLong used;
    private final StampedLock lock = new StampedLock();
    private Leaf[] leaves = {new Leaf()};
    private int leafCount = 1;

    /// @param used bytes of the account
    Series(LogSlots slots, AtomicLong used) {
        this.slots = slots;
        this.used = used;
    }

    /// Bytes of the account, of which this may be one of many series.
    AtomicLong used() {
        return used;
    }

    @Nullable Place find(long block, int position) {
        long stamp = lock.readLock();
        try {
            Leaf leaf = leaves[leafOf(block, position)];
            int index = leaf.find(block, position);
            return index < 0 ? null : leaf.place(index, slots);
        } finally {
            lock.unlockRead(stamp);
        }
    }

    /// @return where it stood before
    @Nullable Place put(long block, int position, Place place) {
        int slot = slots.of(place.file());
        if (slot > Leaf.MAX_SLOT || place.offset() > Leaf.MAX_OFFSET) {
            throw new IllegalStateException("no index reaches so far: " + place);
        }
        long stamp = lock.writeLock();
        try {
            int at = leafOf(block, position);
            Leaf leaf = leaves[at];
            int index = leaf.find(block, position);
            if (index >= 0) {
                Place before = leaf.place(index, slots);
                leaf.replace(index, slot, place);
                return before;
            }
            if (leaf.isFull()) {
                leaf = roomierLeaf(at, block, position);
                index = leaf.find(block, position);
            }
            leaf.insert(-1 - index, block, position, slot, place);
            return null;
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
        Leaf next = isLast ? new Leaf() : full.cut();
        if (leafCount == leaves.length) {
            leaves = Arrays.copyOf(leaves, leafCount * 2);
        }
        System.arraycopy(leaves, at + 1, leaves, at + 2, leafCount - at - 1);
        leaves[at + 1] = next;
        leafCount++;
        return isLast || next.startsUpTo(block, position) ? next : full;
    }
}
