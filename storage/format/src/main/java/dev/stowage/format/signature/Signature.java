package dev.stowage.format.signature;

import dev.stowage.format.Bounds;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;

/// An Ed25519 signature (RFC 8032): 64 bytes.
public final class Signature {

    public static final int BYTES = 64;

    private final byte[] bytes;

    private Signature(byte[] bytes) {
        this.bytes = bytes;
    }

    /// @param bytes exactly 64 bytes; copied
    public static Signature of(byte[] bytes) {
        Bounds.requireRange("length of a signature", bytes.length, BYTES, BYTES);
        return new Signature(bytes.clone());
    }

    /// Reads the 64 bytes at the buffer's position.
    ///
    /// @throws IllegalArgumentException if they are cut
    public static Signature readFrom(ByteBuffer buffer) {
        Bounds.requireRemaining("signature", buffer, BYTES);
        byte[] bytes = new byte[BYTES];
        buffer.get(bytes);
        return new Signature(bytes);
    }

    /// Writes the 64 bytes at the buffer's position.
    public void writeTo(ByteBuffer buffer) {
        buffer.put(bytes);
    }

    /// A copy, 64 bytes.
    public byte[] toBytes() {
        return bytes.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Signature signature && Arrays.equals(bytes, signature.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    /// 128 lower-case hexadecimal digits.
    @Override
    public String toString() {
        return HexFormat.of().formatHex(bytes);
    }
}
