package dev.stowage.verification.benchmarks.erasure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stowage.erasure.kernel.Kernel;
import java.util.EnumSet;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ProgrammeTest {

    private static final long KIB = BlockSize.KIB;
    private static final long MIB = BlockSize.MIB;

    @Test
    void blocksAreThoseWhoseFragmentsAreLongEnough() {
        Programme usual = programme(List.of(), false);
        assertThat(usual.blocks(4)).containsExactly(64 * KIB, MIB, 4 * MIB);
        assertThat(usual.blocks(64)).containsExactly(64 * KIB, MIB, 4 * MIB);
        assertThat(usual.blocks(1024)).containsExactly(MIB, 4 * MIB);
        assertThat(usual.blocks(4096)).containsExactly(4 * MIB, 64 * MIB);
        assertThat(usual.blocks(65_536)).containsExactly(64 * MIB);
        assertThat(programme(List.of(MIB), false).blocks(4096)).isEmpty();
    }

    @Test
    void aShortOneHasOneBlockForEachNumber() {
        Programme brief = programme(List.of(), true);
        assertThat(brief.blocks(4)).containsExactly(MIB);
        assertThat(brief.blocks(65_536)).containsExactly(64 * MIB);
    }

    @Test
    void slowKernelsAreSparedWhereTheyWouldTakeMostOfTheTime() {
        Kernel first = Kernel.preferred();
        List<Kernel> two = Stream.of(first, Kernel.PORTABLE).distinct().toList();
        Programme usual = programme(List.of(), false);
        assertThat(usual.kernels(encode(64, 4 * MIB)))
                .startsWith(first)
                .endsWith(Kernel.PORTABLE)
                .allMatch(kernel -> kernel.compareTo(first) <= 0)
                .hasSize(first.ordinal() + 1);
        assertThat(usual.kernels(encode(256, MIB))).isEqualTo(two);
        assertThat(usual.kernels(encode(256, 4 * MIB))).containsExactly(first);
        assertThat(usual.kernels(encode(1024, MIB))).containsExactly(first);
        Programme brief = programme(List.of(), true);
        assertThat(brief.kernels(encode(4, 4 * MIB))).isEqualTo(two);
        assertThat(brief.kernels(encode(65_536, 64 * MIB))).containsExactly(first);
    }

    @Test
    void fragmentsAreAsTheFormatHasThem() {
        assertThat(new Case(Operation.ENCODE, 7, MIB).fragmentLength()).isEqualTo(149_824);
        assertThat(new Case(Operation.ENCODE, 64, 64 * KIB).fragmentLength()).isEqualTo(1024);
        assertThat(new Case(Operation.ENCODE, 4, 100).fragmentLength()).isEqualTo(1024);
    }

    private static Case encode(int k, long block) {
        return new Case(Operation.ENCODE, k, block);
    }

    private static Programme programme(List<Long> blocks, boolean isShort) {
        return new Programme(Programme.ALL, blocks, EnumSet.allOf(Operation.class), 1, isShort);
    }
}
