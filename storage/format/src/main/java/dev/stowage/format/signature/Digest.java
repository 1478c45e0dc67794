package dev.stowage.format.signature;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/// A SHA-256 digest: 32 bytes.
public final class Digest {

    public static final int BYTES = 32;

    private final byte[] bytes;

    private Digest(byte[] bytes) {
        this.bytes = bytes;
    }

    /// @param bytes exactly 32 bytes; copied
    public static Digest of(byte[] bytes) {
        if (bytes.length != BYTES) {
            throw new IllegalArgumentException("a digest has 32 bytes, got " + bytes.length);
        }
        return new Digest(bytes.clone());
    }

    /// The digest of everything that `digester` was fed with; resets it.
    public static Digest of(MessageDigest digester) {
        return new Digest(digester.digest());
    }

    /// The digest of the buffer's remaining bytes; its position stays.
    public static Digest of(ByteBuffer content) {
        MessageDigest digester = sha256();
        digester.update(content.duplicate());
        return of(digester);
    }

    /// @param text 64 lower-case hexadecimal digits
    public static Digest valueOf(String text) {
        return of(HexFormat.of().parseHex(text));
    }

    public static Digest readFrom(ByteBuffer buffer) {
        byte[] bytes = new byte[BYTES];
        buffer.get(bytes);
        return new Digest(bytes);
    }

    public void writeTo(ByteBuffer buffer) {
        buffer.put(bytes);
    }

    public void feed(MessageDigest digester) {
        digester.update(bytes);
    }

    public byte[] toBytes() {
        return bytes.clone();
    }

    public static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has SHA-256", impossible);
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Digest digest && Arrays.equals(bytes, digest.bytes);
    }

    @Override
    public int hashCode() {
        return ByteBuffer.wrap(bytes).getInt();
    }

    /// 64 lower-case hexadecimal digits.
    @Override
    public String toString() {
        return HexFormat.of().formatHex(bytes);
    }
}
