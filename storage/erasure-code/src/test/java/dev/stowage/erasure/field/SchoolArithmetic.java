package dev.stowage.erasure.field;

/// The field and Lagrange's formula as one would do them by hand, for comparison. It shares nothing
/// with the code under test.
public final class SchoolArithmetic {

    private SchoolArithmetic() {}

    /// Multiplies without carries, then divides by x^8 + x^4 + x^3 + x^2 + 1 and keeps the
    /// remainder.
    public static int multiply(int a, int b) {
        int product = 0;
        for (int bit = 0; bit < 8; bit++) {
            if ((b >> bit & 1) != 0) {
                product ^= a << bit;
            }
        }
        for (int bit = 14; bit >= 8; bit--) {
            if ((product >> bit & 1) != 0) {
                product ^= 0b1_0001_1101 << (bit - 8);
            }
        }
        return product;
    }

    public static int inverse(int a) {
        for (int b = 1; b < 256; b++) {
            if (multiply(a, b) == 1) {
                return b;
            }
        }
        throw new ArithmeticException(a + " has no inverse");
    }

    /// Returns the point w_j, from the basis as docs/format.md prints it.
    public static int point(int j) {
        int[] basis = {0x01, 0xD6, 0x98, 0x92, 0x56, 0xC8, 0x58, 0xE6};
        int point = 0;
        for (int i = 0; i < basis.length; i++) {
            if ((j >> i & 1) != 0) {
                point ^= basis[i];
            }
        }
        return point;
    }

    /// Returns the value at x of the polynomial of degree below `xs.length` that runs through (xs,
    /// ys).
    public static int interpolate(int[] xs, int[] ys, int x) {
        int sum = 0;
        for (int a = 0; a < xs.length; a++) {
            if (ys[a] == 0) {
                continue;
            }
            int numerator = ys[a];
            int denominator = 1;
            for (int b = 0; b < xs.length; b++) {
                if (b != a) {
                    numerator = multiply(numerator, x ^ xs[b]);
                    denominator = multiply(denominator, xs[a] ^ xs[b]);
                }
            }
            sum ^= multiply(numerator, inverse(denominator));
        }
        return sum;
    }
}
