package dev.stowage.format.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FilePathTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a", "a/b", "...", "a/..b", "a./b", ".a", "-", "~", " ", "a b", "\n", "\\", "a\\b",
                "ä/ö/ü", "日本語", "🦦/🪨", "a%2Fb", "C:", "nul", "\u0001", "\uFEFF"
            })
    void ordinaryAndStrangePathsAreKeptAsGiven(String text) {
        assertThat(new FilePath(text).value()).isEqualTo(text);
        assertThat(new FilePath(text)).hasToString(text);
        assertThat(new FolderPath(text).value()).isEqualTo(text);
    }

    @Test
    void composedAndDecomposedAreTwoNames() {
        assertThat(new FilePath("\u00e9")).isNotEqualTo(new FilePath("e\u0301"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/a", "a/", "a//b", "//", "a/b/", "///"})
    void emptyPartsAreRefused(String text) {
        assertRefused(text, "a path has no empty parts: no slash first, last or twice");
    }

    @ParameterizedTest
    @CsvSource({".,.", "..,..", "a/.,.", "./a,.", "../a,..", "a/../b,..", "a/./b,.", "a/..,.."})
    void dotsAreRefused(String text, String part) {
        assertRefused(text, "\"" + part + "\" is no part of a path");
    }

    @Test
    void nulIsRefused() {
        assertRefused("\0", "a path holds no NUL, this one does at character 0");
        assertRefused("ab\0c/d", "a path holds no NUL, this one does at character 2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\uD83E", "a\uDDA6", "\uDDA6\uD83E", "a/\uD83E/b"})
    void halfACharacterIsRefused(String text) {
        assertRefused(text, "a path is text, half a character is not");
    }

    @Test
    void lengthIsCountedInBytesOfUtf8() {
        for (String letter : new String[] {"a", "ä", "日", "🦦"}) {
            int bytes = letter.getBytes(StandardCharsets.UTF_8).length;
            String longest = letter.repeat(1024 / bytes) + "a".repeat(1024 % bytes);
            assertThat(new FilePath(longest).value()).isEqualTo(longest);
            assertRefused(longest + "a", "a path has 1 … 1024 bytes of UTF-8, got 1025");
            assertRefused(
                    longest + letter, "a path has 1 … 1024 bytes of UTF-8, got " + (1024 + bytes));
        }
    }

    @Test
    void anEmptyPathIsTheFolderOfEverythingAndNoFile() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new FilePath(""))
                .withMessage("a path has 1 … 1024 bytes of UTF-8, got 0");
        assertThat(new FolderPath("")).isEqualTo(FolderPath.ROOT);
    }

    @Test
    void aPathKnowsItsNameAndFolder() {
        FilePath path = new FilePath("a/b/c");
        assertThat(path.name()).isEqualTo("c");
        assertThat(path.folder()).isEqualTo(new FolderPath("a/b"));
        assertThat(new FilePath("c").name()).isEqualTo("c");
        assertThat(new FilePath("c").folder()).isEqualTo(FolderPath.ROOT);
        assertThat(path.folder().child("c")).isEqualTo("a/b/c");
        assertThat(FolderPath.ROOT.child("c")).isEqualTo("c");
    }

    private static void assertRefused(String text, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new FilePath(text))
                .withMessage(message);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new FolderPath(text))
                .withMessage(message);
    }
}
