package dev.stowage.protocol.token;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.jca.JCAContext;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.stowage.format.signature.KnownGood;
import dev.stowage.format.signature.Signature;
import dev.stowage.format.signature.SigningKey;
import dev.stowage.format.signature.VerifyingKey;
import dev.stowage.protocol.fault.Fault;
import dev.stowage.protocol.fault.FaultCode;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Set;

/// JSON Web Tokens (RFC 7519) signed with Ed25519 (`EdDSA`, RFC 8037), each typed by its purpose so
/// that none can pass for another.
final class JsonWebToken {

    /// Clocks may differ by so much.
    static final Duration SKEW = Duration.ofMinutes(2);

    /// No token is longer.
    static final int MAX_CHARACTERS = 256 << 10;

    /// Tokens come with one request after the other; longer ones come once.
    private static final int MOST_REMEMBERED_CHARACTERS = 2 << 10;

    private static final int MOST_REMEMBERED = 2048;

    private static final KnownGood<Signed> SIGNED = new KnownGood<>(MOST_REMEMBERED);

    private static final Set<JWSAlgorithm> ALGORITHMS = Set.of(JWSAlgorithm.EdDSA);

    private JsonWebToken() {}

    static String sign(String type, JWTClaimsSet claims, SigningKey key) {
        JWSHeader header =
                new JWSHeader.Builder(JWSAlgorithm.EdDSA).type(new JOSEObjectType(type)).build();
        SignedJWT token = new SignedJWT(header, claims);
        try {
            token.sign(new Ed25519Signer(key));
        } catch (JOSEException impossible) {
            throw new IllegalStateException("a token could not be signed", impossible);
        }
        return token.serialize();
    }

    /// Reads a token without believing it yet.
    static SignedJWT parse(String type, String text) {
        if (text.length() > MAX_CHARACTERS) {
            throw refused(type, "is longer than %d characters".formatted(MAX_CHARACTERS));
        }
        try {
            SignedJWT token = SignedJWT.parse(text);
            if (!new JOSEObjectType(type).equals(token.getHeader().getType())) {
                throw refused(type, "is a token of another type");
            }
            return token;
        } catch (ParseException malformed) {
            throw refused(type, "cannot be read");
        }
    }

    /// Believes a token: signature and expiry.
    ///
    /// @return its claims
    static JWTClaimsSet verify(String type, SignedJWT token, VerifyingKey key, Clock clock) {
        try {
            if (!isSigned(token, key)) {
                throw refused(type, "has a foreign signature");
            }
            JWTClaimsSet claims = token.getJWTClaimsSet();
            Date expiry = claims.getExpirationTime();
            if (expiry == null || clock.instant().isAfter(expiry.toInstant().plus(SKEW))) {
                throw new Fault(
                        FaultCode.TOKEN_EXPIRED,
                        "%s expired at %s, it is %s"
                                .formatted(
                                        type,
                                        expiry == null ? "no time" : expiry.toInstant(),
                                        clock.instant()));
            }
            return claims;
        } catch (ParseException unreadable) {
            throw refused(type, "cannot be read");
        }
    }

    private static boolean isSigned(SignedJWT token, VerifyingKey key) {
        String text = token.getParsedString();
        return text.length() > MOST_REMEMBERED_CHARACTERS
                ? verifies(token, key)
                : SIGNED.test(new Signed(text, key), _ -> verifies(token, key));
    }

    private static boolean verifies(SignedJWT token, VerifyingKey key) {
        try {
            return token.verify(new Ed25519Verifier(key));
        } catch (JOSEException impossible) {
            throw new IllegalStateException("a signature could not be checked", impossible);
        }
    }

    /// A token whose signature was verified, and by which key: for ever, whatever else is to be
    /// said against it.
    private record Signed(String token, VerifyingKey key) {}

    /// The claims of a token that is believed already.
    static JWTClaimsSet claims(String type, SignedJWT token) {
        try {
            return token.getJWTClaimsSet();
        } catch (ParseException unreadable) {
            throw refused(type, "cannot be read");
        }
    }

    static Date at(Instant instant) {
        return Date.from(instant);
    }

    static Fault refused(String type, String why) {
        return new Fault(FaultCode.TOKEN_REFUSED, "%s %s".formatted(type, why));
    }

    private record Ed25519Signer(SigningKey key) implements JWSSigner {

        @Override
        public Base64URL sign(JWSHeader header, byte[] signingInput) {
            return Base64URL.encode(key.sign(signingInput).toBytes());
        }

        @Override
        public Set<JWSAlgorithm> supportedJWSAlgorithms() {
            return ALGORITHMS;
        }

        @Override
        public JCAContext getJCAContext() {
            return new JCAContext();
        }
    }

    private record Ed25519Verifier(VerifyingKey key) implements JWSVerifier {

        @Override
        public boolean verify(JWSHeader header, byte[] signedContent, Base64URL signature) {
            byte[] bytes = signature.decode();
            return JWSAlgorithm.EdDSA.equals(header.getAlgorithm())
                    && bytes.length == Signature.BYTES
                    && key.verifies(signedContent, Signature.of(bytes));
        }

        @Override
        public Set<JWSAlgorithm> supportedJWSAlgorithms() {
            return ALGORITHMS;
        }

        @Override
        public JCAContext getJCAContext() {
            return new JCAContext();
        }
    }
}
