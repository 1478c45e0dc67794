package dev.stowage.protocol.token;

import com.nimbusds.jwt.JWTClaimsSet;
import dev.stowage.format.signature.VerifyingKey;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The claims of a token that was verified, read strictly: what is missing or of another kind is a
/// fault.
record Claims(String type, JWTClaimsSet set) {

    /// Which key of an account is meant; absent for the first.
    static final String ROTATION = "rotation";

    String text(String name) {
        try {
            return require(name, set.getStringClaim(name));
        } catch (ParseException wrongKind) {
            throw JsonWebToken.refused(type, "has a claim %s that is no text".formatted(name));
        }
    }

    long number(String name) {
        try {
            return require(name, set.getLongClaim(name));
        } catch (ParseException wrongKind) {
            throw JsonWebToken.refused(type, "has a claim %s that is no number".formatted(name));
        }
    }

    boolean flag(String name) {
        try {
            return require(name, set.getBooleanClaim(name));
        } catch (ParseException wrongKind) {
            throw JsonWebToken.refused(type, "has a claim %s that is no flag".formatted(name));
        }
    }

    int rotation() {
        long rotation = has(ROTATION) ? number(ROTATION) : 0;
        if (rotation < 0 || rotation > Integer.MAX_VALUE) {
            throw JsonWebToken.refused(type, "is of no rotation, but of " + rotation);
        }
        return (int) rotation;
    }

    List<String> texts(String name) {
        try {
            return require(name, set.getStringListClaim(name));
        } catch (ParseException wrongKind) {
            throw JsonWebToken.refused(type, "has a claim %s that is no list".formatted(name));
        }
    }

    /// As [#texts]; none if the claim is absent, as it is in tokens of earlier builds.
    List<String> textsOrNone(String name) {
        return set.getClaim(name) == null ? List.of() : texts(name);
    }

    UUID uuid(String name) {
        return read(name, UUID::fromString);
    }

    VerifyingKey key(String name) {
        return read(name, VerifyingKey::valueOf);
    }

    /// Reads the one for whom it is, by a parser that throws IllegalArgumentException.
    <T> T audience(Function<String, T> parser) {
        List<String> all = set.getAudience();
        if (all.size() != 1) {
            throw JsonWebToken.refused(type, "is for %d others".formatted(all.size()));
        }
        try {
            return parser.apply(all.getFirst());
        } catch (IllegalArgumentException malformed) {
            throw JsonWebToken.refused(type, "is for " + all.getFirst());
        }
    }

    boolean has(String name) {
        return set.getClaim(name) != null;
    }

    /// Refuses a token that is good for longer than its kind may be: nobody keeps it for later.
    void requireShortLife(Duration most, Clock clock) {
        if (expiry().isAfter(clock.instant().plus(most).plus(JsonWebToken.SKEW))) {
            throw JsonWebToken.refused(type, "lives longer than %s".formatted(most));
        }
    }

    Instant issueTime() {
        return require("iat", set.getIssueTime()).toInstant();
    }

    Instant expiry() {
        return require("exp", set.getExpirationTime()).toInstant();
    }

    /// Reads a claim's text by a parser that throws IllegalArgumentException.
    <T> T read(String name, Function<String, T> parser) {
        try {
            return parser.apply(text(name));
        } catch (IllegalArgumentException malformed) {
            throw JsonWebToken.refused(type, "has a claim %s that cannot be read".formatted(name));
        }
    }

    private <T> T require(String name, @Nullable T value) {
        if (value == null) {
            throw JsonWebToken.refused(type, "lacks the claim " + name);
        }
        return value;
    }
}
