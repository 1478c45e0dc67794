package dev.stowage.format;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A section of docs/format.md, so that tests decode what is printed there.
public final class FormatPage {

    private static final String FENCE = "```";

    /// The columns of a dump have two blanks or more between them.
    private static final Pattern COLUMNS = Pattern.compile(" {2,}");

    private static final Pattern BYTES = Pattern.compile("([0-9a-f]+)(?: × (\\d+))?");

    private final List<String> lines;

    private FormatPage(List<String> lines) {
        this.lines = lines;
    }

    /// @param title of a section, without its `##`
    public static FormatPage section(String title) {
        List<String> page = readLines(page());
        int start = page.indexOf("## " + title);
        assertThat(start).as("line of the section %s", title).isNotNegative();
        return new FormatPage(
                page.stream().skip(start + 1L).takeWhile(line -> !line.startsWith("## ")).toList());
    }

    /// The cells of the rows of the table with the given head, without the marks of code.
    public List<List<String>> table(String... head) {
        int line = lines.indexOf("| " + String.join(" | ", head) + " |");
        assertThat(line).as("line of the table %s", Arrays.toString(head)).isNotNegative();
        return lines.stream()
                .skip(line + 2L)
                .takeWhile(row -> row.startsWith("|"))
                .map(row -> row.substring(2, row.length() - 2).replace("`", ""))
                .map(row -> List.of(row.split(" \\| ", -1)))
                .toList();
    }

    /// The fenced lines that begin with these characters, which may be more than a line.
    public List<String> fenced(String beginning) {
        for (List<String> block : fencedBlocks()) {
            if (String.join("\n", block).startsWith(beginning)) {
                return block;
            }
        }
        throw new AssertionError("nothing fenced begins with " + beginning);
    }

    private List<List<String>> fencedBlocks() {
        List<List<String>> blocks = new ArrayList<>();
        List<Integer> fences = new ArrayList<>();
        for (int line = 0; line < lines.size(); line++) {
            if (lines.get(line).equals(FENCE)) {
                fences.add(line);
            }
        }
        for (int fence = 0; fence + 1 < fences.size(); fence += 2) {
            blocks.add(lines.subList(fences.get(fence) + 1, fences.get(fence + 1)));
        }
        return blocks;
    }

    /// The bytes of the dump that begins with these digits.
    public byte[] dump(String beginning) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (String line : fenced(beginning)) {
            bytes.writeBytes(bytes(COLUMNS.split(line)[0]));
        }
        return bytes.toByteArray();
    }

    /// The bytes of printed fields like `62 00 × 1023`.
    public static byte[] bytes(String printed) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        Matcher matcher = BYTES.matcher(printed);
        int end = 0;
        while (matcher.find()) {
            assertThat(printed.substring(end, matcher.start())).isBlank();
            int times = matcher.group(2) == null ? 1 : Integer.parseInt(matcher.group(2));
            for (int i = 0; i < times; i++) {
                bytes.writeBytes(HexFormat.of().parseHex(matcher.group(1)));
            }
            end = matcher.end();
        }
        assertThat(end).as("characters understood of %s", printed).isEqualTo(printed.length());
        return bytes.toByteArray();
    }

    /// The lines of a file of this module.
    static List<String> readLines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path page() {
        Path directory = Path.of("").toAbsolutePath();
        while (!Files.exists(directory.resolve("docs/format.md"))) {
            directory = Objects.requireNonNull(directory.getParent(), "no docs/format.md");
        }
        return directory.resolve("docs/format.md");
    }
}
