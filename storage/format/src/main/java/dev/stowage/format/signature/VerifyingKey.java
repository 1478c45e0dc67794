package dev.stowage.format.signature;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;
import org.bouncycastle.math.ec.rfc8032.Ed25519;

/// The public half of an Ed25519 key pair (RFC 8032): 32 bytes.
public final class VerifyingKey {

    public static final int BYTES = Ed25519.PUBLIC_KEY_SIZE;

    private final byte[] bytes;

    private VerifyingKey(byte[] bytes) {
        this.bytes = bytes;
    }

    /// @param bytes exactly 32 bytes; copied
    /// @throws IllegalArgumentException if they are no point of the curve
    public static VerifyingKey of(byte[] bytes) {
        if (bytes.length != BYTES) {
            throw new IllegalArgumentException("a verifying key has 32 bytes, got " + bytes.length);
        }
        if (!Ed25519.validatePublicKeyFull(bytes, 0)) {
            throw new IllegalArgumentException("these 32 bytes are no Ed25519 public key");
        }
        return new VerifyingKey(bytes.clone());
    }

    /// @param text base64url without padding, as [#toString] gives it
    public static VerifyingKey valueOf(String text) {
        return of(Base64.getUrlDecoder().decode(text));
    }

    public static VerifyingKey readFrom(ByteBuffer buffer) {
        byte[] bytes = new byte[BYTES];
        buffer.get(bytes);
        return of(bytes);
    }

    public void writeTo(ByteBuffer buffer) {
        buffer.put(bytes);
    }

    public boolean verifies(byte[] message, Signature signature) {
        return Ed25519.verify(signature.toBytes(), 0, bytes, 0, message, 0, message.length);
    }

    public byte[] toBytes() {
        return bytes.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof VerifyingKey key && Arrays.equals(bytes, key.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
