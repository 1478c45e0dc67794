package dev.stowage.protocol.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class DocumentedCodesTest {

    @Test
    void theApiDocumentListsEveryCodeWithItsStatusAndNoOther() throws IOException {
        String document = Files.readString(Path.of("../../docs/api.md"));

        assertThat(document.lines().filter(line -> line.matches("\\| `[a-z-]+` \\| \\d+ \\|.*")))
                .containsExactlyElementsOf(
                        Arrays.stream(FaultCode.values()).map(DocumentedCodesTest::row).toList());
    }

    private static String row(FaultCode code) {
        return "| `%s` | %d | %s | %s |"
                .formatted(
                        code.wireName(),
                        code.status(),
                        code.retryable() ? "yes" : "no",
                        code.title());
    }
}
