package dev.stowage.format.head;

import dev.stowage.format.signature.Signature;
import dev.stowage.format.signature.SigningKey;
import dev.stowage.format.signature.VerifyingKey;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// An account head that placement has made the account's current one: what readers believe and
/// suppliers keep.
///
/// `countersigned head = signed head ‖ placement's Ed25519 signature over ("stowage countersign 1"
/// ‖ signed head)`
public record CountersignedHead(SignedHead signed, Signature countersignature) {

    private static final byte[] PURPOSE =
            "stowage countersign 1".getBytes(StandardCharsets.US_ASCII);

    public static CountersignedHead countersign(SignedHead signed, SigningKey placement) {
        return new CountersignedHead(signed, placement.sign(message(signed.toBytes())));
    }

    public AccountHead head() {
        return signed.head();
    }

    /// Whether this head is its owner's word and placement's decision.
    public boolean provenBy(VerifyingKey owner, VerifyingKey placement) {
        return signed.signedBy(owner)
                && placement.verifies(message(signed.toBytes()), countersignature);
    }

    public byte[] toBytes() {
        byte[] bytes = signed.toBytes();
        ByteBuffer buffer = ByteBuffer.allocate(bytes.length + Signature.BYTES).put(bytes);
        countersignature.writeTo(buffer);
        return buffer.array();
    }

    /// @throws IllegalArgumentException for anything that [#toBytes] does not give
    public static CountersignedHead ofBytes(byte[] bytes) {
        int split = bytes.length - Signature.BYTES;
        if (split < 0) {
            throw new IllegalArgumentException(
                    "a countersigned head has more than %d bytes, got %d"
                            .formatted(2 * Signature.BYTES, bytes.length));
        }
        return new CountersignedHead(
                SignedHead.ofBytes(Arrays.copyOf(bytes, split)),
                Signature.of(Arrays.copyOfRange(bytes, split, bytes.length)));
    }

    private static byte[] message(byte[] signedHead) {
        return ByteBuffer.allocate(PURPOSE.length + signedHead.length)
                .put(PURPOSE)
                .put(signedHead)
                .array();
    }
}
