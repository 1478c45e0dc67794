package dev.stowage.format;

import java.nio.ByteBuffer;

/// What every decoder demands before it believes a number or takes memory for it.
public final class Bounds {

    private Bounds() {}

    /// @param what names the number in the error
    /// @throws IllegalArgumentException unless the value is `low … high`
    public static void requireRange(String what, long value, long low, long high) {
        if (value < low || value > high) {
            throw new IllegalArgumentException(
                    low == high
                            ? "%s must be %d, got %d".formatted(what, low, value)
                            : "%s must be %d … %d, got %d".formatted(what, low, high, value));
        }
    }

    /// @param what names the bytes in the error
    /// @throws IllegalArgumentException unless that many bytes remain
    public static void requireRemaining(String what, ByteBuffer buffer, int bytes) {
        if (buffer.remaining() < bytes) {
            throw new IllegalArgumentException(
                    "%s of %d bytes is cut after %d".formatted(what, bytes, buffer.remaining()));
        }
    }
}
