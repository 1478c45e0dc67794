package dev.stowage.format.signature;

import dev.stowage.format.Bounds;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;
import org.bouncycastle.math.ec.rfc8032.Ed25519;

/// The public half of an Ed25519 key pair (RFC 8032): 32 bytes.
public final class VerifyingKey {

    public static final int BYTES = Ed25519.PUBLIC_KEY_SIZE;

    private static final int TEXT_LENGTH = 43;

    private static final int MOST_KNOWN = 4096;

    private static final KnownGood<VerifyingKey> KNOWN = new KnownGood<>(MOST_KNOWN);

    private final byte[] bytes;

    private VerifyingKey(byte[] bytes) {
        this.bytes = bytes;
    }

    /// @param bytes exactly 32 bytes; copied
    /// @throws IllegalArgumentException if they are no point of the curve's large subgroup
    public static VerifyingKey of(byte[] bytes) {
        Bounds.requireRange("length of a verifying key", bytes.length, BYTES, BYTES);
        VerifyingKey key = new VerifyingKey(bytes.clone());
        if (!KNOWN.test(key, each -> Ed25519.validatePublicKeyFull(each.bytes, 0))) {
            throw new IllegalArgumentException("these 32 bytes are no Ed25519 public key");
        }
        return key;
    }

    /// @param text 43 characters of base64url without padding, as [#toString] gives them
    public static VerifyingKey valueOf(String text) {
        Bounds.requireRange(
                "characters of a verifying key", text.length(), TEXT_LENGTH, TEXT_LENGTH);
        VerifyingKey key = of(Base64.getUrlDecoder().decode(text));
        if (!key.toString().equals(text)) {
            throw new IllegalArgumentException(
                    "a verifying key is written %s, got %s".formatted(key, text));
        }
        return key;
    }

    /// Reads the 32 bytes at the buffer's position.
    ///
    /// @throws IllegalArgumentException if they are cut or no key
    public static VerifyingKey readFrom(ByteBuffer buffer) {
        Bounds.requireRemaining("verifying key", buffer, BYTES);
        byte[] bytes = new byte[BYTES];
        buffer.get(bytes);
        return of(bytes);
    }

    /// Writes the 32 bytes at the buffer's position.
    public void writeTo(ByteBuffer buffer) {
        buffer.put(bytes);
    }

    /// Whether the holder of the other half signed the message.
    public boolean verifies(byte[] message, Signature signature) {
        return Ed25519.verify(signature.toBytes(), 0, bytes, 0, message, 0, message.length);
    }

    /// A copy, 32 bytes.
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

    /// 43 characters of base64url without padding.
    @Override
    public String toString() {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
