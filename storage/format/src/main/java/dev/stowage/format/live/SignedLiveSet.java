package dev.stowage.format.live;

import dev.stowage.format.Bounds;
import dev.stowage.format.signature.Signature;
import dev.stowage.format.signature.SigningKey;
import dev.stowage.format.signature.VerifyingKey;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// A live set with its owner's signature: what suppliers keep.
///
/// `signed live set = live set ‖ owner's Ed25519 signature over ("stowage live set 1" ‖ live set)`
public record SignedLiveSet(LiveSet set, Signature signature) {

    public static final int MAX_BYTES = LiveSet.MAX_BYTES + Signature.BYTES;

    private static final byte[] PURPOSE = "stowage live set 1".getBytes(StandardCharsets.US_ASCII);

    /// @throws IllegalArgumentException if the set has more than [LiveSet#MAX_BYTES]
    public static SignedLiveSet sign(LiveSet set, SigningKey owner) {
        return new SignedLiveSet(set, owner.sign(message(set.toBytes())));
    }

    /// Whether the owner of the key signed this live set.
    public boolean signedBy(VerifyingKey owner) {
        return owner.verifies(message(set.toBytes()), signature);
    }

    /// Bytes of [#toBytes].
    public int length() {
        return LiveSetCodec.length(set) + Signature.BYTES;
    }

    public byte[] toBytes() {
        byte[] bytes = set.toBytes();
        ByteBuffer buffer = ByteBuffer.allocate(bytes.length + Signature.BYTES).put(bytes);
        signature.writeTo(buffer);
        return buffer.array();
    }

    /// @throws IllegalArgumentException for anything that [#toBytes] does not give
    public static SignedLiveSet ofBytes(byte[] bytes) {
        Bounds.requireRange(
                "length of a signed live set", bytes.length, Signature.BYTES, MAX_BYTES);
        int split = bytes.length - Signature.BYTES;
        return new SignedLiveSet(
                LiveSet.ofBytes(Arrays.copyOf(bytes, split)),
                Signature.of(Arrays.copyOfRange(bytes, split, bytes.length)));
    }

    private static byte[] message(byte[] set) {
        return ByteBuffer.allocate(PURPOSE.length + set.length).put(PURPOSE).put(set).array();
    }
}
