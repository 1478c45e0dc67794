package dev.stowage.erasure;

import dev.stowage.erasure.field.TowerField;
import dev.stowage.erasure.field.TowerLogarithms;
import dev.stowage.erasure.field.TowerLogarithms.Tau;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/// The polynomial e whose zeros are the points of lost fragments: its values at all other points,
/// and those of its derivative at the lost ones.
///
/// Both are products of w_(x^b) over the lost b ≠ x, for e(w_x) and e'(w_x) alike. As sums of
/// logarithms they are a convolution over the group of XOR, and three Walsh–Hadamard transforms
/// compute all of them; the one of the logarithms is kept.
final class ErasureLocator {

    private final int points;
    private final long[] gammas;
    private final @Nullable Tau tau;
    private final long[] taus;

    /// @param points how many there are, a power of two, at most 2^17
    ErasureLocator(int points) {
        this.points = points;
        this.gammas = TowerLogarithms.gammasOfPoints(points);
        transform(gammas);
        reduce(gammas, TowerLogarithms.GAMMA_ORDER);
        boolean beyond16 = points > 1 << 16;
        this.tau = beyond16 ? new Tau() : null;
        this.taus = tau == null ? new long[0] : tau.ofPoints(points);
        transform(taus);
        reduce(taus, TowerLogarithms.TAU_ORDER);
    }

    /// Returns for each point what its symbol is to be multiplied by: e(w_x) where it is there, and
    /// 1/e'(w_x) where it is lost.
    int[] factors(BitSet lost) {
        long[] gammaSums = sums(lost, gammas, TowerLogarithms.GAMMA_ORDER);
        int[] factors = new int[points];
        for (int x = 0; x < points; x++) {
            long sum = gammaSums[x];
            factors[x] = TowerLogarithms.gammaPower(lost.get(x) ? -sum : sum);
        }
        if (tau != null) {
            long[] tauSums = sums(lost, taus, TowerLogarithms.TAU_ORDER);
            for (int x = 0; x < points; x++) {
                long sum = tauSums[x];
                int power = tau.power(lost.get(x) ? -sum : sum);
                factors[x] = TowerField.multiply32(factors[x], power);
            }
        }
        return factors;
    }

    /// The sums of the logarithms of w_(x^b) over all lost b, for each x.
    private long[] sums(BitSet lost, long[] transformedLogarithms, int order) {
        long[] sums = new long[points];
        lost.stream().forEach(b -> sums[b] = 1);
        transform(sums);
        for (int i = 0; i < points; i++) {
            sums[i] = sums[i] * transformedLogarithms[i] % order;
        }
        transform(sums);
        long inverseOfLength = inverseOfLength(order);
        for (int i = 0; i < points; i++) {
            sums[i] = sums[i] % order * inverseOfLength % order;
        }
        return sums;
    }

    /// Two such transforms multiply by the number of points. Modulo 2^16 ∓ 1, 2 to the 32 is 1.
    private long inverseOfLength(int order) {
        long inverse = 1;
        for (int i = Integer.numberOfTrailingZeros(points); i < 32; i++) {
            inverse = 2 * inverse % order;
        }
        return inverse;
    }

    /// The Walsh–Hadamard transform, in place.
    private static void transform(long[] values) {
        for (int half = 1; half < values.length; half *= 2) {
            for (int begin = 0; begin < values.length; begin += 2 * half) {
                for (int i = begin; i < begin + half; i++) {
                    long a = values[i];
                    long b = values[i + half];
                    values[i] = a + b;
                    values[i + half] = a - b;
                }
            }
        }
    }

    private static void reduce(long[] values, int order) {
        for (int i = 0; i < values.length; i++) {
            values[i] %= order;
        }
    }
}
