package dev.stowage.erasure.field;

/// The elements of [TowerField] in the order of a Cantor basis, as the points at which polynomials are
/// evaluated.
///
/// The basis is b_0 = 1 and b_i the even one of the two solutions (they differ by 1) of
///
///     b_i² + b_i = b_(i-1)
///
/// and the point w_j is the sum of those b_i for which bit i of j is set. Hence w_i + w_j = w_(i^j), and
/// the first 2^t points are a subspace whose vanishing polynomial has coefficients 0 and 1 only: this is
/// what makes additive Fourier transforms over these points short. The first 2^8 points are the field
/// GF(2^8), the first 2^16 are GF(2^16).
///
/// Source: D. G. Cantor, "On arithmetical algorithms over finite fields", Journal of Combinatorial
/// Theory A 50 (1989); as used by S.-J. Lin, T. Y. Al-Naffouri, Y. S. Han, W.-H. Chung, "Novel polynomial
/// basis with fast Fourier transform and its application to Reed–Solomon erasure codes", IEEE
/// Transactions on Information Theory 62 (2016).
public final class CantorPoints {

    /// How many points there are: as many as the longest code has fragments.
    public static final int COUNT = 1 << 17;

    private static final int[] BASIS = {
        0x01, 0xD6, 0x98, 0x92, 0x56, 0xC8, 0x58, 0xE6,
        0x0100, 0xD6F8, 0x98B0, 0x92E8, 0x56EC, 0xC830, 0x587C, 0xE6E6,
        0x10000
    };

    /// The points of numbers below 2^8, and those of their multiples by 2^8 below 2^16.
    private static final int[] LOW = points(0);

    private static final int[] HIGH = points(8);

    private CantorPoints() {}

    /// Returns the point w_j, for j in `0 … 2^17-1`: an element of GF(2^8) for j below 2^8, of
    /// GF(2^16) for j below 2^16, else of GF(2^32).
    public static int point(int j) {
        if (j < 0 || j >= COUNT) {
            throw new IllegalArgumentException(
                    "there is no point %d, the last one is %d".formatted(j, COUNT - 1));
        }
        return LOW[j & 0xFF] ^ HIGH[j >>> 8 & 0xFF] ^ (j >>> 16) * BASIS[16];
    }

    private static int[] points(int firstBit) {
        int[] points = new int[ByteField.SIZE];
        for (int j = 1; j < points.length; j++) {
            int bit = firstBit + Integer.numberOfTrailingZeros(j);
            points[j] = points[j & j - 1] ^ BASIS[bit];
        }
        return points;
    }
}
