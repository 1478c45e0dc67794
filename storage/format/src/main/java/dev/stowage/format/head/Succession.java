package dev.stowage.format.head;

import dev.stowage.format.Bounds;
import dev.stowage.format.address.AccountNumber;
import dev.stowage.format.signature.Signature;
import dev.stowage.format.signature.SigningKey;
import dev.stowage.format.signature.VerifyingKey;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/// That an account's signing key was replaced: the new key, with the signature of the former one.
///
/// `signed = "stowage succession 1" ‖ account 4 ‖ rotation 4 ‖ new key 32`
///
/// Alone it changes nothing: of two successors that a former key signed, the one counts that
/// placement countersigned in a head.
///
/// @param key the new one
/// @param signature of the key before it
public record Succession(VerifyingKey key, Signature signature) {

    public static final int BYTES = VerifyingKey.BYTES + Signature.BYTES;

    private static final byte[] PURPOSE =
            "stowage succession 1".getBytes(StandardCharsets.US_ASCII);

    /// @param rotation of the new key
    public static Succession sign(
            AccountNumber account, int rotation, VerifyingKey key, SigningKey former) {
        return new Succession(key, former.sign(message(account, rotation, key)));
    }

    /// Whether this key of the account handed over to the new one.
    public boolean signedBy(OwnerKey former, AccountNumber account) {
        return former.rotation() < Integer.MAX_VALUE
                && former.key().verifies(message(account, former.rotation() + 1, key), signature);
    }

    private static byte[] message(AccountNumber account, int rotation, VerifyingKey key) {
        ByteBuffer message =
                ByteBuffer.allocate(PURPOSE.length + 2 * Integer.BYTES + VerifyingKey.BYTES)
                        .put(PURPOSE)
                        .putInt((int) account.value())
                        .putInt(rotation);
        key.writeTo(message);
        return message.array();
    }

    /// Writes the 96 bytes at the buffer's position.
    public void writeTo(ByteBuffer buffer) {
        key.writeTo(buffer);
        signature.writeTo(buffer);
    }

    /// Reads the 96 bytes at the buffer's position.
    ///
    /// @throws IllegalArgumentException for anything that [#writeTo] does not write
    public static Succession readFrom(ByteBuffer buffer) {
        Bounds.requireRemaining("succession", buffer, BYTES);
        return new Succession(VerifyingKey.readFrom(buffer), Signature.readFrom(buffer));
    }
}
