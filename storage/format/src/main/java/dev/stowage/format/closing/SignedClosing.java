package dev.stowage.format.closing;

import dev.stowage.format.Bounds;
import dev.stowage.format.head.OwnerKey;
import dev.stowage.format.signature.ByteString;
import dev.stowage.format.signature.Signature;
import dev.stowage.format.signature.SigningKey;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/// A closing with its owner's signature: what placement and suppliers keep.
///
/// `signed closing = closing ‖ owner's Ed25519 signature over ("stowage closing 1" ‖ closing)`
public record SignedClosing(Closing closing, Signature signature) {

    public static final int BYTES = Closing.BYTES + Signature.BYTES;

    private static final byte[] PURPOSE = "stowage closing 1".getBytes(StandardCharsets.US_ASCII);

    public static SignedClosing sign(Closing closing, SigningKey owner) {
        return new SignedClosing(closing, owner.sign(message(closing)));
    }

    /// Whether this key of the account, and not a former one, signed it.
    public boolean signedBy(OwnerKey owner) {
        return closing.rotation() == owner.rotation()
                && owner.key().verifies(message(closing), signature);
    }

    private static byte[] message(Closing closing) {
        return ByteBuffer.allocate(PURPOSE.length + Closing.BYTES)
                .put(PURPOSE)
                .put(closing.toBytes())
                .array();
    }

    /// [#BYTES] long.
    public ByteString toBytes() {
        ByteBuffer buffer = ByteBuffer.allocate(BYTES).put(closing.toBytes());
        signature.writeTo(buffer);
        return ByteString.of(buffer.array());
    }

    /// @throws IllegalArgumentException for anything that [#toBytes] does not give
    public static SignedClosing ofBytes(ByteString bytes) {
        Bounds.requireRange("length of a signed closing", bytes.length(), BYTES, BYTES);
        ByteBuffer buffer = ByteBuffer.wrap(bytes.toArray());
        return new SignedClosing(Closing.readFrom(buffer), Signature.readFrom(buffer));
    }
}
