package dev.stowage.format.key;

import dev.stowage.format.address.AccountNumber;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Which new passwords are refused. Length is what counts (NIST SP 800-63B), so nothing is said
/// about digits and signs.
public final class PasswordRule {

    public static final int MIN_CHARACTERS = 10;
    public static final int MAX_BYTES = 1024;

    private static final int LEAST_DISTINCT = 3;
    private static final Set<String> COMMON = common();

    private PasswordRule() {}

    /// What is wrong with a new password and what to do about it; empty if it may be used.
    public static Optional<String> refusal(Password password, AccountNumber account) {
        if (password.length() > MAX_BYTES) {
            return Optional.of(
                    "a password has at most %d bytes of UTF-8, got %d: choose a shorter one"
                            .formatted(MAX_BYTES, password.length()));
        }
        String text = password.dangerousText();
        long characters = text.codePoints().count();
        if (characters < MIN_CHARACTERS) {
            return Optional.of(
                    "a password has at least %d characters, got %d: add a few more words"
                            .formatted(MIN_CHARACTERS, characters));
        }
        if (text.codePoints().distinct().count() < LEAST_DISTINCT) {
            return Optional.of(
                    "the password is one or two characters again and again: use different ones");
        }
        if (text.replaceFirst("^0+", "").equals(account.toString())) {
            return Optional.of(
                    "the password is the account number: choose something only you know");
        }
        if (COMMON.contains(text.toLowerCase(Locale.ROOT))) {
            return Optional.of(
                    "the password is among the first that anybody would try: use a few unrelated words");
        }
        return Optional.empty();
    }

    private static Set<String> common() {
        try (InputStream list = PasswordRule.class.getResourceAsStream("common-passwords.txt")) {
            if (list == null) {
                throw new IllegalStateException("common-passwords.txt is missing from the jar");
            }
            return new String(list.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .collect(Collectors.toUnmodifiableSet());
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
