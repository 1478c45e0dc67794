package dev.stowage.format.signature;

import dev.stowage.format.Bounds;
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
        Bounds.requireRange("length of a digest", bytes.length, BYTES, BYTES);
        return new Digest(bytes.clone());
    }

    /// The digest of everything that `digester` was fed with; resets it.
    public static Digest of(MessageDigest digester) {
        return new Digest(digester.digest());
    }

    /// The digest of the buffer's remaining bytes; its position stays.
    public static Digest of(ByteBuffer content) {
        return of(content, sha256());
    }

    /// The same with a digester at hand, fresh or reset, for many small contents.
    public static Digest of(ByteBuffer content, MessageDigest digester) {
        digester.update(content.duplicate());
        return of(digester);
    }

    /// @param text 64 lower-case hexadecimal digits, as [#toString] gives them
    public static Digest valueOf(String text) {
        Bounds.requireRange("digits of a digest", text.length(), 2 * BYTES, 2 * BYTES);
        Digest digest = new Digest(HexFormat.of().parseHex(text));
        if (!digest.toString().equals(text)) {
            throw new IllegalArgumentException("a digest is written in lower case, got " + text);
        }
        return digest;
    }

    /// Reads the 32 bytes at the buffer's position.
    ///
    /// @throws IllegalArgumentException if they are cut
    public static Digest readFrom(ByteBuffer buffer) {
        Bounds.requireRemaining("digest", buffer, BYTES);
        byte[] bytes = new byte[BYTES];
        buffer.get(bytes);
        return new Digest(bytes);
    }

    /// Writes the 32 bytes at the buffer's position.
    public void writeTo(ByteBuffer buffer) {
        buffer.put(bytes);
    }

    /// Digests this digest further.
    public void feed(MessageDigest digester) {
        digester.update(bytes);
    }

    /// A copy, 32 bytes.
    public byte[] toBytes() {
        return bytes.clone();
    }

    /// A new digester for SHA-256.
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
