package dev.stowage.format.head;

import dev.stowage.format.Bounds;
import dev.stowage.format.address.BlockNumber;
import java.nio.ByteBuffer;

/// Block numbers first … first+count-1, given out to one customer-service.
///
/// @param count 1 … 2^31-1
public record BlockRange(BlockNumber first, int count) {

    static final int BYTES = 12;

    public BlockRange {
        Bounds.requireRange("count of block numbers", count, 1, Integer.MAX_VALUE);
        long last = first.bits() + count - 1;
        if (Long.compareUnsigned(last, first.bits()) < 0) {
            throw new IllegalArgumentException(
                    "the range of %d block numbers from %s runs past 2^64-1"
                            .formatted(count, first));
        }
    }

    /// Whether a number lies in the range.
    public boolean contains(BlockNumber number) {
        long index = number.bits() - first.bits();
        return index >= 0 && index < count;
    }

    /// Whether all of a range lies in this one.
    public boolean contains(BlockRange other) {
        return contains(other.first()) && contains(other.last());
    }

    /// Whether a number lies in both.
    public boolean overlaps(BlockRange other) {
        return contains(other.first()) || other.contains(first);
    }

    /// The highest number.
    public BlockNumber last() {
        return first.plus(count - 1L);
    }

    /// The range without its lowest numbers.
    ///
    /// @param left numbers that remain, 1 … count
    public BlockRange highest(int left) {
        Bounds.requireRange("numbers that remain", left, 1, count);
        return new BlockRange(first.plus((long) count - left), left);
    }

    void writeTo(ByteBuffer buffer) {
        buffer.putLong(first.bits()).putInt(count);
    }

    static BlockRange readFrom(ByteBuffer buffer) {
        Bounds.requireRemaining("block range", buffer, BYTES);
        return new BlockRange(new BlockNumber(buffer.getLong()), buffer.getInt());
    }
}
