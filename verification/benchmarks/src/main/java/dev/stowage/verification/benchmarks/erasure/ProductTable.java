package dev.stowage.verification.benchmarks.erasure;

/// All products of GF(2^8) modulo x^8 + x^4 + x^3 + x^2 + 1: 64 KiB, one row of 256 bytes for each
/// element.
final class ProductTable {

    private static final int POLYNOMIAL = 0x11D;
    private static final int SIZE = 256;

    private static final byte[][] ROWS = new byte[SIZE][SIZE];

    static {
        for (int a = 0; a < SIZE; a++) {
            for (int b = 0; b < SIZE; b++) {
                ROWS[a][b] = (byte) multiplySlowly(a, b);
            }
        }
    }

    private ProductTable() {}

    /// Returns the products of the element with every other, not to be changed.
    static byte[] row(int element) {
        return ROWS[element];
    }

    static int multiply(int a, int b) {
        return ROWS[a][b] & 0xFF;
    }

    static int inverse(int a) {
        for (int b = 1; b < SIZE; b++) {
            if (multiply(a, b) == 1) {
                return b;
            }
        }
        throw new ArithmeticException(a + " has no inverse in GF(2^8)");
    }

    private static int multiplySlowly(int a, int b) {
        int product = 0;
        int power = a;
        for (int rest = b; rest != 0; rest >>= 1) {
            if ((rest & 1) != 0) {
                product ^= power;
            }
            power <<= 1;
            if (power >= SIZE) {
                power ^= POLYNOMIAL;
            }
        }
        return product;
    }
}
