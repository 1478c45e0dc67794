package dev.stowage.format.key;

import dev.stowage.format.Bounds;
import dev.stowage.format.address.AccountNumber;
import dev.stowage.format.signature.ByteString;
import dev.stowage.format.signature.SigningKey;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;

/// The keys of an account that follow from its master key, each by HKDF-SHA256 with `info =
/// purpose`: they exist before placement gives the account a number. Never printed. Safe for many
/// threads.
///
/// The key that signs records is the signing key that the account began with: after a rotation of
/// the master key it follows from nothing and is kept wrapped.
///
/// A wrapped file key is 60 bytes, as is the wrapped seed of the record key, with the purpose
/// `stowage record key 1`:
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

    private static final String FILE_KEY = "stowage file key 1";
    private static final String RECORD_KEY = "stowage record key 1";
    private static final String SESSIONS = "stowage sessions 1";

    private final AccountNumber account;
    private final SecureRandom random;
    private final FileKey accountFileKey;
    private final SigningKey signingKey;
    private final SigningKey recordKey;
    private final ReceivingKey receivingKey;
    private final FileKey wrappingKey;
    private final FileKey sessionsKey;

    /// Of an account whose keys were never rotated.
    ///
    /// @param random gives new file keys and nonces
    public AccountKeys(MasterKey master, AccountNumber account, SecureRandom random) {
        this.account = account;
        this.random = random;
        byte[] secret = master.dangerousBytes();
        this.accountFileKey = FileKey.of(derive(secret, "stowage account file key 1"));
        this.signingKey = signingKeyOf(master);
        this.recordKey = signingKey;
        this.receivingKey = ReceivingKey.ofScalar(derive(secret, "stowage receiving key 1"));
        this.wrappingKey = FileKey.of(derive(secret, "stowage wrapping key 1"));
        this.sessionsKey = FileKey.of(derive(secret, "stowage sessions key 1"));
        Arrays.fill(secret, (byte) 0);
    }

    private AccountKeys(AccountKeys keys, SigningKey recordKey) {
        this.account = keys.account;
        this.random = keys.random;
        this.accountFileKey = keys.accountFileKey;
        this.signingKey = keys.signingKey;
        this.recordKey = recordKey;
        this.receivingKey = keys.receivingKey;
        this.wrappingKey = keys.wrappingKey;
        this.sessionsKey = keys.sessionsKey;
    }

    /// The same of an account whose keys were rotated.
    public AccountKeys withRecordKey(SigningKey key) {
        return new AccountKeys(this, key);
    }

    /// The mirror of [#wrap(SigningKey)].
    ///
    /// @throws IllegalArgumentException if this account did not wrap it
    public SigningKey unwrapRecordKey(ByteString wrapped) {
        byte[] seed = unwrap("record key", RECORD_KEY, wrapped);
        SigningKey key = SigningKey.ofSeed(seed);
        Arrays.fill(seed, (byte) 0);
        return key;
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

    /// Signs heads, tokens, live sets and the account's next key.
    public SigningKey signingKey() {
        return signingKey;
    }

    /// Signs records.
    public SigningKey recordKey() {
        return recordKey;
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
        return wrap(FILE_KEY, key.dangerousCipherKey().getEncoded());
    }

    /// The key that signs records as the head keeps it, [#WRAPPED_KEY_BYTES] long.
    public ByteString wrap(SigningKey key) {
        return wrap(RECORD_KEY, key.dangerousSeed());
    }

    /// @param secret 32 bytes, wiped
    private ByteString wrap(String purpose, byte[] secret) {
        byte[] nonce = AesGcm.nonce(random);
        byte[] wrapped =
                AesGcm.encrypt(wrappingKey.dangerousCipherKey(), nonce, bound(purpose), secret);
        Arrays.fill(secret, (byte) 0);
        return ByteString.of(
                ByteBuffer.allocate(WRAPPED_KEY_BYTES).put(nonce).put(wrapped).array());
    }

    /// The mirror of [#wrap(FileKey)].
    ///
    /// @throws IllegalArgumentException if this account did not wrap it
    public FileKey unwrap(ByteString wrapped) {
        byte[] secret = unwrap("file key", FILE_KEY, wrapped);
        FileKey key = FileKey.of(secret);
        Arrays.fill(secret, (byte) 0);
        return key;
    }

    private byte[] unwrap(String what, String purpose, ByteString wrapped) {
        byte[] bytes = wrapped.toArray();
        if (bytes.length != WRAPPED_KEY_BYTES) {
            throw new IllegalArgumentException(
                    "a wrapped %s has %d bytes, got %d"
                            .formatted(what, WRAPPED_KEY_BYTES, bytes.length));
        }
        return AesGcm.decrypt(
                        wrappingKey.dangerousCipherKey(),
                        Arrays.copyOf(bytes, AesGcm.NONCE_BYTES),
                        bound(purpose),
                        Arrays.copyOfRange(bytes, AesGcm.NONCE_BYTES, bytes.length))
                .orElseThrow(
                        () ->
                                new IllegalArgumentException(
                                        "account %s did not wrap this %s"
                                                .formatted(account, what)));
    }

    /// A list of open sessions as a head has it, which only its owner reads: `nonce 12 ‖
    /// AES-256-GCM(sessions key, nonce, list, associated data = "stowage sessions 1" ‖ account 4)`.
    ///
    /// @param sessions 1 … [OpenSessions#MOST]
    public ByteString seal(List<OpenSession> sessions) {
        byte[] nonce = AesGcm.nonce(random);
        byte[] sealed =
                AesGcm.encrypt(
                        sessionsKey.dangerousCipherKey(),
                        nonce,
                        bound(SESSIONS),
                        OpenSessions.encode(sessions));
        return ByteString.of(
                ByteBuffer.allocate(nonce.length + sealed.length).put(nonce).put(sealed).array());
    }

    /// The mirror of [#seal].
    ///
    /// @throws IllegalArgumentException if this account did not seal it
    public List<OpenSession> open(ByteString sealed) {
        byte[] bytes = sealed.toArray();
        Bounds.requireRange(
                "length of the open sessions",
                bytes.length,
                AesGcm.NONCE_BYTES + AesGcm.TAG_BYTES,
                OpenSessions.MAX_SEALED_BYTES);
        return AesGcm.decrypt(
                        sessionsKey.dangerousCipherKey(),
                        Arrays.copyOf(bytes, AesGcm.NONCE_BYTES),
                        bound(SESSIONS),
                        Arrays.copyOfRange(bytes, AesGcm.NONCE_BYTES, bytes.length))
                .map(OpenSessions::decode)
                .orElseThrow(
                        () ->
                                new IllegalArgumentException(
                                        "account %s did not seal this list of sessions"
                                                .formatted(account)));
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
