package dev.stowage.erasure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What is promised of the maps in use, proved for every loss.
class XorMapTest {

    private static final Map<Integer, Integer> TOLERANCE =
            Map.of(2, 1, 4, 2, 7, 3, 13, 4, 18, 5, 26, 6, 64, 10);

    static Stream<XorCode> codes() {
        return TOLERANCE.keySet().stream().sorted().map(XorCode::of);
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 4, 7, 13, 18, 26})
    void noSetOfDataIsFatalWithAsFewLostPositionsAsPromised(int n) {
        assertThat(FatalLosses.smallest(XorCode.of(n).map())).isEqualTo(TOLERANCE.get(n) + 1);
    }

    @ParameterizedTest
    @MethodSource("codes")
    void everyLossOfAsManyPositionsAsPromisedIsSurvivedAndNotEveryOneOfMore(XorCode code) {
        int tolerance = TOLERANCE.getOrDefault(code.dataFragments(), 0);
        assertThat(code.tolerance()).isEqualTo(tolerance);
        assertThat(FatalLosses.areNoneUpTo(tolerance, code.map())).isTrue();
        assertThat(FatalLosses.areNoneUpTo(tolerance + 1, code.map())).isFalse();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void theProofByGrowingAgreesWithLookingAtEverySet(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 100; i++) {
            XorMap map = random(random);
            int smallest = FatalLosses.smallest(map);
            assertThat(FatalLosses.areNoneUpTo(smallest - 1, map)).as("%s", map).isTrue();
            assertThat(FatalLosses.areNoneUpTo(smallest, map)).as("%s", map).isFalse();
        }
    }

    private static XorMap random(Random random) {
        int period = 1 + random.nextInt(3);
        int positions = period * (2 + random.nextInt(12 / period));
        List<List<Integer>> differences = new ArrayList<>();
        for (int set = 0; set < period; set++) {
            int size = 1 + random.nextInt(Math.min(5, positions - 1));
            differences.add(
                    random.ints(1, positions).distinct().limit(size).sorted().boxed().toList());
        }
        return new XorMap(positions, differences);
    }

    @ParameterizedTest
    @MethodSource("codes")
    void aPositionIsRebuiltFromAsFewFragmentsAsPossible(XorCode code) {
        int n = code.dataFragments();
        int ways = n <= 7 ? n : 3;
        for (int i = 0; i < n; i++) {
            BitSet lost = indexes(i, n + i);
            BitSet others = new BitSet();
            others.set(0, 2 * n);
            others.andNot(lost);
            int like = i % code.map().period();
            int fewest =
                    i == like
                            ? RebuildCost.fewest(code.map(), i, ways, Math.min(ways, 2))
                            : RebuildCost.simple(code.map(), like);
            assertThat(code.sources(others, lost).cardinality()).isEqualTo(fewest);
        }
    }

    private static BitSet indexes(int... indexes) {
        BitSet set = new BitSet();
        IntStream.of(indexes).forEach(set::set);
        return set;
    }

    @ParameterizedTest
    @CsvSource({"2, 1", "4, 1", "7, 1", "13, 0.744", "18, 0.306", "26, 0.268", "64, 0.273"})
    void lossesOfHalfThePositionsAreSurvivedAsOftenAsWithTheMapsPublishedBefore(
            int n, double published) {
        XorMap map = XorCode.of(n).map();
        Survival survival =
                n <= 26 ? Survival.exact(map, n / 2) : Survival.sampled(map, n / 2, 1_000_000, 1);
        assertThat(survival.byElimination()).isGreaterThanOrEqualTo(published);
    }

    @ParameterizedTest
    @CsvSource({"2, 2", "4, 3.2", "7, 5", "13, 6.5", "18, 7.9", "26, 9.8", "64, 16.3"})
    void aPositionIsRebuiltFromNoMoreFragmentsThanWithTheMapsPublishedBefore(
            int n, double published) {
        assertThat(RebuildCost.average(XorCode.of(n).map())).isLessThanOrEqualTo(published);
    }

    @Test
    void whatIsNoMapIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new XorMap(65, List.of(List.of(1))))
                .withMessage("a map has 2 … 64 positions, not 65");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new XorMap(7, List.of(List.of(1), List.of(2))))
                .withMessage("2 sets do not repeat in 7 positions");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new XorMap(7, List.of(List.of(1, 7))))
                .withMessage("difference 7 is not among 1 … 6");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new XorMap(7, List.of(List.of(0, 1))))
                .withMessage("difference 0 is not among 1 … 6");
    }
}
