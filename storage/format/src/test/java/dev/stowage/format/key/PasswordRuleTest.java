package dev.stowage.format.key;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stowage.format.address.AccountNumber;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PasswordRuleTest {

    private static final AccountNumber ACCOUNT = new AccountNumber(4_012_345_678L);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ten chars!",
                "otter gravel lantern",
                "aaaaaaaabc",
                "пароль длинный",
                "🦦🪨🏮🧭🪵🧊🪁🧵🪡🧶",
                "4012345679"
            })
    void goodPasswordsPass(String text) {
        assertThat(refusal(text)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a", "ninechars", "🦦🪨🏮🧭🪵🧊🪁🧵🪡"})
    void shortOnesAreRefusedWithTheirLength(String text) {
        assertThat(refusal(text))
                .isEqualTo(
                        "a password has at least 10 characters, got %d: add a few more words"
                                .formatted(text.codePointCount(0, text.length())));
    }

    @Test
    void lengthHasAnUpperBoundInBytes() {
        assertThat(refusal("abcd".repeat(256))).isEmpty();
        assertThat(refusal("abcd".repeat(256) + "e"))
                .isEqualTo(
                        "a password has at most 1024 bytes of UTF-8, got 1025: choose a shorter"
                                + " one");
        assertThat(refusal("äöü".repeat(171))).contains("got 1026");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "aaaaaaaaaa",
                "ababababab",
                "          ",
                "aaaaaaaaab",
                "🦦🦦🦦🦦🦦🦦🦦🦦🦦🪨"
            })
    void oneOrTwoCharactersAgainAndAgainAreRefused(String text) {
        assertThat(refusal(text)).contains("again and again");
    }

    @ParameterizedTest
    @ValueSource(strings = {"4012345678", "04012345678", "00004012345678"})
    void theAccountNumberIsRefused(String text) {
        assertThat(refusal(text)).contains("is the account number");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1234567890", "qwertyuiop", "Password123", "PASSWORDPASSWORD"})
    void commonOnesAreRefusedHoweverTheyAreWritten(String text) {
        assertThat(refusal(text)).contains("among the first that anybody would try");
    }

    @Test
    void theListHoldsOnlyWhatNothingElseRefuses() throws Exception {
        try (var list = PasswordRule.class.getResourceAsStream("common-passwords.txt")) {
            String[] lines = new String(list.readAllBytes(), StandardCharsets.UTF_8).split("\n");
            assertThat(lines).hasSizeGreaterThan(150).doesNotHaveDuplicates();
            for (String line : lines) {
                assertThat(line).isLowerCase().isEqualTo(line.strip());
                assertThat(refusal(line)).contains("among the first");
            }
        }
    }

    private static String refusal(String text) {
        return PasswordRule.refusal(Password.of(text), ACCOUNT).orElse("");
    }
}
