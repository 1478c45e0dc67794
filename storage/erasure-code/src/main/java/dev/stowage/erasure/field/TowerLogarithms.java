package dev.stowage.erasure.field;

/// Logarithms of points, which make sums of the products of many.
///
/// The multiplicative group of GF(2^32) has 2^32 - 1 = 65535 · 65537 elements, and these factors have no
/// divisor in common. So each element is in one way the product of a power of γ, which generates the
/// group of GF(2^16), and a power of τ, which generates the 65537 elements of norm 1; two exponents are
/// its logarithm. For x = W + u, with x' = x + 1 its conjugate,
///
///     γ-part of x:  x · x' = u² + u + b_15 is its square
///     τ-part of x:  x' / x = 1 + 1/x       is its square, inverted
///
/// An element of GF(2^16) has τ-part 1.
public final class TowerLogarithms {

    /// How many elements GF(2^16) has but zero: exponents of γ count modulo this.
    public static final int GAMMA_ORDER = 65_535;

    /// How many elements have norm 1: exponents of τ count modulo this.
    public static final int TAU_ORDER = 65_537;

    private static final int SIZE_16 = 1 << 16;
    private static final int W = 1 << 16;

    /// 1/2 modulo the orders.
    private static final int HALF_OF_GAMMA = 32_768;

    private static final int HALF_OF_TAU = 32_769;

    private static final char[] GAMMA_POWERS = new char[GAMMA_ORDER];
    private static final char[] GAMMA_LOGARITHMS = new char[SIZE_16];

    static {
        int generator = generator();
        int power = 1;
        for (int exponent = 0; exponent < GAMMA_ORDER; exponent++) {
            GAMMA_POWERS[exponent] = (char) power;
            GAMMA_LOGARITHMS[power] = (char) exponent;
            power = TowerField.multiply16(power, generator);
        }
    }

    private TowerLogarithms() {}

    /// Returns the exponent of γ, for an element of GF(2^16) that is not zero.
    static int gamma(int element) {
        return GAMMA_LOGARITHMS[element];
    }

    /// Returns γ to the exponent, which may be any long.
    public static int gammaPower(long exponent) {
        return GAMMA_POWERS[(int) Math.floorMod(exponent, (long) GAMMA_ORDER)];
    }

    /// Returns the exponents of γ for the points w_0 … w_(count-1), and 0 for w_0, which is zero.
    ///
    /// @param count at most 2^17
    public static long[] gammasOfPoints(int count) {
        long[] exponents = new long[count];
        for (int j = 1; j < count; j++) {
            int point = CantorPoints.point(j);
            if (j < SIZE_16) {
                exponents[j] = gamma(point);
            } else {
                int u = point ^ W;
                int norm = TowerField.multiply16(u, u) ^ u ^ TowerField.B_15;
                exponents[j] = (long) gamma(norm) * HALF_OF_GAMMA % GAMMA_ORDER;
            }
        }
        return exponents;
    }

    /// The powers of τ, and the exponents of points: made when a code needs GF(2^32).
    public static final class Tau {

        private final int[] powers = new int[TAU_ORDER];
        private final int[] exponents = new int[SIZE_16];

        public Tau() {
            int tau = 1 ^ inverse(W);
            int power = 1;
            for (int exponent = 0; exponent < TAU_ORDER; exponent++) {
                powers[exponent] = power;
                if (exponent > 0) {
                    int x = inverse(power ^ 1);
                    exponents[x ^ W] =
                            (int) ((long) (TAU_ORDER - exponent) * HALF_OF_TAU % TAU_ORDER);
                }
                power = TowerField.multiply32(power, tau);
            }
        }

        /// Returns τ to the exponent, which may be any long.
        public int power(long exponent) {
            return powers[(int) Math.floorMod(exponent, (long) TAU_ORDER)];
        }

        /// Returns the exponents of τ for the points w_0 … w_(count-1).
        public long[] ofPoints(int count) {
            long[] all = new long[count];
            for (int j = SIZE_16; j < count; j++) {
                all[j] = exponents[CantorPoints.point(j) ^ W];
            }
            return all;
        }
    }

    /// Returns 1/x in GF(2^32): the conjugate divided by the norm.
    private static int inverse(int x) {
        int low = x & 0xFFFF;
        int high = x >>> 16;
        int norm =
                TowerField.multiply16(low, low)
                        ^ TowerField.multiply16(low, high)
                        ^ TowerField.multiply16(TowerField.multiply16(high, high), TowerField.B_15);
        int conjugate = x ^ high;
        return TowerField.multiply32(conjugate, gammaPower(-gamma(norm)));
    }

    /// Returns the smallest element of which all others are powers: none of its powers by the order
    /// divided by one of its prime factors 3, 5, 17 and 257 is 1.
    private static int generator() {
        for (int element = 2; element < SIZE_16; element++) {
            if (power(element, GAMMA_ORDER / 3) != 1
                    && power(element, GAMMA_ORDER / 5) != 1
                    && power(element, GAMMA_ORDER / 17) != 1
                    && power(element, GAMMA_ORDER / 257) != 1) {
                return element;
            }
        }
        throw new ArithmeticException("GF(2^16) has no generator");
    }

    private static int power(int element, int exponent) {
        int power = 1;
        for (int bit = 1 << 15; bit > 0; bit /= 2) {
            power = TowerField.multiply16(power, power);
            power = (exponent & bit) == 0 ? power : TowerField.multiply16(power, element);
        }
        return power;
    }
}
