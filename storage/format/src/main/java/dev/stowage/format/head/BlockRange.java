package dev.stowage.format.head;

import dev.stowage.format.address.BlockNumber;

/// Block numbers first … first+count-1, given out to one customer-service.
///
/// @param count 1 … 2^31-1
public record BlockRange(BlockNumber first, int count) {

    static final int BYTES = 12;

    public BlockRange {
        if (count < 1) {
            throw new IllegalArgumentException(
                    "a range has at least one block number, got " + count);
        }
        first.plus(count - 1L);
    }

    /// Whether a number lies in the range.
    public boolean contains(BlockNumber number) {
        long index = number.bits() - first.bits();
        return index >= 0 && index < count;
    }
}
