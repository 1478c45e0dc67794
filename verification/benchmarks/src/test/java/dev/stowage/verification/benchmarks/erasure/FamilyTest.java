package dev.stowage.verification.benchmarks.erasure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stowage.erasure.ErasureCode;
import dev.stowage.erasure.TooFewFragmentsException;
import java.util.BitSet;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FamilyTest {

    @Test
    void combinationsHaveBothAndAllOthersOnlyReedSolomon() {
        assertThat(Programme.ALL).allMatch(Family.RS::has);
        assertThat(Programme.ALL.stream().filter(Family.XOR::has))
                .containsExactly(2, 4, 7, 13, 18, 26, 64);
        assertThat(Family.RS.has(5)).isFalse();
        assertThat(Family.XOR.has(5)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 4, 7, 13, 18})
    void xorSurvivesTheLossOfAsManyAsItSaysAndNotAlwaysOfOneMore(int k) {
        int tolerance = Family.XOR.tolerance(k);
        assertThat(losses(k, tolerance)).allMatch(loss -> isSurvived(k, loss));
        assertThat(losses(k, tolerance + 1)).anyMatch(loss -> !isSurvived(k, loss));
    }

    private static LongStream losses(int k, int count) {
        return LongStream.range(0, 1L << k).filter(loss -> Long.bitCount(loss) == count);
    }

    private static boolean isSurvived(int k, long suppliers) {
        BitSet lost = BitSet.valueOf(new long[] {suppliers | suppliers << k});
        BitSet available = new BitSet();
        available.set(0, 2 * k);
        available.andNot(lost);
        try {
            ErasureCode.xor(k).sources(available, lost);
            return true;
        } catch (TooFewFragmentsException fatal) {
            return false;
        }
    }
}
