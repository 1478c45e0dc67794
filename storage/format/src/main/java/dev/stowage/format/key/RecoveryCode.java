package dev.stowage.format.key;

import dev.stowage.format.address.Crockford;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// What opens an account when the password is forgotten: 160 random bits, shown once. Never printed
/// but by [#dangerousText].
public final class RecoveryCode implements Secret {

    private static final int BYTES = 20;
    private static final int GROUP_DIGITS = 4;

    private final byte[] bytes;

    private RecoveryCode(byte[] bytes) {
        this.bytes = bytes;
    }

    public static RecoveryCode random(SecureRandom random) {
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        return new RecoveryCode(bytes);
    }

    /// Reads what a person has typed: case, dashes and blanks do not matter, `o` is 0, `i` and `l`
    /// are 1.
    ///
    /// @return empty if it is no recovery code
    public static Optional<RecoveryCode> parse(String text) {
        String digits =
                text.toLowerCase(Locale.ROOT)
                        .replaceAll("[-\\s]", "")
                        .replace('o', '0')
                        .replace('i', '1')
                        .replace('l', '1');
        try {
            return Optional.of(new RecoveryCode(Crockford.decode("recovery code", digits, BYTES)));
        } catch (IllegalArgumentException notOne) {
            return Optional.empty();
        }
    }

    /// The code as its owner writes it down: eight groups of four.
    public String dangerousText() {
        return Crockford.encode(bytes).replaceAll("(.{%d})(?=.)".formatted(GROUP_DIGITS), "$1-");
    }

    @Override
    public Unlocker.Kind kind() {
        return Unlocker.Kind.RECOVERY_CODE;
    }

    /// The 32 digits without dashes, in ASCII.
    @Override
    public byte[] dangerousBytes() {
        return Crockford.encode(bytes).getBytes(StandardCharsets.US_ASCII);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof RecoveryCode that && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return "RecoveryCode";
    }
}
