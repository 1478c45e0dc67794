package dev.stowage.supplier;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;

/// A section of docs/format.md.
public final class FormatPage {

    private static final Path PAGE = Path.of("..", "docs", "format.md");
    private static final Path SOURCES = Path.of("src/main/java/dev/stowage/supplier");
    private static final String FENCE = "```\n";

    private final List<String> fenced;

    private FormatPage(List<String> fenced) {
        this.fenced = fenced;
    }

    /// @param heading as it is printed
    public static FormatPage section(String heading) throws IOException {
        String text = Files.readString(PAGE);
        int from = text.indexOf("\n" + heading + "\n") + heading.length() + 2;
        int next = text.indexOf("\n#", from);
        String[] parts = text.substring(from, next < 0 ? text.length() : next).split(FENCE, -1);
        return new FormatPage(
                IntStream.range(0, parts.length / 2).mapToObj(i -> parts[2 * i + 1]).toList());
    }

    /// The table of offsets: the first thing in a fence.
    public String table() {
        return fenced.getFirst();
    }

    /// The bytes of a vector: another thing in a fence.
    public byte[] dump() {
        StringBuilder digits = new StringBuilder();
        fenced.get(1).lines().forEach(line -> digits.append(line.split(" {2,}")[0]));
        return HexFormat.of().parseHex(digits);
    }

    /// The fenced table in the comment above a type.
    ///
    /// @param source under the supplier's sources
    public static String tableAbove(String source) throws IOException {
        String text = Files.readString(SOURCES.resolve(source));
        int from = text.indexOf("/// " + FENCE) + ("/// " + FENCE).length();
        return text.substring(from, text.indexOf("/// ```", from)).replace("/// ", "");
    }
}
