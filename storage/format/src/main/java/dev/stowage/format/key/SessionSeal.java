package dev.stowage.format.key;

import dev.stowage.format.address.AccountNumber;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/// Seals sessions into tokens and opens them again, so that no service keeps a table of them.
///
/// `token = "s1." ‖ account in decimal ‖ "." ‖ base64url(nonce 12 ‖ ciphertext 56 ‖ tag 16)`,
/// AES-256-GCM under a key derived from the pepper; associated data = everything up to the second
/// dot. Plain:
///
/// ```
/// offset  size
///      0    32  master key
///     32    16  id
///     48     8  expires at   milliseconds since 1970
/// ```
///
/// Safe for many threads.
public final class SessionSeal {

    private static final String VERSION = "s1";
    private static final int PLAIN_BYTES = MasterKey.BYTES + 16 + Long.BYTES;
    private static final int SEALED_BYTES = AesGcm.NONCE_BYTES + PLAIN_BYTES + AesGcm.TAG_BYTES;
    private static final int SEALED_CHARACTERS = SEALED_BYTES / 3 * 4;
    private static final byte[] PURPOSE =
            "stowage session key 1".getBytes(StandardCharsets.US_ASCII);

    private final SecretKey key;
    private final SecureRandom random;
    private final InstantSource clock;

    public SessionSeal(Pepper pepper, SecureRandom random, InstantSource clock) {
        this.key = new SecretKeySpec(Derivation.derive(pepper.dangerousBytes(), PURPOSE), "AES");
        this.random = random;
        this.clock = clock;
    }

    /// What a token turns out to be.
    public sealed interface Opened {}

    /// A session that may go on.
    public record Valid(Session session) implements Opened {}

    /// A session that was, of this account.
    public record Expired(AccountNumber account, Instant expiredAt) implements Opened {}

    /// No token of ours.
    public record Forged() implements Opened {}

    /// The session as text of some 130 characters that fits into a header.
    public String seal(Session session) {
        byte[] master = session.masterKey().dangerousBytes();
        byte[] plain =
                ByteBuffer.allocate(PLAIN_BYTES)
                        .put(master)
                        .putLong(session.id().getMostSignificantBits())
                        .putLong(session.id().getLeastSignificantBits())
                        .putLong(session.expiresAt().toEpochMilli())
                        .array();
        String prefix = prefix(session.account());
        byte[] nonce = AesGcm.nonce(random);
        byte[] encrypted = AesGcm.encrypt(key, nonce, ascii(prefix), plain);
        Arrays.fill(plain, (byte) 0);
        Arrays.fill(master, (byte) 0);
        byte[] sealed = ByteBuffer.allocate(SEALED_BYTES).put(nonce).put(encrypted).array();
        return prefix + Base64.getUrlEncoder().withoutPadding().encodeToString(sealed);
    }

    /// The mirror of [#seal]. Whether the session was revoked, the account head knows.
    public Opened open(String token) {
        return account(token)
                .flatMap(account -> decrypt(token, account).map(plain -> judge(account, plain)))
                .orElseGet(Forged::new);
    }

    private Opened judge(AccountNumber account, byte[] plain) {
        ByteBuffer buffer = ByteBuffer.wrap(plain);
        byte[] master = new byte[MasterKey.BYTES];
        buffer.get(master);
        UUID id = new UUID(buffer.getLong(), buffer.getLong());
        Instant expiresAt = Instant.ofEpochMilli(buffer.getLong());
        Arrays.fill(plain, (byte) 0);
        Session session = new Session(account, MasterKey.of(master), id, expiresAt);
        Arrays.fill(master, (byte) 0);
        return clock.instant().isBefore(expiresAt)
                ? new Valid(session)
                : new Expired(account, expiresAt);
    }

    private Optional<byte[]> decrypt(String token, AccountNumber account) {
        String prefix = prefix(account);
        if (!token.startsWith(prefix) || token.length() != prefix.length() + SEALED_CHARACTERS) {
            return Optional.empty();
        }
        try {
            byte[] sealed = Base64.getUrlDecoder().decode(token.substring(prefix.length()));
            return AesGcm.decrypt(
                    key,
                    Arrays.copyOf(sealed, AesGcm.NONCE_BYTES),
                    ascii(prefix),
                    Arrays.copyOfRange(sealed, AesGcm.NONCE_BYTES, sealed.length));
        } catch (IllegalArgumentException notBase64) {
            return Optional.empty();
        }
    }

    /// The account that a token names, believed only once the token is open.
    private static Optional<AccountNumber> account(String token) {
        String[] parts = token.split("\\.", -1);
        if (parts.length != 3 || !parts[0].equals(VERSION)) {
            return Optional.empty();
        }
        try {
            return Optional.of(AccountNumber.valueOf(parts[1]));
        } catch (IllegalArgumentException noNumber) {
            return Optional.empty();
        }
    }

    private static String prefix(AccountNumber account) {
        return VERSION + "." + account + ".";
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
