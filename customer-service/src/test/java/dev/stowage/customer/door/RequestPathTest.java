package dev.stowage.customer.door;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stowage.protocol.customer.StowageApi;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestPathTest {

    @ParameterizedTest
    @CsvSource({
        "a, a",
        "a/b/c.txt, a/b/c.txt",
        "with%20blank, with blank",
        "plus+sign, plus+sign",
        "%C3%A4, ä",
        "semi%3Bcolon, semi;colon",
        "semi;colon, semi;colon",
        "100%25, 100%"
    })
    void takesPathsAsTheyAreGiven(String encoded, String path) {
        assertThat(RequestPath.file(StowageApi.FILES + encoded, StowageApi.FILES).value())
                .isEqualTo(path);
    }

    @Test
    void composesNothing() {
        assertThat(RequestPath.file(StowageApi.FILES + "a%CC%88", StowageApi.FILES).value())
                .isEqualTo("a\u0308");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/",
                "a//b",
                "a/",
                "./a",
                "a/../b",
                "%2e%2e/a",
                "a%00b",
                "a%2",
                "a%zz",
                "%ff"
            })
    void refusesWhatIsNotPlain(String encoded) {
        assertThatThrownBy(() -> RequestPath.file(StowageApi.FILES + encoded, StowageApi.FILES))
                .hasMessageContaining("invalid-path");
    }

    @Test
    void refusesWhatIsTooLong() {
        String longest = "x".repeat(1024);

        assertThat(RequestPath.file(StowageApi.FILES + longest, StowageApi.FILES).value())
                .isEqualTo(longest);
        assertThatThrownBy(
                        () -> RequestPath.file(StowageApi.FILES + longest + "x", StowageApi.FILES))
                .hasMessageContaining("invalid-path");
    }

    @Test
    void aFolderMayEndWithASlash() {
        assertThat(RequestPath.folder("a/b/").value()).isEqualTo("a/b");
        assertThat(RequestPath.folder("").value()).isEmpty();
        assertThatThrownBy(() -> RequestPath.folder("a//")).hasMessageContaining("invalid-path");
    }
}
