package dev.stowage.format.address;

import java.util.Arrays;

/// Crockford's base32, lower case, most significant bit first, for lengths that are a multiple of
/// five bytes (so that nothing is padded). See <https://www.crockford.com/base32.html>.
///
/// One text per value: upper case and the look-alikes `i l o u` are refused.
public final class Crockford {

    private static final char[] DIGITS = "0123456789abcdefghjkmnpqrstvwxyz".toCharArray();
    private static final byte[] VALUES = new byte[128];

    static {
        Arrays.fill(VALUES, (byte) -1);
        for (int value = 0; value < DIGITS.length; value++) {
            VALUES[DIGITS[value]] = (byte) value;
        }
    }

    private Crockford() {}

    /// @param bytes a multiple of 5 bytes
    public static String encode(byte[] bytes) {
        requireWholeGroups(bytes.length);
        StringBuilder text = new StringBuilder(bytes.length / 5 * 8);
        for (int start = 0; start < bytes.length; start += 5) {
            long bits = 0;
            for (int i = 0; i < 5; i++) {
                bits = bits << 8 | (bytes[start + i] & 0xFF);
            }
            for (int shift = 35; shift >= 0; shift -= 5) {
                text.append(DIGITS[(int) (bits >>> shift) & 31]);
            }
        }
        return text.toString();
    }

    /// @param what names the thing in the error
    /// @param size the bytes expected, a multiple of 5
    public static byte[] decode(String what, String text, int size) {
        requireWholeGroups(size);
        int digits = size / 5 * 8;
        if (text.length() != digits) {
            throw new IllegalArgumentException(
                    "%s must be %d characters, got %d".formatted(what, digits, text.length()));
        }
        byte[] bytes = new byte[size];
        for (int start = 0; start < digits; start += 8) {
            long bits = 0;
            for (int i = 0; i < 8; i++) {
                bits = bits << 5 | valueAt(what, text, start + i);
            }
            for (int i = 4; i >= 0; i--, bits >>>= 8) {
                bytes[start / 8 * 5 + i] = (byte) bits;
            }
        }
        return bytes;
    }

    private static void requireWholeGroups(int bytes) {
        if (bytes % 5 != 0) {
            throw new IllegalArgumentException(
                    "base32 without padding needs a multiple of 5 bytes, got " + bytes);
        }
    }

    private static int valueAt(String what, String text, int index) {
        char c = text.charAt(index);
        int value = c < VALUES.length ? VALUES[c] : -1;
        if (value < 0) {
            throw new IllegalArgumentException(
                    "%s has a character at %d that is not lower-case Crockford base32"
                            .formatted(what, index));
        }
        return value;
    }
}
