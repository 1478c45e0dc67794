package dev.stowage.erasure.kernel;

import dev.stowage.erasure.field.ByteField;

/// What a vector permutation looks up to multiply each of its L = 2^b bytes by a coefficient c.
///
/// A permutation takes the low b bits of each index byte. So one table of L bytes, indexed by the
/// factor, gives the product of c and its low b bits; another one, indexed by the factor shifted to
/// the right by b, that of c and its high 8-b bits, whatever the shift drew into the bits above them:
///
///     low[i] = c · i        high[i] = c · ((i << b) & FF)        i = 0 … L-1
///
/// No index has to be masked, and a product is their sum.
final class ProductTables {

    private static final byte[] OF_16 = tables(16);
    private static final byte[] OF_32 = tables(32);
    private static final byte[] OF_64 = tables(64);

    private ProductTables() {}

    /// The tables of all coefficients, for vectors of 16 bytes: those of c begin at 2 · L · c.
    static byte[] of16() {
        return OF_16;
    }

    /// The same for vectors of 32 bytes.
    static byte[] of32() {
        return OF_32;
    }

    /// The same for vectors of 64 bytes.
    static byte[] of64() {
        return OF_64;
    }

    private static byte[] tables(int vectorBytes) {
        int bits = Integer.numberOfTrailingZeros(vectorBytes);
        byte[] tables = new byte[ByteField.SIZE * 2 * vectorBytes];
        for (int coefficient = 0; coefficient < ByteField.SIZE; coefficient++) {
            int low = 2 * vectorBytes * coefficient;
            for (int i = 0; i < vectorBytes; i++) {
                tables[low + i] = (byte) ByteField.multiply(coefficient, i);
                int shifted = i << bits & 0xFF;
                tables[low + vectorBytes + i] = (byte) ByteField.multiply(coefficient, shifted);
            }
        }
        return tables;
    }
}
