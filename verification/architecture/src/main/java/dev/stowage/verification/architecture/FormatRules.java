package dev.stowage.verification.architecture;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// How files look: nobody decides it anew.
interface FormatRules extends RoomRules {

    @Test
    default void javaIsFormatted() {
        Violations.mustBeNone(
                "Java files look as google-java-format (AOSP) prints them: ./stowage format",
                JavaFormat.unformatted(room().sources().stream().map(Source::path).toList())
                        .stream());
    }

    @Test
    default void textsAreTidy() {
        Violations.mustBeNone(
                "no line ends in a blank, every file ends with a line: ./stowage format",
                room().texts().stream().flatMap(FormatRules::untidyIn));
    }

    private static Stream<String> untidyIn(Path file) {
        try {
            String text = Files.readString(file);
            Stream<String> blanks =
                    text.lines()
                            .filter(line -> line.endsWith(" ") || line.endsWith("\t"))
                            .map(line -> file + ": " + line);
            Stream<String> end =
                    text.isEmpty() || text.endsWith("\n")
                            ? Stream.empty()
                            : Stream.of(file + ": no line end");
            return Stream.concat(blanks, end);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
