package dev.stowage.protocol.token;

import com.nimbusds.jwt.JWTClaimsSet;
import dev.stowage.format.signature.SigningKey;
import dev.stowage.format.signature.VerifyingKey;
import dev.stowage.protocol.placement.ServiceRole;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/// Placement's word that a key belongs to a service that joined.
public record ServiceCertificate(
        UUID service, ServiceRole role, VerifyingKey key, Instant expiresAt) {

    /// How long placement's word is good; services have it renewed long before.
    public static final Duration LIFE = Duration.ofDays(30);

    static final String TYPE = "stowage-service-certificate";

    public String sign(SigningKey placement) {
        JWTClaimsSet claims =
                new JWTClaimsSet.Builder()
                        .subject(service.toString())
                        .claim("role", role.name())
                        .claim("key", key.toString())
                        .expirationTime(JsonWebToken.at(expiresAt))
                        .build();
        return JsonWebToken.sign(TYPE, claims, placement);
    }

    public static ServiceCertificate verify(String token, VerifyingKey placement, Clock clock) {
        Claims claims =
                new Claims(
                        TYPE,
                        JsonWebToken.verify(
                                TYPE, JsonWebToken.parse(TYPE, token), placement, clock));
        return new ServiceCertificate(
                claims.uuid("sub"),
                claims.read("role", ServiceRole::valueOf),
                claims.key("key"),
                claims.expiry());
    }
}
