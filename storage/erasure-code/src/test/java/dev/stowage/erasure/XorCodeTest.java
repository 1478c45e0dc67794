package dev.stowage.erasure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.lang.foreign.MemorySegment;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class XorCodeTest extends ErasureCodeContract {

    private static final List<Integer> NUMBERS = List.of(2, 4, 7, 13, 18, 26, 64);
    private static final int SEEDS = 10;
    private static final int PATTERNS_A_SEED = 200;

    @Override
    Stream<ErasureCode> codes() {
        return NUMBERS.stream().map(ErasureCode::xor);
    }

    @ParameterizedTest
    @MethodSource("codes")
    void parityIsTheXorOfDataOfOtherPositions(ErasureCode code) {
        Stripe stripe = Stripe.encoded(code, 100, 1);
        int n = code.dataFragments();
        for (int i = 0; i < n; i++) {
            byte[] sum = new byte[100];
            for (int s = 0; s < n; s++) {
                if ((map(n).summands(i) >> s & 1) != 0) {
                    assertThat(s).isNotEqualTo(i);
                    for (int p = 0; p < sum.length; p++) {
                        sum[p] ^= stripe.bytes(s)[p];
                    }
                }
            }
            assertThat(stripe.bytes(n + i)).isEqualTo(sum);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 4, 7, 13, 18})
    void everyLossOfAsManyPositionsAsPromisedIsSurvived(int n) {
        XorCode code = XorCode.of(n);
        Stripe stripe = Stripe.encoded(code, 9, n);
        for (long loss = 1; loss < 1L << n; loss++) {
            if (Long.bitCount(loss) <= code.tolerance()) {
                BitSet lost = fragments(n, loss);
                assertReconstructs(code, stripe, without(code, lost), lost);
            }
        }
    }

    @ParameterizedTest(name = "N = {0}, seed {1}")
    @MethodSource("seeds")
    void lossesOfAsManyPositionsAsPromisedAreSurvived(int n, long seed) {
        Random random = new Random(seed);
        XorCode code = XorCode.of(n);
        Stripe stripe = Stripe.encoded(code, 1 + random.nextInt(20), seed);
        for (int i = 0; i < PATTERNS_A_SEED; i++) {
            BitSet lost = fragments(n, Survival.loss(code.map(), code.tolerance(), random));
            assertReconstructs(code, stripe, without(code, lost), lost);
        }
    }

    @ParameterizedTest(name = "N = {0}, seed {1}")
    @MethodSource("seeds")
    void halfOfThePositionsAreRebuiltWheneverTheOthersDetermineThem(int n, long seed) {
        Random random = new Random(seed);
        XorCode code = XorCode.of(n);
        Stripe stripe = Stripe.encoded(code, 1 + random.nextInt(20), seed);
        for (int i = 0; i < PATTERNS_A_SEED; i++) {
            long loss = Survival.loss(code.map(), n / 2, random);
            BitSet lost = fragments(n, loss);
            BitSet present = without(code, lost);
            boolean survived = assertRightOrRefused(code, stripe, present, lost);
            assertThat(survived).isEqualTo(Survival.solves(code.map(), loss));
        }
    }

    @ParameterizedTest(name = "N = {0}, seed {1}")
    @MethodSource("seeds")
    void singleFragmentsAreReconstructedWheneverTheOthersDetermineThem(int n, long seed) {
        Random random = new Random(seed);
        XorCode code = XorCode.of(n);
        Stripe stripe = Stripe.encoded(code, 1 + random.nextInt(20), seed);
        int survived = 0;
        for (int i = 0; i < PATTERNS_A_SEED; i++) {
            BitSet present = choose(n / 2 + random.nextInt(n), 2 * n, random);
            BitSet wanted = choose(1 + random.nextInt(3), 2 * n, random);
            survived += assertRightOrRefused(code, stripe, present, wanted) ? 1 : 0;
        }
        assertThat(survived).isBetween(1, PATTERNS_A_SEED - 1);
    }

    static Stream<Arguments> seeds() {
        return NUMBERS.stream()
                .filter(n -> n > 4)
                .flatMap(
                        n ->
                                IntStream.range(0, SEEDS)
                                        .mapToObj(i -> Arguments.of(n, 1000L * n + i)));
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 4})
    void anyFragmentsGiveBackWhateverTheyDetermine(int n) {
        XorCode code = XorCode.of(n);
        Stripe stripe = Stripe.encoded(code, 5, n);
        for (long pattern = 0; pattern < 1L << 2 * n; pattern++) {
            BitSet present = BitSet.valueOf(new long[] {pattern});
            assertRightOrRefused(code, stripe, present, without(code, present));
            for (int i = 0; i < 2 * n; i++) {
                assertRightOrRefused(code, stripe, present, indexes(i));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("codes")
    void anOddLengthIsRebuiltToItsLastByte(ErasureCode code) {
        for (int length : new int[] {1, 7, 63, 64, 65, 4096 + 5}) {
            Stripe stripe = Stripe.encoded(code, length, length);
            long loss = (1L << XorCode.of(code.dataFragments()).tolerance()) - 1;
            BitSet lost = fragments(code.dataFragments(), loss);
            assertReconstructs(code, stripe, without(code, lost), lost);
        }
    }

    @Test
    void whatIsNotDeterminedIsNamedInTheMessage() {
        ErasureCode code = ErasureCode.xor(4);
        MemorySegment[] fragments = Stripe.blank(8, 10).fragments();
        assertThatExceptionOfType(TooFewFragmentsException.class)
                .isThrownBy(() -> code.reconstruct(fragments, indexes(0, 1, 5), indexes(2, 3, 4)))
                .withMessage("3 of 8 fragments do not determine 2, 3, 4; present: 0, 1, 5")
                .satisfies(tooFew -> assertThat(tooFew.needed()).isEqualTo(6))
                .satisfies(tooFew -> assertThat(tooFew.fragments()).isEqualTo(8))
                .satisfies(tooFew -> assertThat(tooFew.present()).isEqualTo(3));
        assertThatExceptionOfType(TooFewFragmentsException.class)
                .isThrownBy(() -> code.sources(indexes(), indexes(1)))
                .withMessage("0 of 8 fragments do not determine 1; present: none");
    }

    @Test
    void existsForTheNumbersOfTheDesignOnly() {
        for (int k = -1; k < 300; k++) {
            int number = k;
            if (NUMBERS.contains(k)) {
                assertThat(ErasureCode.xor(k).dataFragments()).isEqualTo(k);
                assertThat(ErasureCode.xor(k)).isSameAs(ErasureCode.xor(k));
            } else {
                assertThatIllegalArgumentException()
                        .isThrownBy(() -> ErasureCode.xor(number))
                        .withMessage(
                                "no code xor for %d data fragments, only for %s", number, NUMBERS);
            }
        }
    }

    /// Reconstructs, and does so if and only if the present fragments determine the wanted ones;
    /// then the named sources alone suffice.
    private static boolean assertRightOrRefused(
            XorCode code, Stripe stripe, BitSet present, BitSet wanted) {
        BitSet missing = (BitSet) wanted.clone();
        missing.andNot(present);
        if (isDetermined(code, present, missing)) {
            assertReconstructs(code, stripe, present, wanted);
            assertReconstructs(code, stripe, code.sources(present, wanted), missing);
            return true;
        }
        Stripe blank = Stripe.blank(code.fragments(), 3);
        assertThatExceptionOfType(TooFewFragmentsException.class)
                .as("present %s, wanted %s", present, wanted)
                .isThrownBy(() -> code.reconstruct(blank.fragments(), present, wanted))
                .withMessageContaining("do not determine");
        assertThat(IntStream.range(0, code.fragments()).allMatch(blank::isBlank)).isTrue();
        return false;
    }

    /// Whether knowing the missing fragments as well would tell nothing new: the rank stays.
    private static boolean isDetermined(XorCode code, BitSet present, BitSet missing) {
        BitSet both = (BitSet) present.clone();
        both.or(missing);
        return rank(code, present) == rank(code, both);
    }

    /// Returns the rank of the fragments as sums of data.
    private static int rank(XorCode code, BitSet fragments) {
        long[] byLowestBit = new long[Long.SIZE];
        int n = code.dataFragments();
        for (int i : fragments.stream().toArray()) {
            long row = i < n ? 1L << i : code.map().summands(i - n);
            while (row != 0 && byLowestBit[Long.numberOfTrailingZeros(row)] != 0) {
                row ^= byLowestBit[Long.numberOfTrailingZeros(row)];
            }
            if (row != 0) {
                byLowestBit[Long.numberOfTrailingZeros(row)] = row;
            }
        }
        return (int) LongStream.of(byLowestBit).filter(row -> row != 0).count();
    }

    private static XorMap map(int positions) {
        return XorCode.of(positions).map();
    }

    /// Returns data and parity of the lost positions.
    private static BitSet fragments(int n, long positions) {
        BitSet fragments = BitSet.valueOf(new long[] {positions});
        for (int i = 0; i < n; i++) {
            fragments.set(n + i, fragments.get(i));
        }
        return fragments;
    }

    private static BitSet choose(int count, int of, Random random) {
        BitSet chosen = new BitSet(of);
        while (chosen.cardinality() < count) {
            chosen.set(random.nextInt(of));
        }
        return chosen;
    }
}
