package dev.stowage.format.signature;

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
        if (bytes.length != BYTES) {
            throw new IllegalArgumentException("a signature has 64 bytes, got " + bytes.length);
        }
        return new Signature(bytes.clone());
    }

    public static Signature readFrom(ByteBuffer buffer) {
        byte[] bytes = new byte[BYTES];
        buffer.get(bytes);
        return new Signature(bytes);
    }

    public void writeTo(ByteBuffer buffer) {
        buffer.put(bytes);
    }

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

    @Override
    public String toString() {
        return HexFormat.of().formatHex(bytes);
    }
}
