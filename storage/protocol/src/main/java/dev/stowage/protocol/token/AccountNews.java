package dev.stowage.protocol.token;

import com.nimbusds.jwt.JWTClaimsSet;
import dev.stowage.format.closing.SignedClosing;
import dev.stowage.format.signature.ByteString;
import dev.stowage.format.signature.SigningKey;
import dev.stowage.format.signature.VerifyingKey;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.function.Function;

/// Placement's word what happened to accounts since a revision, in the order in which it did. Each
/// item bears the signature of its account's owner: placement alone can make none.
///
/// @param after the revision from which on it is complete
/// @param revision up to which it is complete
/// @param more whether there are later ones
public record AccountNews<T>(
        Topic<T> topic, long after, long revision, boolean more, List<T> items, Instant expiresAt) {

    /// So many items at most.
    public static final int MOST = 512;

    /// No news live longer: who hears them knows how it is now, and that his clock and placement's
    /// are apart by no more.
    public static final Duration MAX_LIFE = Duration.ofMinutes(10);

    /// Which accounts replaced their keys; signed by the key that is replaced.
    public static final Topic<NamedSuccession> SUCCESSIONS =
            new Topic<>(
                    "stowage-successions",
                    "successions",
                    NamedSuccession::text,
                    NamedSuccession::of);

    /// Which accounts are to be gone, or stay after all.
    public static final Topic<SignedClosing> CLOSINGS =
            new Topic<>("stowage-closings", "closings", AccountNews::text, AccountNews::closingOf);

    /// What news are about.
    ///
    /// @param type of the token
    /// @param claim that has the items
    /// @param text of an item
    /// @param of makes an item of its text; an IllegalArgumentException if it is none
    public record Topic<T>(
            String type, String claim, Function<T, String> text, Function<String, T> of) {}

    public AccountNews {
        items = List.copyOf(items);
        if (after < 0 || revision < after || items.size() > MOST) {
            throw new IllegalArgumentException(
                    "no news have %d %s of the revisions %d … %d"
                            .formatted(items.size(), topic.claim, after, revision));
        }
    }

    private static String text(SignedClosing closing) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(closing.toBytes().toArray());
    }

    private static SignedClosing closingOf(String text) {
        return SignedClosing.ofBytes(ByteString.of(Base64.getUrlDecoder().decode(text)));
    }

    public String sign(SigningKey placement) {
        JWTClaimsSet claims =
                new JWTClaimsSet.Builder()
                        .claim("after", after)
                        .claim("revision", revision)
                        .claim("more", more)
                        .claim(topic.claim, items.stream().map(topic.text).toList())
                        .expirationTime(JsonWebToken.at(expiresAt))
                        .build();
        return JsonWebToken.sign(topic.type, claims, placement);
    }

    /// Believes that placement says so.
    ///
    /// @throws dev.stowage.protocol.fault.Fault `token-refused`, `token-expired`
    public static <T> AccountNews<T> verify(
            Topic<T> topic, String token, VerifyingKey placement, Clock clock) {
        Claims claims =
                new Claims(
                        topic.type,
                        JsonWebToken.verify(
                                topic.type,
                                JsonWebToken.parse(topic.type, token),
                                placement,
                                clock));
        claims.requireShortLife(MAX_LIFE, clock);
        try {
            return new AccountNews<>(
                    topic,
                    claims.number("after"),
                    claims.number("revision"),
                    claims.flag("more"),
                    claims.texts(topic.claim).stream().map(topic.of).toList(),
                    claims.expiry());
        } catch (IllegalArgumentException malformed) {
            throw JsonWebToken.refused(topic.type, String.valueOf(malformed.getMessage()));
        }
    }
}
