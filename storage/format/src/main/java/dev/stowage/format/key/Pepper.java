package dev.stowage.format.key;

import java.security.SecureRandom;
import java.util.Base64;

/// 256 secret bits that the customer-services of an installation share and that lie in no database.
/// Never printed.
public final class Pepper {

    public static final int BYTES = 32;

    private final byte[] bytes;

    private Pepper(byte[] bytes) {
        this.bytes = bytes;
    }

    public static Pepper random(SecureRandom random) {
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        return new Pepper(bytes);
    }

    /// @param text base64 of 32 bytes, as [#dangerousText] gives it
    public static Pepper valueOf(String text) {
        byte[] bytes = Base64.getDecoder().decode(text);
        if (bytes.length != BYTES) {
            throw new IllegalArgumentException("a pepper has 32 bytes, got " + bytes.length);
        }
        return new Pepper(bytes);
    }

    /// The secret in base64, for the one file that keeps it.
    public String dangerousText() {
        return Base64.getEncoder().encodeToString(bytes);
    }

    byte[] dangerousBytes() {
        return bytes.clone();
    }

    @Override
    public String toString() {
        return "Pepper";
    }
}
