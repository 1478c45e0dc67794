package dev.stowage.erasure;

import java.util.Random;

/// Of all losses of a number of positions, the share that an [XorMap] survives: by peeling alone,
/// and by elimination.
record Survival(double byPeeling, double byElimination) {

    /// Looks at every loss: for maps of up to some 30 positions.
    static Survival exact(XorMap map, int lost) {
        long count = 0;
        long peeled = 0;
        long solved = 0;
        long last = ((1L << lost) - 1) << (map.positions() - lost);
        for (long loss = (1L << lost) - 1; loss <= last; loss = next(loss)) {
            count++;
            boolean byPeeling = peels(map, loss);
            peeled += byPeeling ? 1 : 0;
            solved += byPeeling || solves(map, loss) ? 1 : 0;
        }
        return new Survival((double) peeled / count, (double) solved / count);
    }

    /// Returns the next higher number with as many bits.
    private static long next(long set) {
        long low = Long.lowestOneBit(set);
        long ripple = set + low;
        return ripple | ((set ^ ripple) >>> 2) / low;
    }

    static Survival sampled(XorMap map, int lost, int samples, long seed) {
        Random random = new Random(seed);
        long peeled = 0;
        long solved = 0;
        for (int i = 0; i < samples; i++) {
            long loss = loss(map, lost, random);
            boolean byPeeling = peels(map, loss);
            peeled += byPeeling ? 1 : 0;
            solved += byPeeling || solves(map, loss) ? 1 : 0;
        }
        return new Survival((double) peeled / samples, (double) solved / samples);
    }

    static long loss(XorMap map, int lost, Random random) {
        long loss = 0;
        while (Long.bitCount(loss) < lost) {
            loss |= 1L << random.nextInt(map.positions());
        }
        return loss;
    }

    /// Whether parity fragments with one lost summand give back one data fragment after the other.
    static boolean peels(XorMap map, long loss) {
        long missing = loss;
        for (long before = 0; before != missing; ) {
            before = missing;
            for (long rest = map.all() & ~loss; rest != 0; rest &= rest - 1) {
                long open = map.summands(Long.numberOfTrailingZeros(rest)) & missing;
                if (Long.bitCount(open) == 1) {
                    missing ^= open;
                }
            }
        }
        return missing == 0;
    }

    /// Whether the lost data fragments are linearly independent in the parity fragments left.
    static boolean solves(XorMap map, long loss) {
        long[] rows = new long[Long.bitCount(loss)];
        int size = 0;
        for (long rest = loss; rest != 0; rest &= rest - 1) {
            long row = map.users(Long.numberOfTrailingZeros(rest)) & ~loss;
            for (int i = 0; i < size; i++) {
                if ((row & Long.lowestOneBit(rows[i])) != 0) {
                    row ^= rows[i];
                }
            }
            if (row == 0) {
                return false;
            }
            rows[size++] = row;
        }
        return true;
    }
}
