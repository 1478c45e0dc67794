package dev.stowage.customer.door;

import dev.stowage.format.signature.Digest;
import dev.stowage.protocol.fault.Fault;
import dev.stowage.protocol.fault.FaultCode;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The field `Repr-Digest` (RFC 9530): SHA-256 of a whole file, whatever part of it travels.
final class ReprDigest {

    static final String HEADER = "Repr-Digest";

    private static final Pattern SHA_256 =
            Pattern.compile("(?:^|,)\\s*sha-256=:([A-Za-z0-9+/=]*):\\s*(?:;[^,]*)?(?=,|$)");

    private static final Pattern NAMED = Pattern.compile("(?:^|,)\\s*sha-256\\s*=");

    private ReprDigest() {}

    /// The digest that a header announces; empty if it names other algorithms only.
    ///
    /// @throws Fault `invalid-request` if it is no SHA-256
    static Optional<Digest> parse(@Nullable String header) {
        if (header == null) {
            return Optional.empty();
        }
        Matcher found = SHA_256.matcher(header);
        if (!found.find()) {
            if (NAMED.matcher(header).find()) {
                throw unreadable(null);
            }
            return Optional.empty();
        }
        try {
            return Optional.of(Digest.of(Base64.getDecoder().decode(found.group(1))));
        } catch (IllegalArgumentException malformed) {
            throw unreadable(malformed);
        }
    }

    private static Fault unreadable(@Nullable Throwable cause) {
        return new Fault(
                FaultCode.INVALID_REQUEST,
                "Repr-Digest cannot be read: sha-256 is 32 bytes in base64 between colons",
                cause);
    }

    static String format(Digest digest) {
        return "sha-256=:" + Base64.getEncoder().encodeToString(digest.toBytes()) + ":";
    }
}
