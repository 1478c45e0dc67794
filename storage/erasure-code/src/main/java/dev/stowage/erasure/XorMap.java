package dev.stowage.erasure;

import java.util.List;

/// Which data fragments each parity fragment of the code `xor` is the XOR of.
///
/// With N positions and m sets of differences D_0 … D_(m-1), where m divides N,
///
///     S_i = { (i + d) mod N : d in D_(i mod m) }       parity i = XOR of data s over s in S_i
///
/// 0 is no difference, so parity i never contains data i, which lies on the same supplier. Sets of
/// positions are longs, bit i for position i.
final class XorMap {

    /// The most positions that a map can have.
    static final int MOST_POSITIONS = Long.SIZE;

    private final List<List<Integer>> differences;
    private final long[] summands;
    private final long[] users;

    /// @param positions N, 2 … 64
    /// @param differences D_0 … D_(m-1), each of numbers `1 … N-1`; m divides N
    XorMap(int positions, List<List<Integer>> differences) {
        check(positions, differences);
        this.differences = differences.stream().map(List::copyOf).toList();
        this.summands = new long[positions];
        this.users = new long[positions];
        for (int i = 0; i < positions; i++) {
            for (int difference : differences.get(i % differences.size())) {
                int data = (i + difference) % positions;
                summands[i] |= 1L << data;
                users[data] |= 1L << i;
            }
        }
    }

    private static void check(int positions, List<List<Integer>> differences) {
        if (positions < 2 || positions > MOST_POSITIONS) {
            throw new IllegalArgumentException(
                    "a map has 2 … %d positions, not %d".formatted(MOST_POSITIONS, positions));
        }
        if (differences.isEmpty() || positions % differences.size() != 0) {
            throw new IllegalArgumentException(
                    "%d sets do not repeat in %d positions"
                            .formatted(differences.size(), positions));
        }
        for (int difference : differences.stream().flatMap(List::stream).toList()) {
            if (difference < 1 || difference >= positions) {
                throw new IllegalArgumentException(
                        "difference %d is not among 1 … %d".formatted(difference, positions - 1));
            }
        }
    }

    /// Returns N.
    int positions() {
        return summands.length;
    }

    /// Returns D_0 … D_(m-1).
    List<List<Integer>> differences() {
        return differences;
    }

    /// Returns m: turned by m positions, the map is the same.
    int period() {
        return differences.size();
    }

    /// Returns all positions.
    long all() {
        return -1L >>> (MOST_POSITIONS - positions());
    }

    /// Returns S_i: the data fragments of which parity i is the XOR.
    long summands(int parity) {
        return summands[parity];
    }

    /// Returns the parity fragments that contain a data fragment.
    long users(int data) {
        return users[data];
    }

    @Override
    public String toString() {
        return "%d: %s".formatted(positions(), differences);
    }
}
