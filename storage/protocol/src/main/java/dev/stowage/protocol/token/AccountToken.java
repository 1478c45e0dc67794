package dev.stowage.protocol.token;

import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.stowage.format.address.AccountNumber;
import dev.stowage.format.head.OwnerKey;
import dev.stowage.format.signature.SigningKey;
import dev.stowage.protocol.fault.Fault;
import dev.stowage.protocol.fault.FaultCode;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// A short-lived permission that an account's key signs: what its bearer may do, where, until when.
///
/// @param rotation which of the account's keys signs it
/// @param audience a supplier's id, or [#PLACEMENT]
public record AccountToken(
        AccountNumber account,
        int rotation,
        String audience,
        Set<Scope> scopes,
        Instant expiresAt) {

    /// The audience of tokens for placement.
    public static final String PLACEMENT = "placement";

    /// No token lives longer.
    public static final Duration MAX_LIFE = Duration.ofMinutes(10);

    static final String TYPE = "stowage-account-token";

    /// What a bearer may do.
    public enum Scope {
        REGISTER,
        STORE,
        FETCH,
        COMMIT,

        /// To say what is alive, and so what is dead.
        COLLECT
    }

    /// Of an account whose keys were never rotated.
    public AccountToken(
            AccountNumber account, String audience, Set<Scope> scopes, Instant expiresAt) {
        this(account, 0, audience, scopes, expiresAt);
    }

    public AccountToken {
        scopes = Set.copyOf(scopes);
    }

    public String sign(SigningKey account) {
        JWTClaimsSet.Builder claims =
                new JWTClaimsSet.Builder()
                        .issuer(this.account.toString())
                        .audience(audience)
                        .claim(
                                "scope",
                                scopes.stream().map(AccountToken::wireName).sorted().toList())
                        .expirationTime(JsonWebToken.at(expiresAt));
        if (rotation > 0) {
            claims.claim(Claims.ROTATION, rotation);
        }
        return JsonWebToken.sign(TYPE, claims.build(), account);
    }

    /// The account that a token claims to be of: not to be believed before [#verify].
    public static AccountNumber claimedAccount(String token) {
        SignedJWT parsed = JsonWebToken.parse(TYPE, token);
        try {
            return AccountNumber.valueOf(String.valueOf(parsed.getJWTClaimsSet().getIssuer()));
        } catch (ParseException | IllegalArgumentException unreadable) {
            throw JsonWebToken.refused(TYPE, "names no account");
        }
    }

    /// Which of its account's keys a token claims to be signed by: not to be believed before
    /// [#verify].
    public static int claimedRotation(String token) {
        return new Claims(TYPE, JsonWebToken.claims(TYPE, JsonWebToken.parse(TYPE, token)))
                .rotation();
    }

    /// Believes a token.
    ///
    /// @param owner by which the account signs now
    /// @param audience who asks
    /// @throws dev.stowage.protocol.fault.Fault `token-refused`, `token-expired`, `keys-rotated` if
    ///   it is of a former key, `rotation-unknown` if it claims to be of a later one
    public static AccountToken verify(String token, OwnerKey owner, String audience, Clock clock) {
        requireCurrent(claimedRotation(token), owner);
        SignedJWT parsed = JsonWebToken.parse(TYPE, token);
        Claims claims = new Claims(TYPE, JsonWebToken.verify(TYPE, parsed, owner.key(), clock));
        if (!claims.set().getAudience().equals(List.of(audience))) {
            throw JsonWebToken.refused(
                    TYPE, "is for %s, not for %s".formatted(claims.set().getAudience(), audience));
        }
        claims.requireShortLife(MAX_LIFE, clock);
        Set<Scope> scopes = EnumSet.noneOf(Scope.class);
        for (String name : claims.texts("scope")) {
            for (Scope scope : Scope.values()) {
                if (wireName(scope).equals(name)) {
                    scopes.add(scope);
                }
            }
        }
        return new AccountToken(
                claims.read("iss", AccountNumber::valueOf),
                claims.rotation(),
                audience,
                scopes,
                claims.expiry());
    }

    private static void requireCurrent(int rotation, OwnerKey owner) {
        if (rotation == owner.rotation()) {
            return;
        }
        boolean isFormer = rotation < owner.rotation();
        throw new Fault(
                        isFormer ? FaultCode.KEYS_ROTATED : FaultCode.ROTATION_UNKNOWN,
                        "the token is of key %d of its account, here its key is number %d"
                                .formatted(rotation, owner.rotation()))
                .with("rotation", owner.rotation());
    }

    /// Refuses the token unless it permits this.
    public AccountToken requireScope(Scope scope) {
        if (!scopes.contains(scope)) {
            throw JsonWebToken.refused(TYPE, "does not permit " + wireName(scope));
        }
        return this;
    }

    private static String wireName(Scope scope) {
        return scope.name().toLowerCase(Locale.ROOT);
    }
}
