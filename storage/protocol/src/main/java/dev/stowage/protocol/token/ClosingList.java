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

/// Placement's word which accounts are to be gone, or stay after all, since a revision. Each
/// closing bears the signature of its account's owner: placement alone can close none.
///
/// @param after the revision from which on it is complete
/// @param revision up to which it is complete
/// @param more whether there are later ones
public record ClosingList(
        long after, long revision, boolean more, List<SignedClosing> closings, Instant expiresAt) {

    /// So many closings at most.
    public static final int MOST = 512;

    /// No list lives longer: who hears it knows which accounts close now, and that his clock and
    /// placement's are apart by no more.
    public static final Duration MAX_LIFE = Duration.ofMinutes(10);

    static final String TYPE = "stowage-closings";

    public ClosingList {
        closings = List.copyOf(closings);
        if (after < 0 || revision < after || closings.size() > MOST) {
            throw new IllegalArgumentException(
                    "no list has %d closings of the revisions %d … %d"
                            .formatted(closings.size(), after, revision));
        }
    }

    public String sign(SigningKey placement) {
        JWTClaimsSet claims =
                new JWTClaimsSet.Builder()
                        .claim("after", after)
                        .claim("revision", revision)
                        .claim("more", more)
                        .claim("closings", closings.stream().map(ClosingList::text).toList())
                        .expirationTime(JsonWebToken.at(expiresAt))
                        .build();
        return JsonWebToken.sign(TYPE, claims, placement);
    }

    private static String text(SignedClosing closing) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(closing.toBytes().toArray());
    }

    private static SignedClosing of(String text) {
        return SignedClosing.ofBytes(ByteString.of(Base64.getUrlDecoder().decode(text)));
    }

    /// Believes that placement says so.
    ///
    /// @throws dev.stowage.protocol.fault.Fault `token-refused`, `token-expired`
    public static ClosingList verify(String token, VerifyingKey placement, Clock clock) {
        Claims claims =
                new Claims(
                        TYPE,
                        JsonWebToken.verify(
                                TYPE, JsonWebToken.parse(TYPE, token), placement, clock));
        claims.requireShortLife(MAX_LIFE, clock);
        try {
            return new ClosingList(
                    claims.number("after"),
                    claims.number("revision"),
                    claims.flag("more"),
                    claims.texts("closings").stream().map(ClosingList::of).toList(),
                    claims.expiry());
        } catch (IllegalArgumentException malformed) {
            throw JsonWebToken.refused(TYPE, String.valueOf(malformed.getMessage()));
        }
    }
}
