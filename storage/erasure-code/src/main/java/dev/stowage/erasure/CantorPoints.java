package dev.stowage.erasure;

/// The elements of [ByteField] in the order of a Cantor basis, as the points at which polynomials are
/// evaluated.
///
/// The basis is b_0 = 1 and b_i the even one of the two solutions (they differ by 1) of
///
///     b_i² + b_i = b_(i-1)
///
/// and the point w_j is the sum of those b_i for which bit i of j is set. Hence w_i + w_j = w_(i^j), and
/// the first 2^t points are a subspace whose vanishing polynomial has coefficients 0 and 1 only: this is
/// what makes additive Fourier transforms over these points short.
///
/// Source: D. G. Cantor, "On arithmetical algorithms over finite fields", Journal of Combinatorial
/// Theory A 50 (1989); as used by S.-J. Lin, T. Y. Al-Naffouri, Y. S. Han, W.-H. Chung, "Novel polynomial
/// basis with fast Fourier transform and its application to Reed–Solomon erasure codes", IEEE
/// Transactions on Information Theory 62 (2016).
final class CantorPoints {

    private static final int[] POINTS = points();

    private CantorPoints() {}

    /// Returns the point w_j, an element of [ByteField], for j in `0 … 255`.
    static int point(int j) {
        return POINTS[j];
    }

    private static int[] points() {
        int[] points = new int[ByteField.SIZE];
        int basis = 1;
        for (int known = 1; known < points.length; known *= 2) {
            for (int j = 0; j < known; j++) {
                points[known + j] = points[j] ^ basis;
            }
            if (2 * known < points.length) {
                basis = next(basis);
            }
        }
        return points;
    }

    /// Returns the even b with b² + b = basis. It exists for the first seven elements of the basis.
    private static int next(int basis) {
        for (int b = 0; b < ByteField.SIZE; b += 2) {
            if ((ByteField.multiply(b, b) ^ b) == basis) {
                return b;
            }
        }
        throw new ArithmeticException("b² + b = " + basis + " has no solution in GF(2^8)");
    }
}
