package dev.stowage.erasure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stowage.erasure.field.CantorPoints;
import dev.stowage.erasure.field.TowerField;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Every number printed in the section "Erasure code `rs`" of docs/format.md is what the code
/// computes.
class FormatPageTest {

    private static final HexFormat SPACED = HexFormat.ofDelimiter(" ");

    @ParameterizedTest
    @MethodSource("products")
    void printedProductsAreRight(List<String> cells) {
        int product = TowerField.multiply32(hex(cells.get(0)), hex(cells.get(1)));
        assertThat(product).isEqualTo(hex(cells.get(2)));
    }

    static Stream<List<String>> products() throws IOException {
        return table("a", "b", "a · b").stream();
    }

    @ParameterizedTest
    @MethodSource("bases")
    void printedBasisIsTheOneInUse(List<String> cells) {
        int first = cells.size() == 8 ? 0 : 8;
        for (int i = 0; i < cells.size(); i++) {
            assertThat(CantorPoints.point(1 << first + i)).isEqualTo(hex(cells.get(i)));
        }
    }

    static Stream<List<String>> bases() throws IOException {
        return Stream.of(
                        table("b_0", "b_1", "b_2", "b_3", "b_4", "b_5", "b_6", "b_7"),
                        table("b_8", "b_9", "b_10", "b_11", "b_12", "b_13", "b_14", "b_15", "b_16"))
                .flatMap(List::stream);
    }

    @ParameterizedTest
    @MethodSource("factors")
    void printedFactorsAreTheFirstRowOfTheGenerator(List<String> cells) {
        int m = Integer.parseInt(cells.get(0));
        String[] factors = cells.get(1).split(" ");
        assertThat(factors).hasSize(Math.min(m, m > 8 ? 4 : m));
        for (int i = 0; i < factors.length; i++) {
            int product = TowerField.multiply32(hex(factors[i]), CantorPoints.point(m + i));
            assertThat(product).as("1 / w_%d", m + i).isOne();
        }
    }

    static Stream<List<String>> factors() throws IOException {
        return table("m", "1 / w_m, 1 / w_(m+1), …").stream();
    }

    @ParameterizedTest
    @MethodSource("smallVectors")
    void smallVectorsAreEncodedAsPrinted(List<String> cells) {
        ErasureCode code = ErasureCode.reedSolomon(Integer.parseInt(cells.get(0)));
        byte[] data = SPACED.parseHex(cells.get(1));
        Stripe stripe = Stripe.blank(code.fragments(), 1);
        for (int i = 0; i < data.length; i++) {
            stripe.set(i, new byte[] {data[i]});
        }
        assertThat(SPACED.formatHex(parity(code, stripe))).isEqualTo(cells.get(2));
    }

    static Stream<List<String>> smallVectors() throws IOException {
        return table("K", "data", "parity").stream();
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void vectorsAreEncodedAsPrinted(List<String> cells) throws NoSuchAlgorithmException {
        ErasureCode code = ErasureCode.reedSolomon(Integer.parseInt(cells.get(0)));
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
        assertThat(SPACED.formatHex(parity, 0, 8)).isEqualTo(cells.get(1));
        assertThat("`" + HexFormat.of().formatHex(hash) + "`").isEqualTo(cells.get(2));
    }

    static Stream<List<String>> vectors() throws IOException {
        List<List<String>> rows =
                table("K", "first 8 bytes of parity fragment 0", "SHA-256 of the parity");
        assertThat(rows.stream().map(List::getFirst))
                .containsExactly(
                        "2", "4", "7", "13", "16", "18", "26", "64", "256", "1024", "4096", "16384",
                        "65536");
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

    private static int hex(String digits) {
        return HexFormat.fromHexDigits(digits);
    }

    /// Returns the rows of the section's tables with the given head.
    private static List<List<String>> table(String... head) throws IOException {
        List<String> lines = section();
        String wanted = "| " + String.join(" | ", head) + " |";
        assertThat(lines).as("head of a table").contains(wanted);
        List<List<String>> rows = new ArrayList<>();
        for (int line = 0; line < lines.size(); line++) {
            if (lines.get(line).equals(wanted)) {
                lines.stream()
                        .skip(line + 2)
                        .takeWhile(row -> row.startsWith("|"))
                        .map(row -> List.of(row.substring(2, row.length() - 2).split(" \\| ")))
                        .forEach(rows::add);
            }
        }
        return rows;
    }

    private static List<String> section() throws IOException {
        List<String> lines = Files.readAllLines(page());
        int start = lines.indexOf("## Erasure code `rs`");
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
