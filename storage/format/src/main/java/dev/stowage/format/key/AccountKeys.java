package dev.stowage.format.key;

import dev.stowage.format.address.AccountNumber;
import dev.stowage.format.signature.ByteString;
import dev.stowage.format.signature.SigningKey;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;

/// The keys of an account that follow from its master key, each by HKDF-SHA256 with `info =
/// purpose`: they exist before placement gives the account a number. Never printed. Safe for many
/// threads.
///
/// A wrapped file key is 60 bytes:
///
/// ```
/// offset  size
///      0    12  nonce       random
///     12    48  wrapped     AES-256-GCM(wrapping key, nonce, file key, associated data =
///                           "stowage file key 1" ‖ account 4)
/// ```
public final class AccountKeys {

    public static final int WRAPPED_KEY_BYTES =
            AesGcm.NONCE_BYTES + FileKey.BYTES + AesGcm.TAG_BYTES;

    private final AccountNumber account;
    private final SecureRandom random;
    private final FileKey accountFileKey;
    private final SigningKey signingKey;
    private final ReceivingKey receivingKey;
    private final FileKey wrappingKey;

    /// @param random gives new file keys and nonces
    public AccountKeys(MasterKey master, AccountNumber account, SecureRandom random) {
        this.account = account;
        this.random = random;
        byte[] secret = master.dangerousBytes();
        this.accountFileKey = FileKey.of(derive(secret, "stowage account file key 1"));
        this.signingKey = signingKeyOf(master);
        this.receivingKey = ReceivingKey.ofScalar(derive(secret, "stowage receiving key 1"));
        this.wrappingKey = FileKey.of(derive(secret, "stowage wrapping key 1"));
        Arrays.fill(secret, (byte) 0);
    }

    /// The signing key of an account that has no number yet: contracts bear its public half.
    public static SigningKey signingKeyOf(MasterKey master) {
        byte[] secret = master.dangerousBytes();
        SigningKey key = SigningKey.ofSeed(derive(secret, "stowage signing key 1"));
        Arrays.fill(secret, (byte) 0);
        return key;
    }

    public AccountNumber account() {
        return account;
    }

    public FileKey accountFileKey() {
        return accountFileKey;
    }

    public SigningKey signingKey() {
        return signingKey;
    }

    public ReceivingKey receivingKey() {
        return receivingKey;
    }

    /// A new random key for one file.
    public FileKey newFileKey() {
        return FileKey.random(random);
    }

    /// A file's key as the account file keeps it, [#WRAPPED_KEY_BYTES] long.
    public ByteString wrap(FileKey key) {
        byte[] nonce = AesGcm.nonce(random);
        byte[] secret = key.dangerousCipherKey().getEncoded();
        byte[] wrapped =
                AesGcm.encrypt(
                        wrappingKey.dangerousCipherKey(),
                        nonce,
                        bound("stowage file key 1"),
                        secret);
        Arrays.fill(secret, (byte) 0);
        return ByteString.of(
                ByteBuffer.allocate(WRAPPED_KEY_BYTES).put(nonce).put(wrapped).array());
    }

    /// The mirror of [#wrap].
    ///
    /// @throws IllegalArgumentException if this account did not wrap it
    public FileKey unwrap(ByteString wrapped) {
        byte[] bytes = wrapped.toArray();
        if (bytes.length != WRAPPED_KEY_BYTES) {
            throw new IllegalArgumentException(
                    "a wrapped file key has %d bytes, got %d"
                            .formatted(WRAPPED_KEY_BYTES, bytes.length));
        }
        byte[] secret =
                AesGcm.decrypt(
                                wrappingKey.dangerousCipherKey(),
                                Arrays.copyOf(bytes, AesGcm.NONCE_BYTES),
                                bound("stowage file key 1"),
                                Arrays.copyOfRange(bytes, AesGcm.NONCE_BYTES, bytes.length))
                        .orElseThrow(
                                () ->
                                        new IllegalArgumentException(
                                                "account %s did not wrap this file key"
                                                        .formatted(account)));
        FileKey key = FileKey.of(secret);
        Arrays.fill(secret, (byte) 0);
        return key;
    }

    private static byte[] derive(byte[] secret, String purpose) {
        return Derivation.derive(secret, purpose.getBytes(StandardCharsets.US_ASCII));
    }

    private byte[] bound(String purpose) {
        byte[] text = purpose.getBytes(StandardCharsets.US_ASCII);
        return ByteBuffer.allocate(text.length + Integer.BYTES)
                .put(text)
                .putInt((int) account.value())
                .array();
    }

    @Override
    public String toString() {
        return "AccountKeys of " + account;
    }
}
