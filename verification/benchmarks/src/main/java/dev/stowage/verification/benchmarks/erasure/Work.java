package dev.stowage.verification.benchmarks.erasure;

import java.util.BitSet;
import java.util.SplittableRandom;

/// What a pass does: from which fragments it makes which.
///
/// @param sources indexes of K fragments, to be left alone
/// @param targets indexes of the fragments to be made of them, not to be changed either
record Work(Operation operation, BitSet sources, BitSet targets) {

    static Work encoding(int k) {
        BitSet data = range(0, k);
        return new Work(Operation.ENCODE, data, range(k, 2 * k));
    }

    /// Half of the suppliers are lost: data i and parity i together. The data half is read.
    static Work afterLossOfSuppliers(int k, long seed) {
        BitSet suppliers = choose(k / 2, k, seed);
        BitSet lost = (BitSet) suppliers.clone();
        suppliers.stream().forEach(i -> lost.set(k + i));
        return reading(k, lost);
    }

    /// One supplier is lost, and both of his fragments are made again.
    static Work afterLossOfSupplier(int k, int position) {
        BitSet lost = new BitSet(2 * k);
        lost.set(position);
        lost.set(k + position);
        return new Work(Operation.REBUILD, sources(k, lost), lost);
    }

    /// Half of the 2K fragments are lost, whichever. The data half is read.
    static Work afterLossOfFragments(int k, long seed) {
        return reading(k, choose(k, 2 * k, seed));
    }

    private static Work reading(int k, BitSet lost) {
        BitSet targets = (BitSet) lost.clone();
        targets.and(range(0, k));
        return new Work(Operation.RECONSTRUCT, sources(k, lost), targets);
    }

    /// Returns the first K fragments that are not lost: data, where it is there.
    private static BitSet sources(int k, BitSet lost) {
        BitSet sources = range(0, 2 * k);
        sources.andNot(lost);
        while (sources.cardinality() > k) {
            sources.clear(sources.length() - 1);
        }
        return sources;
    }

    private static BitSet range(int from, int to) {
        BitSet range = new BitSet(to);
        range.set(from, to);
        return range;
    }

    private static BitSet choose(int count, int of, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        BitSet chosen = new BitSet(of);
        for (int missing = count; missing > 0; ) {
            int i = random.nextInt(of);
            if (!chosen.get(i)) {
                chosen.set(i);
                missing--;
            }
        }
        return chosen;
    }
}
