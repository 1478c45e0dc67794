package dev.stowage.format.signature;

import dev.stowage.format.Bounds;
import java.nio.ByteBuffer;
import java.util.Arrays;

/// A short immutable string of bytes.
public final class ByteString {

    private final byte[] content;

    private ByteString(byte[] content) {
        this.content = content;
    }

    /// @param content copied
    public static ByteString of(byte[] content) {
        return new ByteString(content.clone());
    }

    /// Reads the bytes at the buffer's position.
    ///
    /// @param length 0 or more bytes
    /// @throws IllegalArgumentException if they are cut
    public static ByteString readFrom(ByteBuffer buffer, int length) {
        Bounds.requireRange("length of a byte string", length, 0, Integer.MAX_VALUE);
        Bounds.requireRemaining("byte string", buffer, length);
        byte[] content = new byte[length];
        buffer.get(content);
        return new ByteString(content);
    }

    /// Writes the bytes, without their length, at the buffer's position.
    public void writeTo(ByteBuffer buffer) {
        buffer.put(content);
    }

    public int length() {
        return content.length;
    }

    /// A copy.
    public byte[] toArray() {
        return content.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ByteString bytes && Arrays.equals(content, bytes.content);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(content);
    }

    /// The length only: the content may be near a secret.
    @Override
    public String toString() {
        return content.length + " bytes";
    }
}
