package dev.stowage.protocol.secret;

import dev.stowage.protocol.fault.Fault;
import dev.stowage.protocol.fault.FaultCode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/// The secret of the operators of a service. Never printed.
public final class OperatorToken {

    /// The file in which it is kept.
    public static final String FILE = "operator-token";

    private static final int RANDOM_BYTES = 32;
    private static final int MIN_CHARACTERS = 16;

    private final byte[] token;

    public OperatorToken(String token) {
        if (token.length() < MIN_CHARACTERS) {
            throw new IllegalArgumentException(
                    "an operator's token has at least %d characters, got %d"
                            .formatted(MIN_CHARACTERS, token.length()));
        }
        this.token = token.getBytes(StandardCharsets.UTF_8);
    }

    /// The configured token, or the one kept in the directory, made if it is absent.
    public static OperatorToken of(@Nullable String configured, Path directory, SecureRandom random)
            throws IOException {
        if (configured != null) {
            return new OperatorToken(configured);
        }
        return new OperatorToken(SecretFile.readOrMake(directory, FILE, () -> newToken(random)));
    }

    /// Refuses anybody but an operator, in a time that does not depend on the content.
    ///
    /// @param offered what stands behind `Bearer`
    /// @throws Fault `token-refused`
    public void require(String offered) {
        if (!MessageDigest.isEqual(token, offered.getBytes(StandardCharsets.UTF_8))) {
            throw new Fault(FaultCode.TOKEN_REFUSED, "this is not the operator's token");
        }
    }

    private static String newToken(SecureRandom random) {
        byte[] bytes = new byte[RANDOM_BYTES];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    @Override
    public String toString() {
        return "OperatorToken";
    }
}
