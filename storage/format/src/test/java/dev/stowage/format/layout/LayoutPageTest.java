package dev.stowage.format.layout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stowage.format.FormatPage;
import dev.stowage.format.address.BlockNumber;
import dev.stowage.format.address.CarrierGroup;
import dev.stowage.format.address.CarrierId;
import dev.stowage.format.address.ReliabilityLevel;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The tables of layouts printed in docs/format.md are what the code computes.
class LayoutPageTest {

    private static final FormatPage PAGE = FormatPage.section("Layout");

    static Stream<List<String>> layouts() {
        return PAGE.table("layout", "code", "C", "K", "t", "W", "H", "Wh").stream();
    }

    static Stream<List<String>> carriers() {
        return PAGE
                .table("layout bytes", "group", "block", "carriers at positions 0, 1, 2 …")
                .stream();
    }

    @ParameterizedTest
    @MethodSource("layouts")
    void printedLayoutsTolerateAndAcknowledgeAsPrinted(List<String> cells) {
        Layout layout = layout(cells.get(0), cells.get(1));
        assertThat(
                        Stream.of(
                                layout.carriers(),
                                layout.dataFragments(),
                                layout.tolerance(),
                                layout.writeThreshold(),
                                layout.headCarriers(),
                                layout.headThreshold()))
                .map(number -> Integer.toString(number))
                .isEqualTo(cells.subList(2, 8));
    }

    private static Layout layout(String name, String code) {
        int number = Integer.parseInt(name.substring(name.lastIndexOf(' ') + 1));
        Code chosen = Code.valueOf(code.toUpperCase(Locale.ROOT));
        if (name.startsWith("combination of ")) {
            return new Combination(chosen, group(2), number, 0);
        }
        assertThat(name).startsWith("whole group ");
        return new WholeGroup(chosen, group(number));
    }

    private static CarrierGroup group(int level) {
        return new CarrierGroup(new CarrierId(8), new ReliabilityLevel(level));
    }

    @Test
    void everyLayoutIsPrinted() {
        assertThat(layouts()).hasSize(2 * 7 + 8);
    }

    @ParameterizedTest
    @MethodSource("carriers")
    void printedLayoutsLieOnThePrintedCarriers(List<String> cells) {
        ByteBuffer bytes = ByteBuffer.wrap(HexFormat.of().parseHex(cells.get(0)));
        Layout layout = Layout.readFrom(bytes, CarrierGroup.valueOf(cells.get(1)));
        BlockNumber block = BlockNumber.valueOf(cells.get(2));
        assertThat(
                        IntStream.range(0, layout.carriers())
                                .mapToObj(position -> layout.carrier(position, block)))
                .map(CarrierId::toString)
                .isEqualTo(Arrays.asList(cells.get(3).split(" ")));
    }

    @Test
    void printedFragmentLengthsAreRight() {
        for (List<String> cells : PAGE.table("K", "B", "fragment length")) {
            Layout layout = withDataFragments(Integer.parseInt(cells.get(0)));
            assertThat(layout.fragmentLength(Integer.parseInt(cells.get(1))))
                    .as("fragments of %s", cells)
                    .isEqualTo(Integer.parseInt(cells.get(2)));
        }
    }

    @Test
    void printedQuotasAreRight() {
        for (List<String> cells : PAGE.table("C", "needed space", "quota")) {
            Layout layout = withDataFragments(Integer.parseInt(cells.get(0)));
            assertThat(layout.supplierQuota(Long.parseLong(cells.get(1))))
                    .as("quota of %s", cells)
                    .isEqualTo(Long.parseLong(cells.get(2)));
        }
    }

    /// The combination of so many suppliers, or the widest group.
    private static Layout withDataFragments(int count) {
        return count == 65_536
                ? new WholeGroup(Code.RS, group(7))
                : new Combination(Code.RS, group(2), count, 0);
    }
}
