package dev.stowage.placement.access;

import dev.stowage.format.signature.SigningKey;
import dev.stowage.format.signature.VerifyingKey;
import dev.stowage.protocol.secret.SecretFile;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;

/// Who placement is: the key by which everything that it signs is checked. Lost with it is the
/// trust of everything that was ever signed, so it is kept beside the database and belongs into
/// every backup.
public record Identity(SigningKey key) {

    static final String FILE = "identity.key";

    /// Reads the key from its directory, or makes it.
    public static Identity in(Path directory, SecureRandom random) throws IOException {
        String seed =
                SecretFile.readOrMake(
                        directory, FILE, () -> encode(SigningKey.random(random).dangerousSeed()));
        return new Identity(SigningKey.ofSeed(Base64.getUrlDecoder().decode(seed)));
    }

    public VerifyingKey verifyingKey() {
        return key.verifyingKey();
    }

    private static String encode(byte[] seed) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(seed);
    }
}
