package dev.stowage.erasure.field;

/// The field GF(2^8): a byte is a polynomial over GF(2), bit n the coefficient of x^n, and products
/// are taken modulo x^8 + x^4 + x^3 + x^2 + 1.
///
/// Elements are ints `0 … 255`; their sum is `^`. The element 2, which is x, generates the
/// multiplicative group, so every element but 0 is a power of it.
public final class ByteField {

    /// How many elements the field has.
    public static final int SIZE = 256;

    /// How many elements the multiplicative group has: exponents of the generator count modulo
    /// this.
    public static final int ORDER = SIZE - 1;

    private static final int POLYNOMIAL = 0x11D;

    /// Twice over, so that the sum of two logarithms needs no reduction.
    private static final int[] POWERS = new int[2 * ORDER];

    private static final int[] LOGARITHMS = new int[SIZE];

    static {
        int power = 1;
        for (int exponent = 0; exponent < ORDER; exponent++) {
            POWERS[exponent] = power;
            POWERS[exponent + ORDER] = power;
            LOGARITHMS[power] = exponent;
            power <<= 1;
            if (power >= SIZE) {
                power ^= POLYNOMIAL;
            }
        }
    }

    private ByteField() {}

    /// Returns the product of two elements.
    public static int multiply(int a, int b) {
        return a == 0 || b == 0 ? 0 : POWERS[LOGARITHMS[a] + LOGARITHMS[b]];
    }

    /// Returns 2 to the given exponent, which may be any int, also negative.
    public static int power(int exponent) {
        return POWERS[Math.floorMod(exponent, ORDER)];
    }

    /// Returns the exponent `0 … 254` that makes the element a power of 2.
    ///
    /// @throws ArithmeticException for 0, which is no power
    public static int logarithm(int element) {
        if (element == 0) {
            throw new ArithmeticException("0 has no logarithm in GF(2^8)");
        }
        return LOGARITHMS[element];
    }
}
