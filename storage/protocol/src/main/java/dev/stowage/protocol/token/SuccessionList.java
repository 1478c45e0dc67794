package dev.stowage.protocol.token;

import com.nimbusds.jwt.JWTClaimsSet;
import dev.stowage.format.address.AccountNumber;
import dev.stowage.format.head.OwnerKey;
import dev.stowage.format.head.Succession;
import dev.stowage.format.signature.Signature;
import dev.stowage.format.signature.SigningKey;
import dev.stowage.format.signature.VerifyingKey;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;

/// Placement's word which accounts have replaced their keys since a revision, in the order in which
/// they did. Each succession bears the signature of the key that it replaces: placement alone can
/// replace none.
///
/// @param after the revision from which on it is complete
/// @param revision up to which it is complete
/// @param more whether there are later ones
public record SuccessionList(
        long after, long revision, boolean more, List<Named> successions, Instant expiresAt) {

    /// So many successions at most.
    public static final int MOST = 512;

    /// No list lives longer: who hears it knows which keys count now.
    public static final Duration MAX_LIFE = Duration.ofMinutes(10);

    static final String TYPE = "stowage-successions";

    private static final String DOT = ".";

    /// A succession, and whose.
    ///
    /// @param rotation of the new key
    public record Named(AccountNumber account, int rotation, Succession succession) {

        public Named {
            if (rotation < 1) {
                throw new IllegalArgumentException("no key succeeds in rotation " + rotation);
            }
        }

        /// The new key.
        public OwnerKey owner() {
            return new OwnerKey(rotation, succession.key());
        }

        private String text() {
            return String.join(
                    DOT,
                    account.toString(),
                    Integer.toString(rotation),
                    succession.key().toString(),
                    Base64.getUrlEncoder()
                            .withoutPadding()
                            .encodeToString(succession.signature().toBytes()));
        }

        private static Named of(String text) {
            String[] parts = text.split("\\.", -1);
            if (parts.length != 4) {
                throw new IllegalArgumentException(
                        "a succession has 4 parts, got %d".formatted(parts.length));
            }
            return new Named(
                    AccountNumber.valueOf(parts[0]),
                    Integer.parseInt(parts[1]),
                    new Succession(
                            VerifyingKey.valueOf(parts[2]),
                            Signature.of(Base64.getUrlDecoder().decode(parts[3]))));
        }
    }

    public SuccessionList {
        successions = List.copyOf(successions);
        if (after < 0 || revision < after || successions.size() > MOST) {
            throw new IllegalArgumentException(
                    "no list has %d successions of the revisions %d … %d"
                            .formatted(successions.size(), after, revision));
        }
    }

    public String sign(SigningKey placement) {
        JWTClaimsSet claims =
                new JWTClaimsSet.Builder()
                        .claim("after", after)
                        .claim("revision", revision)
                        .claim("more", more)
                        .claim("successions", successions.stream().map(Named::text).toList())
                        .expirationTime(JsonWebToken.at(expiresAt))
                        .build();
        return JsonWebToken.sign(TYPE, claims, placement);
    }

    /// Believes that placement says so.
    ///
    /// @throws dev.stowage.protocol.fault.Fault `token-refused`, `token-expired`
    public static SuccessionList verify(String token, VerifyingKey placement, Clock clock) {
        Claims claims =
                new Claims(
                        TYPE,
                        JsonWebToken.verify(
                                TYPE, JsonWebToken.parse(TYPE, token), placement, clock));
        claims.requireShortLife(MAX_LIFE, clock);
        try {
            return new SuccessionList(
                    claims.number("after"),
                    claims.number("revision"),
                    claims.flag("more"),
                    claims.texts("successions").stream().map(Named::of).toList(),
                    claims.expiry());
        } catch (IllegalArgumentException malformed) {
            throw JsonWebToken.refused(TYPE, String.valueOf(malformed.getMessage()));
        }
    }
}
