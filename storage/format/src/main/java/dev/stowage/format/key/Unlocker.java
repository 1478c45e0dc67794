package dev.stowage.format.key;

import dev.stowage.format.Bounds;
import dev.stowage.format.signature.ByteString;
import java.nio.ByteBuffer;

/// One way to open an account: a secret that only its owner has (a password, a recovery code)
/// unwraps the master key. Travels in the account head; worthless without the secret.
///
/// ```
/// offset  size
///      0     1  kind          0 password, 1 recovery code
///      1     4  memory        of Argon2id, KiB
///      5     4  iterations    of Argon2id
///      9     1  parallelism   of Argon2id
///     10    16  salt
///     26    12  nonce
///     38    48  wrapped key   AES-256-GCM(unlock key, nonce, master key, associated data = bytes 0 … 25 ‖ account)
/// ```
public record Unlocker(
        Kind kind, UnlockCost cost, ByteString salt, ByteString nonce, ByteString wrappedKey) {

    /// What the secret is.
    public enum Kind {
        PASSWORD(0),
        RECOVERY_CODE(1);

        private final int code;

        Kind(int code) {
            this.code = code;
        }

        private static Kind of(int code) {
            return switch (code) {
                case 0 -> PASSWORD;
                case 1 -> RECOVERY_CODE;
                default ->
                        throw new IllegalArgumentException(
                                "unlocker kind must be 0 or 1, got " + code);
            };
        }
    }

    public static final int BYTES = 86;
    public static final int SALT_BYTES = 16;
    public static final int NONCE_BYTES = 12;
    public static final int WRAPPED_KEY_BYTES = 48;

    public Unlocker {
        requireLength("salt", salt, SALT_BYTES);
        requireLength("nonce", nonce, NONCE_BYTES);
        requireLength("wrapped key", wrappedKey, WRAPPED_KEY_BYTES);
    }

    private static void requireLength(String what, ByteString bytes, int length) {
        Bounds.requireRange("length of a " + what, bytes.length(), length, length);
    }

    /// Writes the 86 bytes at the buffer's position.
    public void writeTo(ByteBuffer buffer) {
        buffer.put((byte) kind.code)
                .putInt(cost.memoryKib())
                .putInt(cost.iterations())
                .put((byte) cost.parallelism());
        salt.writeTo(buffer);
        nonce.writeTo(buffer);
        wrappedKey.writeTo(buffer);
    }

    /// Reads the 86 bytes at the buffer's position.
    ///
    /// @throws IllegalArgumentException for anything that [#writeTo] does not write
    public static Unlocker readFrom(ByteBuffer buffer) {
        Bounds.requireRemaining("unlocker", buffer, BYTES);
        return new Unlocker(
                Kind.of(Byte.toUnsignedInt(buffer.get())),
                new UnlockCost(buffer.getInt(), buffer.getInt(), Byte.toUnsignedInt(buffer.get())),
                ByteString.readFrom(buffer, SALT_BYTES),
                ByteString.readFrom(buffer, NONCE_BYTES),
                ByteString.readFrom(buffer, WRAPPED_KEY_BYTES));
    }
}
