package dev.stowage.verification.benchmarks.erasure;

import java.util.BitSet;
import java.util.SplittableRandom;

/// What a pass does: from which fragments it makes which.
///
/// @param available indexes of the fragments that may be read; never changed
/// @param targets indexes of the fragments to be made of them; never changed
record Work(Operation operation, BitSet available, BitSet targets) {

    static Work encoding(int k) {
        return new Work(Operation.ENCODE, range(0, k), range(k, 2 * k));
    }

    /// Suppliers are lost: data i and parity i together. The data half is read. With the same seed,
    /// those that are lost of few are among those that are lost of more.
    static Work afterLossOfSuppliers(int k, int count, long seed) {
        BitSet suppliers = choose(count, k, seed);
        BitSet lost = (BitSet) suppliers.clone();
        suppliers.stream().forEach(i -> lost.set(k + i));
        return new Work(Operation.RECONSTRUCT, without(k, lost), suppliers);
    }

    /// Half of the 2K fragments are lost, whichever. The data half is read.
    static Work afterLossOfFragments(int k, long seed) {
        BitSet lost = choose(k, 2 * k, seed);
        BitSet lostData = lost.get(0, k);
        return new Work(Operation.RECONSTRUCT, without(k, lost), lostData);
    }

    /// One supplier is lost, and both of his fragments are made again.
    static Work afterLossOfSupplier(int k, int position) {
        BitSet lost = new BitSet(2 * k);
        lost.set(position);
        lost.set(k + position);
        return new Work(Operation.REBUILD, without(k, lost), lost);
    }

    /// Returns the first of the available fragments: data, where it is there.
    BitSet sources(int count) {
        BitSet sources = new BitSet();
        available.stream().limit(count).forEach(sources::set);
        return sources;
    }

    private static BitSet without(int k, BitSet lost) {
        BitSet rest = range(0, 2 * k);
        rest.andNot(lost);
        return rest;
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
