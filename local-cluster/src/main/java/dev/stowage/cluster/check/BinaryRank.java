package dev.stowage.cluster.check;

import dev.stowage.erasure.ErasureCode;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.BitSet;

/// What the fragments of a code determine whose parity is the XOR of data: found out by encoding,
/// and by the rank of a matrix over GF(2).
final class BinaryRank {

    /// For each fragment, bit i says whether data fragment i is in it.
    private final long[] sums;

    /// @param code one with 64 data fragments at most
    BinaryRank(ErasureCode code) {
        int k = code.dataFragments();
        byte[][] fragments = new byte[code.fragments()][k];
        for (int i = 0; i < k; i++) {
            fragments[i][i] = 1;
        }
        code.encode(
                Arrays.stream(fragments).map(MemorySegment::ofArray).toArray(MemorySegment[]::new));
        sums = Arrays.stream(fragments).mapToLong(BinaryRank::bits).toArray();
    }

    private static long bits(byte[] ones) {
        long bits = 0;
        for (int i = 0; i < ones.length; i++) {
            bits |= (long) ones[i] << i;
        }
        return bits;
    }

    /// Whether the wanted fragments follow from those that are present: knowing them as well would
    /// tell nothing new.
    boolean determines(BitSet present, BitSet wanted) {
        BitSet both = (BitSet) present.clone();
        both.or(wanted);
        return rank(present) == rank(both);
    }

    private int rank(BitSet fragments) {
        long[] rowOfLowestBit = new long[Long.SIZE];
        int rank = 0;
        for (int i = fragments.nextSetBit(0); i >= 0; i = fragments.nextSetBit(i + 1)) {
            long row = sums[i];
            while (row != 0 && rowOfLowestBit[Long.numberOfTrailingZeros(row)] != 0) {
                row ^= rowOfLowestBit[Long.numberOfTrailingZeros(row)];
            }
            if (row != 0) {
                rowOfLowestBit[Long.numberOfTrailingZeros(row)] = row;
                rank++;
            }
        }
        return rank;
    }
}
