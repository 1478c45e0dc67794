package dev.stowage.placement.access;

import dev.stowage.format.signature.Digest;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;

/// A code that an operator hands to somebody: shown once, then only its hash is kept.
///
/// @param text 27 characters that fit into a URL, 160 random bits
public record SecretCode(String text) {

    /// Whatever somebody brings may not be longer.
    public static final int MAX_CHARACTERS = 256;

    private static final int BYTES = 20;

    public static SecretCode random(SecureRandom random) {
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        return new SecretCode(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
    }

    /// SHA-256 of the text in UTF-8: 160 random bits need no salt.
    public String hash() {
        return Digest.of(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8))).toString();
    }

    /// Without the code.
    @Override
    public String toString() {
        return "SecretCode";
    }
}
