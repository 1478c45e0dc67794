package dev.stowage.format.signature;

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

    public static ByteString readFrom(ByteBuffer buffer, int length) {
        byte[] content = new byte[length];
        buffer.get(content);
        return new ByteString(content);
    }

    public int length() {
        return content.length;
    }

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
