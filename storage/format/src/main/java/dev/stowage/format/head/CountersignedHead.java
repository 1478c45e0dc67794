package dev.stowage.format.head;

import dev.stowage.format.Bounds;
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

    public static final int MAX_BYTES = AccountHead.MAX_BYTES + 2 * Signature.BYTES;

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
        Bounds.requireRange(
                "length of a countersigned head", bytes.length, 2 * Signature.BYTES, MAX_BYTES);
        int split = bytes.length - Signature.BYTES;
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
