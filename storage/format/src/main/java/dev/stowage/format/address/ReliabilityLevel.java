package dev.stowage.format.address;

import dev.stowage.format.Bounds;

/// How wide a carrier group is: level L spans 2^(3+2L) carriers.
///
/// @param value 0 … 7
public record ReliabilityLevel(int value) implements Comparable<ReliabilityLevel> {

    public static final int MAX = 7;
    public static final ReliabilityLevel ZERO = new ReliabilityLevel(0);

    public ReliabilityLevel {
        Bounds.requireRange("reliability level", value, 0, MAX);
    }

    /// @param text one digit
    public static ReliabilityLevel valueOf(String text) {
        return new ReliabilityLevel((int) Decimals.parse("reliability level", text, MAX));
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
