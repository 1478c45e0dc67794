package dev.stowage.erasure;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Every number printed in the section "Erasure code `xor`" of docs/format.md is what the code
/// computes.
class XorPageTest {

    private static final HexFormat SPACED = HexFormat.ofDelimiter(" ");
    private static final String[] NUMBERS = {"2", "4", "7", "13", "18", "26", "64"};

    @ParameterizedTest
    @MethodSource("maps")
    void printedDifferencesAreThoseInUse(List<String> cells) {
        XorCode code = XorCode.of(Integer.parseInt(cells.get(0)));
        List<List<Integer>> differences = new ArrayList<>();
        for (String set : cells.get(2).split("; ")) {
            differences.add(Arrays.stream(set.split(" ")).map(Integer::valueOf).toList());
        }
        assertThat(code.map().differences()).isEqualTo(differences);
        assertThat(code.map().period()).isEqualTo(Integer.parseInt(cells.get(1)));
        assertThat(code.tolerance()).isEqualTo(Integer.parseInt(cells.get(3)));
    }

    static Stream<List<String>> maps() throws IOException {
        List<List<String>> rows = table("N", "m", "D_0; D_1", "t");
        assertThat(rows.stream().map(List::getFirst)).containsExactly(NUMBERS);
        return rows.stream();
    }

    @ParameterizedTest
    @MethodSource("smallVectors")
    void smallVectorsAreEncodedAsPrinted(List<String> cells) {
        ErasureCode code = ErasureCode.xor(Integer.parseInt(cells.get(0)));
        byte[] data = SPACED.parseHex(cells.get(1));
        Stripe stripe = Stripe.blank(code.fragments(), 1);
        for (int i = 0; i < data.length; i++) {
            stripe.set(i, new byte[] {data[i]});
        }
        assertThat(SPACED.formatHex(parity(code, stripe))).isEqualTo(cells.get(2));
    }

    static Stream<List<String>> smallVectors() throws IOException {
        return table("N", "data", "parity").stream();
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void vectorsAreEncodedAsPrinted(List<String> cells) throws NoSuchAlgorithmException {
        ErasureCode code = ErasureCode.xor(Integer.parseInt(cells.get(0)));
        Stripe stripe = Stripe.blank(code.fragments(), 64);
        for (int i = 0; i < code.dataFragments(); i++) {
            byte[] data = new byte[64];
            for (int p = 0; p < data.length; p++) {
                data[p] = (byte) (31 * i + 7 * p + i * p);
            }
            stripe.set(i, data);
        }
        byte[] parity = parity(code, stripe);
        byte[] hash = MessageDigest.getInstance("SHA-256").digest(parity);
        List<String> computed =
                List.of(
                        cells.get(0),
                        SPACED.formatHex(parity, 0, 8),
                        "`" + HexFormat.of().formatHex(hash) + "`");
        assertThat(computed).isEqualTo(cells);
    }

    static Stream<List<String>> vectors() throws IOException {
        List<List<String>> rows =
                table("N", "first 8 bytes of parity fragment 0", "SHA-256 of the parity");
        assertThat(rows.stream().map(List::getFirst)).containsExactly(NUMBERS);
        return rows.stream();
    }

    private static byte[] parity(ErasureCode code, Stripe stripe) {
        code.encode(stripe.fragments());
        ByteArrayOutputStream parity = new ByteArrayOutputStream();
        for (int j = code.dataFragments(); j < code.fragments(); j++) {
            parity.writeBytes(stripe.bytes(j));
        }
        return parity.toByteArray();
    }

    /// Returns the rows of the section's table with the given head.
    private static List<List<String>> table(String... head) throws IOException {
        List<String> lines = section();
        int line = lines.indexOf("| " + String.join(" | ", head) + " |");
        assertThat(line).as("line of the table %s", Arrays.toString(head)).isNotNegative();
        List<List<String>> rows = new ArrayList<>();
        for (int i = line + 2; i < lines.size() && lines.get(i).startsWith("|"); i++) {
            String row = lines.get(i);
            rows.add(List.of(row.substring(2, row.length() - 2).split(" \\| ")));
        }
        return rows;
    }

    private static List<String> section() throws IOException {
        List<String> lines = Files.readAllLines(page());
        int start = lines.indexOf("## Erasure code `xor`");
        assertThat(start).as("line of the section").isNotNegative();
        return lines.stream().skip(start + 1).takeWhile(line -> !line.startsWith("## ")).toList();
    }

    private static Path page() {
        Path directory = Path.of("").toAbsolutePath();
        while (!Files.exists(directory.resolve("docs/format.md"))) {
            directory = Objects.requireNonNull(directory.getParent(), "no docs/format.md");
        }
        return directory.resolve("docs/format.md");
    }
}
