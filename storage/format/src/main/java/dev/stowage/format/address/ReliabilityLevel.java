package dev.stowage.format.address;

/// How wide a carrier group is: level L spans 2^(3+2L) carriers.
///
/// @param value 0 … 7
public record ReliabilityLevel(int value) implements Comparable<ReliabilityLevel> {

    public static final int MAX = 7;
    public static final ReliabilityLevel ZERO = new ReliabilityLevel(0);

    public ReliabilityLevel {
        if (value < 0 || value > MAX) {
            throw new IllegalArgumentException(
                    "reliability level must be 0 … %d, got %d".formatted(MAX, value));
        }
    }

    /// @param text one digit
    public static ReliabilityLevel valueOf(String text) {
        long value = Decimals.parseUnsigned("reliability level", text);
        return new ReliabilityLevel(Long.compareUnsigned(value, MAX) > 0 ? MAX + 1 : (int) value);
    }

    /// Carriers in a group of this level: 8, 32, 128, 512, 2048, 8192, 32768, 131072.
    public int carriers() {
        return 1 << (3 + 2 * value);
    }

    /// The lowest level whose groups hold at least `count` carriers.
    public static ReliabilityLevel holding(int count) {
        for (int level = 0; level <= MAX; level++) {
            ReliabilityLevel candidate = new ReliabilityLevel(level);
            if (candidate.carriers() >= count) {
                return candidate;
            }
        }
        throw new IllegalArgumentException(
                "no group holds %d carriers, the largest holds %d"
                        .formatted(count, new ReliabilityLevel(MAX).carriers()));
    }

    @Override
    public int compareTo(ReliabilityLevel other) {
        return Integer.compare(value, other.value);
    }

    @Override
    public String toString() {
        return Integer.toString(value);
    }
}
