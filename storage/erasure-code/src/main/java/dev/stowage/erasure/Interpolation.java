package dev.stowage.erasure;

import dev.stowage.erasure.field.ByteField;
import dev.stowage.erasure.field.CantorPoints;
import java.util.BitSet;

/// The polynomials behind a Reed–Solomon code with K data fragments, and the matrices that lead from K
/// of its fragments to any others.
///
/// Let m be K rounded up to a power of two. For each byte position the fragments are values of the one
/// polynomial of degree below m that takes, at the points w_j of [CantorPoints],
///
///     data fragment i      at w_i       i = 0 … K-1
///     the value 0          at w_i       i = K … m-1    padding: neither stored nor sent
///     parity fragment j    at w_(m+j)   j = 0 … K-1
///
/// With the padding any K fragments are m values, which determine the polynomial. Its value elsewhere is
/// given by Lagrange's formula: with A the m indexes of known points, the value y_x at w_x is
///
///     y_x = sum over a in A of y_a · l(x) / (l(a) · w_(x^a))     l(x) = product of w_(x^b), b in A, b ≠ x
///
/// since w_x - w_b = w_(x^b). Products become sums of logarithms. A matrix costs about K·m additions
/// rather than the K³ multiplications of an inversion, so none is kept.
///
/// To encode, A is `0 … m-1`; then l is 1 everywhere (w_0 … w_(m-1) is a subspace with a Cantor basis,
/// whose vanishing polynomial is 1 at every parity point and has derivative 1), so that
///
///     parity j = sum over i of data i / w_(m + (i^j))
///
/// which is a Cauchy matrix. An inverse additive FFT over w_0 … w_(m-1) followed by a forward one over
/// w_m … w_(2m-1) computes the same values.
final class Interpolation {

    private final int dataFragments;
    private final int paddedFragments;

    /// @param dataFragments K, at most 128, so that 2m points exist
    Interpolation(int dataFragments) {
        this.dataFragments = dataFragments;
        this.paddedFragments = Integer.highestOneBit(2 * dataFragments - 1);
    }

    int dataFragments() {
        return dataFragments;
    }

    /// Returns the matrix by which the data fragments give the parity fragments.
    byte[][] generator() {
        BitSet data = new BitSet();
        data.set(0, dataFragments);
        BitSet parity = new BitSet();
        parity.set(dataFragments, 2 * dataFragments);
        return matrix(data, parity);
    }

    /// Returns the matrix by which the source fragments give the target fragments.
    ///
    /// @param from indexes `0 … 2K-1` of K fragments: the columns, in their order
    /// @param to indexes of other fragments: the rows, in their order
    byte[][] matrix(BitSet from, BitSet to) {
        int[] sources = from.stream().toArray();
        int[] targets = to.stream().toArray();
        int[] known = knownPoints(sources);
        int[] logs = new int[sources.length];
        for (int column = 0; column < sources.length; column++) {
            logs[column] = logOfProduct(known[column], known);
        }
        byte[][] rows = new byte[targets.length][sources.length];
        for (int row = 0; row < targets.length; row++) {
            int x = pointOf(targets[row]);
            int log = logOfProduct(x, known);
            for (int column = 0; column < sources.length; column++) {
                int logOfDifference = logOfPoint(x ^ known[column]);
                rows[row][column] = (byte) ByteField.power(log - logs[column] - logOfDifference);
            }
        }
        return rows;
    }

    /// Returns the points of the sources, in their order, followed by those of the padding.
    private int[] knownPoints(int[] sources) {
        int[] known = new int[paddedFragments];
        for (int i = 0; i < known.length; i++) {
            known[i] = i < sources.length ? pointOf(sources[i]) : i;
        }
        return known;
    }

    private int pointOf(int fragment) {
        return fragment < dataFragments ? fragment : paddedFragments + fragment - dataFragments;
    }

    /// Returns the logarithm of l(x), not reduced modulo the order of the group.
    private static int logOfProduct(int x, int[] known) {
        int log = 0;
        for (int b : known) {
            if (b != x) {
                log += logOfPoint(x ^ b);
            }
        }
        return log;
    }

    private static int logOfPoint(int j) {
        return ByteField.logarithm(CantorPoints.point(j));
    }
}
