package dev.stowage.format.key;

import dev.stowage.format.signature.ByteString;
import org.bouncycastle.math.ec.rfc7748.X25519;

/// An X25519 key pair (RFC 7748), to which others seal file keys. Never printed.
public final class ReceivingKey {

    public static final int BYTES = X25519.SCALAR_SIZE;

    private final byte[] scalar;

    private ReceivingKey(byte[] scalar) {
        this.scalar = scalar;
    }

    /// @param scalar exactly 32 secret bytes; copied
    public static ReceivingKey ofScalar(byte[] scalar) {
        if (scalar.length != BYTES) {
            throw new IllegalArgumentException(
                    "a receiving key has 32 bytes, got " + scalar.length);
        }
        return new ReceivingKey(scalar.clone());
    }

    /// The public half, 32 bytes, as it stands in the account head.
    public ByteString publicKey() {
        byte[] point = new byte[X25519.POINT_SIZE];
        X25519.generatePublicKey(scalar, 0, point, 0);
        return ByteString.of(point);
    }

    /// The secret itself: search for this name to find every use.
    public byte[] dangerousScalar() {
        return scalar.clone();
    }

    @Override
    public String toString() {
        return "ReceivingKey";
    }
}
