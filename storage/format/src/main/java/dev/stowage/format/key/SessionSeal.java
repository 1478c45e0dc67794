package dev.stowage.format.key;

import dev.stowage.format.address.AccountNumber;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/// Seals sessions into tokens and opens them again, so that no service keeps a table of them.
///
/// `token = "s2." ‖ account in decimal ‖ "." ‖ base64url(nonce 12 ‖ ciphertext 72 ‖ tag 16)`,
/// AES-256-GCM under a key derived from the pepper; associated data = everything up to the second
/// dot. Plain:
///
/// ```
/// offset  size
///      0    32  master key
///     32    16  id
///     48     8  expires at     milliseconds since 1970
///     56     8  opened at      milliseconds since 1970
///     64     8  head version   of the account head when it was opened
/// ```
///
/// A token of version 1 begins with `s1.` and ends after the first 56 bytes of these.
///
/// Safe for many threads.
public final class SessionSeal {

    private static final Version WRITTEN = new Version("s2", 72);
    private static final List<Version> READ = List.of(WRITTEN, new Version("s1", 56));
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

    /// A form of tokens.
    ///
    /// @param plainBytes that are sealed
    private record Version(String name, int plainBytes) {

        String prefix(AccountNumber account) {
            return name + "." + account + ".";
        }

        int sealedBytes() {
            return AesGcm.NONCE_BYTES + plainBytes + AesGcm.TAG_BYTES;
        }

        /// Of base64 without padding.
        int sealedCharacters() {
            return Math.ceilDiv(sealedBytes() * 4, 3);
        }
    }

    /// What a token turns out to be.
    public sealed interface Opened {}

    /// A session that may go on.
    public record Valid(Session session) implements Opened {}

    /// A session that was, of this account.
    public record Expired(AccountNumber account, Instant expiredAt) implements Opened {}

    /// No token of ours.
    public record Forged() implements Opened {}

    /// The session as text of some 150 characters that fits into a header.
    public String seal(Session session) {
        byte[] master = session.masterKey().dangerousBytes();
        byte[] plain =
                ByteBuffer.allocate(WRITTEN.plainBytes())
                        .put(master)
                        .putLong(session.id().getMostSignificantBits())
                        .putLong(session.id().getLeastSignificantBits())
                        .putLong(session.expiresAt().toEpochMilli())
                        .putLong(session.openedAt().toEpochMilli())
                        .putLong(session.headVersion())
                        .array();
        String prefix = WRITTEN.prefix(session.account());
        byte[] nonce = AesGcm.nonce(random);
        byte[] encrypted = AesGcm.encrypt(key, nonce, ascii(prefix), plain);
        Arrays.fill(plain, (byte) 0);
        Arrays.fill(master, (byte) 0);
        byte[] sealed =
                ByteBuffer.allocate(WRITTEN.sealedBytes()).put(nonce).put(encrypted).array();
        return prefix + base64(sealed);
    }

    /// The mirror of [#seal]. Whether the session was revoked, the account head knows.
    public Opened open(String token) {
        return READ.stream()
                .flatMap(version -> open(token, version).stream())
                .findFirst()
                .orElseGet(Forged::new);
    }

    private Optional<Opened> open(String token, Version version) {
        return account(token, version)
                .flatMap(
                        account ->
                                decrypt(token, version, account)
                                        .map(plain -> judge(account, plain)));
    }

    private Opened judge(AccountNumber account, byte[] plain) {
        ByteBuffer buffer = ByteBuffer.wrap(plain);
        byte[] master = new byte[MasterKey.BYTES];
        buffer.get(master);
        UUID id = new UUID(buffer.getLong(), buffer.getLong());
        Instant expiresAt = Instant.ofEpochMilli(buffer.getLong());
        Instant openedAt =
                buffer.hasRemaining() ? Instant.ofEpochMilli(buffer.getLong()) : Instant.EPOCH;
        long headVersion = buffer.hasRemaining() ? buffer.getLong() : 0;
        Arrays.fill(plain, (byte) 0);
        Session session =
                new Session(account, MasterKey.of(master), id, headVersion, openedAt, expiresAt);
        Arrays.fill(master, (byte) 0);
        return clock.instant().isBefore(expiresAt)
                ? new Valid(session)
                : new Expired(account, expiresAt);
    }

    private Optional<byte[]> decrypt(String token, Version version, AccountNumber account) {
        String prefix = version.prefix(account);
        if (!token.startsWith(prefix)
                || token.length() != prefix.length() + version.sealedCharacters()) {
            return Optional.empty();
        }
        try {
            String text = token.substring(prefix.length());
            byte[] sealed = Base64.getUrlDecoder().decode(text);
            if (!text.equals(base64(sealed))) {
                return Optional.empty();
            }
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
    private static Optional<AccountNumber> account(String token, Version version) {
        String[] parts = token.split("\\.", -1);
        if (parts.length != 3 || !parts[0].equals(version.name())) {
            return Optional.empty();
        }
        try {
            return Optional.of(AccountNumber.valueOf(parts[1]));
        } catch (IllegalArgumentException noNumber) {
            return Optional.empty();
        }
    }

    private static String base64(byte[] sealed) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(sealed);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
