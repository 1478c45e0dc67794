package dev.stowage.erasure;

/// Equations over GF(2), each telling the sum of some of at most 64 unknowns, and all sums that
/// follow from them.
final class LinearSpan {

    /// Sums that no equation tells twice: the lowest unknown of one is in none that comes after it.
    private final long[] sums = new long[Long.SIZE];

    /// For each sum the equations that add up to it.
    private final long[] equations = new long[Long.SIZE];

    private int size;

    /// Adds an equation, unless it follows from those that are there.
    ///
    /// @param unknowns a set of unknowns: the equation tells their sum
    /// @param number `0 … 63`, under which [#express] names it
    void add(long unknowns, int number) {
        long rest = unknowns;
        long used = 1L << number;
        for (int i = 0; i < size; i++) {
            if ((rest & Long.lowestOneBit(sums[i])) != 0) {
                rest ^= sums[i];
                used ^= equations[i];
            }
        }
        if (rest != 0) {
            sums[size] = rest;
            equations[size] = used;
            size++;
        }
    }

    /// Returns the equations that add up to the sum of the unknowns; none if it does not follow.
    ///
    /// @param unknowns a set of unknowns, not empty
    long express(long unknowns) {
        long rest = unknowns;
        long used = 0;
        for (int i = 0; i < size; i++) {
            if ((rest & Long.lowestOneBit(sums[i])) != 0) {
                rest ^= sums[i];
                used ^= equations[i];
            }
        }
        return rest == 0 ? used : 0;
    }
}
