package dev.stowage.verification.benchmarks.store;

/// Which records are read, in an order that nobody can foresee; the same in each round.
///
/// @param records how many there are
/// @param reads how many are made
record RandomOrder(long records, long reads) {

    private static final long MIX_1 = 0xbf58476d1ce4e5b9L;
    private static final long MIX_2 = 0x94d049bb133111ebL;

    /// The number of the record that is read, 0 … records-1. The mix is that of SplitMix64 (Steele,
    /// Lea, Flood 2014).
    long record(long read) {
        long mixed = (read ^ (read >>> 30)) * MIX_1;
        mixed = (mixed ^ (mixed >>> 27)) * MIX_2;
        return Long.remainderUnsigned(mixed ^ (mixed >>> 31), records);
    }
}
