package dev.stowage.format.layout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.stowage.format.address.CarrierGroup;
import dev.stowage.format.address.CarrierId;
import dev.stowage.format.address.ReliabilityLevel;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class LayoutTest {

    private static final int MIB = 1 << 20;
    private static final CarrierGroup GROUP = group(8, 2);

    private static CarrierGroup group(long first, int level) {
        return new CarrierGroup(new CarrierId(first), new ReliabilityLevel(level));
    }

    private static Layout combination(int suppliers) {
        return new Combination(Code.RS, GROUP, suppliers, 0);
    }

    /// One layout of every kind and width.
    static Stream<Layout> layouts() {
        Stream<Layout> combinations =
                Stream.of(2, 4, 7, 13, 18, 26, 64).map(LayoutTest::combination);
        Stream<Layout> wholeGroups =
                Stream.of(0, 1, 2, 3, 4, 5, 6, 7)
                        .map(level -> new WholeGroup(Code.RS, group(1 << 20, level)));
        return Stream.concat(combinations, wholeGroups);
    }

    /// DESIGN §3 (tolerance) and §6 (acknowledged).
    @ParameterizedTest
    @CsvSource({
        "rs,  2,  1,  2,  2,  2",
        "rs,  4,  2,  3,  4,  3",
        "rs,  7,  3,  6,  7,  6",
        "rs, 13,  6, 10, 13, 10",
        "rs, 18,  9, 14, 18, 14",
        "rs, 26, 13, 20, 26, 20",
        "rs, 64, 32, 48, 64, 48",
        "xor, 2,  1,  2,  2,  2",
        "xor, 4,  2,  3,  4,  3",
        "xor, 7,  3,  6,  7,  6",
        "xor,13,  4, 11, 13, 10",
        "xor,18,  5, 16, 18, 14",
        "xor,26,  6, 23, 26, 20",
        "xor,64, 10, 59, 64, 48"
    })
    void combinationsTolerateAndAcknowledgeAsDesigned(
            String code, int suppliers, int t, int w, int h, int wh) {
        Code chosen = Code.valueOf(code.toUpperCase(Locale.ROOT));
        Layout layout = new Combination(chosen, GROUP, suppliers, 0);
        assertThat(layout.code().userName()).isEqualTo(code);
        assertThat(layout.carriers()).isEqualTo(suppliers);
        assertThat(layout.dataFragments()).isEqualTo(suppliers);
        assertThat(layout.fragmentsPerCarrier()).isEqualTo(2);
        assertThat(layout.tolerance()).isEqualTo(t);
        assertThat(layout.writeThreshold()).isEqualTo(w);
        assertThat(layout.headCarriers()).isEqualTo(h);
        assertThat(layout.headThreshold()).isEqualTo(wh);
    }

    @ParameterizedTest
    @CsvSource({
        "0,      8,     4,      6,  8,  6",
        "1,     32,    16,     24,  32,  24",
        "2,    128,    64,     96, 128,  96",
        "3,    512,   256,    384, 128,  96",
        "4,   2048,  1024,   1536, 128,  96",
        "5,   8192,  4096,   6144, 128,  96",
        "6,  32768, 16384,  24576, 128,  96",
        "7, 131072, 65536,  98304, 128,  96"
    })
    void wholeGroupsTolerateAndAcknowledgeAsDesigned(
            int level, int c, int k, int w, int h, int wh) {
        Layout layout = new WholeGroup(Code.RS, group(0, level));
        assertThat(layout.carriers()).isEqualTo(c);
        assertThat(layout.dataFragments()).isEqualTo(k);
        assertThat(layout.fragmentsPerCarrier()).isEqualTo(1);
        assertThat(layout.tolerance()).isEqualTo(c / 2);
        assertThat(layout.writeThreshold()).isEqualTo(w);
        assertThat(layout.headCarriers()).isEqualTo(h);
        assertThat(layout.headThreshold()).isEqualTo(wh);
    }

    /// Two acknowledged heads have a carrier in common, and an acknowledged block can be read when
    /// half of the tolerated carriers are lost besides those that never held it.
    @ParameterizedTest
    @MethodSource("layouts")
    void thresholdsLeaveWhatAReaderNeeds(Layout layout) {
        assertThat(layout.writeThreshold()).isBetween(1, layout.carriers());
        assertThat(layout.headThreshold() * 2).isGreaterThan(layout.headCarriers());
        int absent = Math.min(layout.tolerance() / 2, layout.headCarriers() / 4);
        assertThat(layout.headCarriers() - absent).isGreaterThanOrEqualTo(layout.headThreshold());
        int kept = layout.writeThreshold() - layout.tolerance() / 2;
        assertThat(kept * layout.fragmentsPerCarrier())
                .isGreaterThanOrEqualTo(layout.dataFragments());
    }

    @ParameterizedTest
    @MethodSource("layouts")
    void everyFragmentHasOnePlace(Layout layout) {
        boolean[] taken = new boolean[2 * layout.dataFragments()];
        for (int position = 0; position < layout.carriers(); position++) {
            for (int index = 0; index < layout.fragmentsPerCarrier(); index++) {
                int fragment = layout.fragment(position, index);
                assertThat(taken[fragment]).as("fragment %d", fragment).isFalse();
                taken[fragment] = true;
            }
        }
        assertThat(taken).doesNotContain(false);
    }

    @ParameterizedTest
    @MethodSource("layouts")
    void positionsAndFragmentsBesideTheLayoutAreRefused(Layout layout) {
        int carriers = layout.carriers();
        for (int position : List.of(-1, carriers, Integer.MAX_VALUE)) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> layout.fragment(position, 0))
                    .withMessage("position must be 0 … %d, got %d", carriers - 1, position);
        }
        for (int index : List.of(-1, layout.fragmentsPerCarrier())) {
            assertThatIllegalArgumentException().isThrownBy(() -> layout.fragment(0, index));
        }
    }

    @ParameterizedTest
    @MethodSource("layouts")
    void fragmentsAreAKthOfTheBlockButNever1KiBOrLess(Layout layout) {
        int k = layout.dataFragments();
        assertThat(layout.fragmentLength(1)).isEqualTo(1024);
        assertThat(layout.fragmentLength(k * 1024 - 1)).isEqualTo(1024);
        assertThat(layout.fragmentLength(k * 1024)).isEqualTo(1024);
        if (k * 1024 < Layout.MAX_BLOCK_BYTES) {
            assertThat(layout.fragmentLength(k * 1024 + 1)).isEqualTo(1088);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "2, 33554432",
        "4, 16777216",
        "7, 9587008",
        "13, 5162240",
        "18, 3728320",
        "26, 2581120",
        "64, 1048576"
    })
    void theLongestBlockHasTheLongestFragments(int suppliers, int length) {
        assertThat(combination(suppliers).fragmentLength(64 * MIB)).isEqualTo(length);
    }

    @ParameterizedTest
    @MethodSource("layouts")
    void fragmentsHoldTheBlockInWholeVectorsWithLittlePadding(Layout layout) {
        long k = layout.dataFragments();
        for (int length : new int[] {1, 63, 4097, 65_536, 1_000_003, 4 * MIB, 64 * MIB - 1}) {
            long fragment = layout.fragmentLength(length);
            assertThat(fragment % Layout.FRAGMENT_ALIGNMENT).isZero();
            assertThat(k * fragment).isGreaterThanOrEqualTo(length);
            assertThat(fragment == 1024 || k * (fragment - 64) < length).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {Integer.MIN_VALUE, -1, 0, 64 * MIB + 1, Integer.MAX_VALUE})
    void blocksOfOtherLengthsAreRefused(int length) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> combination(4).fragmentLength(length))
                .withMessage("block length must be 1 … 67108864, got " + length);
    }

    @ParameterizedTest
    @CsvSource({
        "2, 0, 0",
        "2, 1, 1",
        "4, 1, 1",
        "4, 2, 1",
        "4, 3, 2",
        "4, 1000000000, 500000000",
        "7, 1000000000, 285714286",
        "13, 1000000000, 153846154",
        "64, 1000000000, 31250000",
        "2, 4611686018427387903, 4611686018427387903",
        "64, 4611686018427387903, 144115188075855872"
    })
    void aSupplierGrantsTwiceTheNeededSpaceOverC(int suppliers, long needed, long quota) {
        assertThat(combination(suppliers).supplierQuota(needed)).isEqualTo(quota);
    }

    @ParameterizedTest
    @ValueSource(longs = {-1, Long.MIN_VALUE, 1L << 62, Long.MAX_VALUE})
    void impossibleNeedsAreRefused(long needed) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> combination(4).supplierQuota(needed))
                .withMessageEndingWith("got " + needed);
    }

    @ParameterizedTest
    @MethodSource("layouts")
    void eightBytesGiveTheLayoutBack(Layout layout) {
        ByteBuffer buffer = ByteBuffer.allocate(Layout.BYTES);
        layout.writeTo(buffer);
        assertThat(buffer.hasRemaining()).isFalse();
        assertThat(Layout.readFrom(buffer.flip(), layout.group())).isEqualTo(layout);
    }

    @ParameterizedTest
    @CsvSource({
        "0000000400000003, combination of 4 at 3",
        "0100001a0000007f, xor of 26 at the last offset",
        "0001000000000000, whole group"
    })
    void bytesOfLayoutsAreRead(String hex) {
        Layout layout = read(hex);
        ByteBuffer buffer = ByteBuffer.allocate(Layout.BYTES);
        layout.writeTo(buffer);
        assertThat(HexFormat.of().formatHex(buffer.array())).isEqualTo(hex);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0200000400000000",
                "ff00000400000000",
                "0002000400000000",
                "00ff000400000000",
                "0000000000000000",
                "0000000500000000",
                "0000ffff00000000",
                "0000000400000080",
                "00000004ffffffff",
                "0101000000000000",
                "0001000100000000",
                "0001000000000001"
            })
    void bytesThatNoLayoutWritesAreRefused(String hex) {
        assertThatIllegalArgumentException().isThrownBy(() -> read(hex));
    }

    private static Layout read(String hex) {
        return Layout.readFrom(ByteBuffer.wrap(HexFormat.of().parseHex(hex)), GROUP);
    }

    @Test
    void cutBytesAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Layout.readFrom(ByteBuffer.allocate(7), GROUP))
                .withMessage("layout of 8 bytes is cut after 7");
    }
}
