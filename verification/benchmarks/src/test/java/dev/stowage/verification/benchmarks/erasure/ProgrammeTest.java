package dev.stowage.verification.benchmarks.erasure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.List;
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
    void fragmentsAreAsTheFormatHasThem() {
        assertThat(new Case(Operation.ENCODE, 7, MIB).fragmentLength()).isEqualTo(149_824);
        assertThat(new Case(Operation.ENCODE, 64, 64 * KIB).fragmentLength()).isEqualTo(1024);
        assertThat(new Case(Operation.ENCODE, 4, 100).fragmentLength()).isEqualTo(1024);
    }

    private static Programme programme(List<Long> blocks, boolean isShort) {
        return new Programme(Programme.ALL, blocks, EnumSet.allOf(Operation.class), 1, isShort);
    }
}
