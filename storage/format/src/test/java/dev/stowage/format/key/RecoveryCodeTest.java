package dev.stowage.format.key;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stowage.format.SeededRandom;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecoveryCodeTest {

    private final RecoveryCode code = RecoveryCode.random(new SeededRandom(6));

    @Test
    void itIsWrittenInEightGroupsOfFour() {
        assertThat(code.dangerousText())
                .matches("[0-9a-hjkmnp-tv-z]{4}(-[0-9a-hjkmnp-tv-z]{4}){7}");
    }

    @Test
    void itIsReadAsItIsWritten() {
        assertThat(RecoveryCode.parse(code.dangerousText())).contains(code);
        assertThat(code).hasSameHashCodeAs(RecoveryCode.parse(code.dangerousText()).orElseThrow());
    }

    @Test
    void caseDashesAndBlanksDoNotMatter() {
        String text = code.dangerousText();
        assertThat(RecoveryCode.parse(text.toUpperCase(Locale.ROOT))).contains(code);
        assertThat(RecoveryCode.parse(text.replace("-", ""))).contains(code);
        assertThat(RecoveryCode.parse(text.replace("-", " "))).contains(code);
        assertThat(RecoveryCode.parse("  " + text.replace("-", " - ") + "\n")).contains(code);
    }

    @Test
    void lettersThatLookLikeDigitsAreDigits() {
        RecoveryCode plain = RecoveryCode.parse("0011".repeat(8)).orElseThrow();
        assertThat(RecoveryCode.parse("oOiI".repeat(8))).contains(plain);
        assertThat(RecoveryCode.parse("0OlL".repeat(8))).contains(plain);
        assertThat(plain.dangerousText()).startsWith("0011-0011-");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "-",
                "0000",
                "0000-0000-0000-0000-0000-0000-0000-000",
                "0000-0000-0000-0000-0000-0000-0000-00000",
                "u000-0000-0000-0000-0000-0000-0000-0000",
                "ä000-0000-0000-0000-0000-0000-0000-0000",
                "correct horse battery staple four"
            })
    void everythingElseIsNoCode(String text) {
        assertThat(RecoveryCode.parse(text)).isEmpty();
    }

    @Test
    void whatItHashesIsWhatItsOwnerTypesWithoutDashes() {
        assertThat(new String(code.dangerousBytes(), StandardCharsets.US_ASCII))
                .isEqualTo(code.dangerousText().replace("-", ""));
        assertThat(code.kind()).isEqualTo(Unlocker.Kind.RECOVERY_CODE);
    }
}
