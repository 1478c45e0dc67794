package dev.stowage.protocol.token;

import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.stowage.format.signature.SigningKey;
import dev.stowage.format.signature.VerifyingKey;
import dev.stowage.protocol.placement.ServiceRole;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// A service's word that a request is its own, with its certificate inside: checked by anybody who
/// knows placement's key, without asking placement.
public final class ServiceToken {

    /// No token lives longer.
    public static final Duration MAX_LIFE = Duration.ofMinutes(10);

    static final String TYPE = "stowage-service-token";

    private ServiceToken() {}

    /// @param certificate of the service, as placement gave it
    /// @param audience a supplier's id, or [AccountToken#PLACEMENT]
    public static String sign(
            String certificate, String audience, Instant expiresAt, SigningKey service) {
        JWTClaimsSet claims =
                new JWTClaimsSet.Builder()
                        .audience(audience)
                        .claim("cert", certificate)
                        .expirationTime(JsonWebToken.at(expiresAt))
                        .build();
        return JsonWebToken.sign(TYPE, claims, service);
    }

    /// Believes a token.
    ///
    /// @return who sent it
    /// @throws dev.stowage.protocol.fault.Fault `token-refused`, `token-expired`
    public static ServiceCertificate verify(
            String token, VerifyingKey placement, String audience, Clock clock) {
        SignedJWT parsed = JsonWebToken.parse(TYPE, token);
        ServiceCertificate certificate =
                ServiceCertificate.verify(certificateIn(parsed), placement, clock);
        JWTClaimsSet claims = JsonWebToken.verify(TYPE, parsed, certificate.key(), clock);
        if (!claims.getAudience().equals(List.of(audience))) {
            throw JsonWebToken.refused(
                    TYPE, "is for %s, not for %s".formatted(claims.getAudience(), audience));
        }
        new Claims(TYPE, claims).requireShortLife(MAX_LIFE, clock);
        return certificate;
    }

    /// As [#verify], and the service must have this role.
    public static ServiceCertificate verify(
            String token, VerifyingKey placement, String audience, ServiceRole role, Clock clock) {
        ServiceCertificate certificate = verify(token, placement, audience, clock);
        if (certificate.role() != role) {
            throw JsonWebToken.refused(
                    TYPE, "is of a %s, only a %s may do this".formatted(certificate.role(), role));
        }
        return certificate;
    }

    private static String certificateIn(SignedJWT token) {
        try {
            return new Claims(TYPE, token.getJWTClaimsSet()).text("cert");
        } catch (ParseException unreadable) {
            throw JsonWebToken.refused(TYPE, "cannot be read");
        }
    }
}
