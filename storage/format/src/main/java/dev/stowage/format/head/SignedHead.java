package dev.stowage.format.head;

import dev.stowage.format.Bounds;
import dev.stowage.format.signature.Signature;
import dev.stowage.format.signature.SigningKey;
import dev.stowage.format.signature.VerifyingKey;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// An account head with its owner's signature, before placement has countersigned it.
///
/// `signed head = head ‖ owner's Ed25519 signature over ("stowage head 1" ‖ head)`
public record SignedHead(AccountHead head, Signature signature) {

    public static final int MAX_BYTES = AccountHead.MAX_BYTES + Signature.BYTES;

    private static final byte[] PURPOSE = "stowage head 1".getBytes(StandardCharsets.US_ASCII);

    public static SignedHead sign(AccountHead head, SigningKey owner) {
        return new SignedHead(head, owner.sign(message(head.toBytes())));
    }

    /// Whether the owner of the key signed this head.
    public boolean signedBy(VerifyingKey owner) {
        return owner.verifies(message(head.toBytes()), signature);
    }

    public byte[] toBytes() {
        byte[] bytes = head.toBytes();
        ByteBuffer buffer = ByteBuffer.allocate(bytes.length + Signature.BYTES).put(bytes);
        signature.writeTo(buffer);
        return buffer.array();
    }

    /// @throws IllegalArgumentException for anything that [#toBytes] does not give
    public static SignedHead ofBytes(byte[] bytes) {
        Bounds.requireRange("length of a signed head", bytes.length, Signature.BYTES, MAX_BYTES);
        int split = bytes.length - Signature.BYTES;
        return new SignedHead(
                AccountHead.ofBytes(Arrays.copyOf(bytes, split)),
                Signature.of(Arrays.copyOfRange(bytes, split, bytes.length)));
    }

    private static byte[] message(byte[] head) {
        return ByteBuffer.allocate(PURPOSE.length + head.length).put(PURPOSE).put(head).array();
    }
}
