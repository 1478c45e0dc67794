package dev.stowage.erasure;

/// The field GF(2^8): a byte is a polynomial over GF(2), bit n the coefficient of x^n, and products
/// are taken modulo x^8 + x^4 + x^3 + x^2 + 1.
///
/// Elements are ints `0 … 255`; their sum is `^`. The element 2, which is x, generates the
/// multiplicative group, so every element but 0 is a power of it.
final class ByteField {

    /// How many elements the field has.
    static final int SIZE = 256;

    /// How many elements the multiplicative group has: exponents of the generator count modulo
    /// this.
    static final int ORDER = SIZE - 1;

    private static final int POLYNOMIAL = 0x11D;

    private static final long LOW_BIT_OF_EACH_BYTE = 0x0101010101010101L;
    private static final long LOW_SEVEN_BITS_OF_EACH_BYTE = 0x7F * LOW_BIT_OF_EACH_BYTE;
    private static final long POLYNOMIAL_IN_EACH_BYTE = (POLYNOMIAL & 0xFF) * LOW_BIT_OF_EACH_BYTE;

    private static final int[] POWERS = new int[ORDER];
    private static final int[] LOGARITHMS = new int[SIZE];

    static {
        int power = 1;
        for (int exponent = 0; exponent < ORDER; exponent++) {
            POWERS[exponent] = power;
            LOGARITHMS[power] = exponent;
            power <<= 1;
            if (power >= SIZE) {
                power ^= POLYNOMIAL;
            }
        }
    }

    private ByteField() {}

    /// Returns the product of two elements.
    static int multiply(int a, int b) {
        return a == 0 || b == 0 ? 0 : power(logarithm(a) + logarithm(b));
    }

    /// Returns 2 to the given exponent, which may be any int, also negative.
    static int power(int exponent) {
        return POWERS[Math.floorMod(exponent, ORDER)];
    }

    /// Returns the exponent `0 … 254` that makes the element a power of 2.
    ///
    /// @throws ArithmeticException for 0, which is no power
    static int logarithm(int element) {
        if (element == 0) {
            throw new ArithmeticException("0 has no logarithm in GF(2^8)");
        }
        return LOGARITHMS[element];
    }

    /// Multiplies each of the eight elements packed in a long by 2.
    static long twice(long eight) {
        long carries = (eight >>> 7) & LOW_BIT_OF_EACH_BYTE;
        long carried = (carries << 8) - carries; // each byte 0xFF where there was a carry, else 0
        return ((eight & LOW_SEVEN_BITS_OF_EACH_BYTE) << 1) ^ (carried & POLYNOMIAL_IN_EACH_BYTE);
    }
}
