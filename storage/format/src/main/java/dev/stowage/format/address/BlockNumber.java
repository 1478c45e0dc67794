package dev.stowage.format.address;

/// The number of a block within its account: 64 bits, unsigned, given out once and never again.
///
/// @param bits all 64 bits; values of 2^63 and above are negative here, compare with [#compareTo]
public record BlockNumber(long bits) implements Comparable<BlockNumber> {

    public static final BlockNumber FIRST = new BlockNumber(0);

    /// @param text decimal digits, 0 … 2^64-1
    public static BlockNumber valueOf(String text) {
        return new BlockNumber(Decimals.parseUnsigned("block number", text));
    }

    /// The number `count` after this one.
    ///
    /// @throws ArithmeticException past 2^64-1
    public BlockNumber plus(long count) {
        long sum = bits + count;
        if (count < 0 || Long.compareUnsigned(sum, bits) < 0) {
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
