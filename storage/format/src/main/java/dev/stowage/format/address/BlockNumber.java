package dev.stowage.format.address;

import dev.stowage.format.Bounds;

/// The number of a block within its account: 64 bits, unsigned, given out once and never again.
///
/// @param bits all 64 bits; values of 2^63 and above are negative here, compare with [#compareTo]
public record BlockNumber(long bits) implements Comparable<BlockNumber> {

    public static final BlockNumber FIRST = new BlockNumber(0);

    /// @param text decimal digits, 0 … 2^64-1, as [#toString] gives them
    public static BlockNumber valueOf(String text) {
        return new BlockNumber(Decimals.parse("block number", text, -1));
    }

    /// The number `count` after this one.
    ///
    /// @param count 0 … 2^63-1
    /// @throws ArithmeticException past 2^64-1
    public BlockNumber plus(long count) {
        Bounds.requireRange("count of block numbers", count, 0, Long.MAX_VALUE);
        long sum = bits + count;
        if (Long.compareUnsigned(sum, bits) < 0) {
            throw new ArithmeticException(
                    "block number %s + %d runs past 2^64-1".formatted(this, count));
        }
        return new BlockNumber(sum);
    }

    @Override
    public int compareTo(BlockNumber other) {
        return Long.compareUnsigned(bits, other.bits);
    }

    @Override
    public String toString() {
        return Long.toUnsignedString(bits);
    }
}
