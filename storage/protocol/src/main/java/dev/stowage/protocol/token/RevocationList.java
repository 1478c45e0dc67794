package dev.stowage.protocol.token;

import com.nimbusds.jwt.JWTClaimsSet;
import dev.stowage.format.signature.SigningKey;
import dev.stowage.format.signature.VerifyingKey;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Placement's word which services that joined must not be believed any more, though their
/// certificates have not expired; or only, how many revocations there were.
///
/// @param revision grows with each revocation
/// @param services all that are revoked; absent if only the revision is said
public record RevocationList(long revision, @Nullable List<UUID> services, Instant expiresAt) {

    /// So many services at most.
    public static final int MAX_SERVICES = 4096;

    /// No list lives longer: who hears it knows what is revoked now.
    public static final Duration MAX_LIFE = Duration.ofMinutes(10);

    static final String TYPE = "stowage-revocations";

    public RevocationList {
        services = services == null ? null : List.copyOf(services);
        if (services != null && services.size() > MAX_SERVICES) {
            throw new IllegalArgumentException(
                    "a list has at most %d services, got %d"
                            .formatted(MAX_SERVICES, services.size()));
        }
    }

    public String sign(SigningKey placement) {
        JWTClaimsSet.Builder claims =
                new JWTClaimsSet.Builder()
                        .claim("revision", revision)
                        .expirationTime(JsonWebToken.at(expiresAt));
        if (services != null) {
            claims.claim("services", services.stream().map(UUID::toString).toList());
        }
        return JsonWebToken.sign(TYPE, claims.build(), placement);
    }

    /// Believes a list.
    ///
    /// @throws dev.stowage.protocol.fault.Fault `token-refused`, `token-expired`
    public static RevocationList verify(String token, VerifyingKey placement, Clock clock) {
        Claims claims =
                new Claims(
                        TYPE,
                        JsonWebToken.verify(
                                TYPE, JsonWebToken.parse(TYPE, token), placement, clock));
        claims.requireShortLife(MAX_LIFE, clock);
        try {
            return new RevocationList(
                    claims.number("revision"),
                    claims.has("services") ? services(claims) : null,
                    claims.expiry());
        } catch (IllegalArgumentException tooMany) {
            throw JsonWebToken.refused(TYPE, String.valueOf(tooMany.getMessage()));
        }
    }

    private static List<UUID> services(Claims claims) {
        return claims.texts("services").stream().map(UUID::fromString).toList();
    }
}
