package dev.stowage.erasure.field;

/// The fields GF(2^8) ⊂ GF(2^16) ⊂ GF(2^32), each the quadratic extension of the one before it.
///
///     GF(2^16) = GF(2^8) [V] / (V² + V + b_7)       an element is low + high · V, two bytes
///     GF(2^32) = GF(2^16) [W] / (W² + W + b_15)     an element is low + high · W, two of the above
///
/// with b_7 and b_15 of the Cantor basis ([CantorPoints]), of which V is b_8 and W is b_16. Elements are
/// ints, low part in the low bits; so an element of a smaller field is the same int in a larger one,
/// and the sum of two elements is their `^`.
public final class TowerField {

    /// b_7, the square of V less V.
    public static final int B_7 = 0xE6;

    /// b_15, the square of W less W.
    public static final int B_15 = 0xE6E6;

    private TowerField() {}

    /// Returns the product of two elements of GF(2^16).
    public static int multiply16(int a, int b) {
        int low = ByteField.multiply(a & 0xFF, b & 0xFF);
        int high = ByteField.multiply(a >>> 8, b >>> 8);
        int cross = ByteField.multiply((a >>> 8) ^ (a & 0xFF), (b >>> 8) ^ (b & 0xFF));
        return (low ^ ByteField.multiply(high, B_7)) | ((cross ^ low) << 8);
    }

    /// Returns the product of two elements of GF(2^32).
    public static int multiply32(int a, int b) {
        int low = multiply16(a & 0xFFFF, b & 0xFFFF);
        int high = multiply16(a >>> 16, b >>> 16);
        int cross = multiply16((a >>> 16) ^ (a & 0xFFFF), (b >>> 16) ^ (b & 0xFFFF));
        return (low ^ multiply16(high, B_15)) | ((cross ^ low) << 16);
    }
}
