package dev.stowage.erasure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.stowage.erasure.field.SchoolArithmetic;
import dev.stowage.erasure.kernel.Kernel;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import java.util.function.BiPredicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ReedSolomonTest extends ErasureCodeContract {

    private static final List<Integer> NUMBERS = List.of(2, 4, 7, 13, 16, 18, 26, 64);
    private static final int SEEDS = 20;
    private static final int PATTERNS_A_SEED = 100;

    /// All of them by the kernels that matter here, and one by each of the others: what these
    /// differ in is how they compute, which has tests of its own.
    @Override
    Stream<ErasureCode> codes() {
        return codes(
                (k, kernel) -> k == 7 || kernel == Kernel.PORTABLE || kernel == Kernel.preferred());
    }

    static Stream<ErasureCode> codesByAllKernels() {
        return codes((k, kernel) -> true);
    }

    private static Stream<ErasureCode> codes(BiPredicate<Integer, Kernel> chosen) {
        return NUMBERS.stream()
                .flatMap(
                        k ->
                                Kernel.available().stream()
                                        .filter(kernel -> chosen.test(k, kernel))
                                        .map(kernel -> ErasureCode.reedSolomon(k, kernel)));
    }

    @ParameterizedTest
    @MethodSource("codesByAllKernels")
    void parityIsTheValueOfThePolynomialThroughDataAndPadding(ErasureCode code) {
        int k = code.dataFragments();
        int m = padded(k);
        int[] points = IntStream.range(0, m).map(SchoolArithmetic::point).toArray();
        int[][] generator = generator(code);
        for (int i = 0; i < k; i++) {
            int[] values = new int[m];
            values[i] = 1;
            for (int j = 0; j < k; j++) {
                int x = SchoolArithmetic.point(m + j);
                assertThat(generator[j][i])
                        .as("row %d, column %d", j, i)
                        .isEqualTo(SchoolArithmetic.interpolate(points, values, x));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("codesByAllKernels")
    void theGeneratorIsTheCauchyMatrixOfTheFormat(ErasureCode code) {
        int m = padded(code.dataFragments());
        int[][] generator = generator(code);
        for (int j = 0; j < generator.length; j++) {
            for (int i = 0; i < generator.length; i++) {
                int point = SchoolArithmetic.point(m + (i ^ j));
                assertThat(generator[j][i])
                        .as("row %d, column %d", j, i)
                        .isEqualTo(SchoolArithmetic.inverse(point));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("codesByAllKernels")
    void parityIsWhatTheAdditiveTransformComputes(ErasureCode code) {
        int k = code.dataFragments();
        int m = padded(k);
        Stripe stripe = Stripe.encoded(code, 50, k);
        for (int position = 0; position < 50; position++) {
            int[] data = new int[m];
            for (int i = 0; i < k; i++) {
                data[i] = stripe.bytes(i)[position] & 0xFF;
            }
            int[] parity = AdditiveTransform.evaluate(AdditiveTransform.interpolate(data, 0), m);
            for (int j = 0; j < k; j++) {
                assertThat(stripe.bytes(k + j)[position] & 0xFF).isEqualTo(parity[j]);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("smallestCodesByAllKernels")
    void anyHalfOfTheFragmentsGivesBackAnyOther(ErasureCode code) {
        int k = code.dataFragments();
        Stripe stripe = Stripe.encoded(code, 33, k);
        for (long pattern = 0; pattern < 1L << 2 * k; pattern++) {
            BitSet present = BitSet.valueOf(new long[] {pattern});
            if (present.cardinality() >= k) {
                BitSet missing = without(code, present);
                assertReconstructs(code, stripe, present, missing);
                missing.stream()
                        .forEach(i -> assertReconstructs(code, stripe, present, indexes(i)));
            }
        }
    }

    static Stream<ErasureCode> smallestCodesByAllKernels() {
        return codes((k, kernel) -> k <= 4);
    }

    @ParameterizedTest
    @MethodSource("codesOfSevenByAllKernels")
    void everyHalfOfSevenGivesBackTheOthers(ErasureCode code) {
        Stripe stripe = Stripe.encoded(code, 65, 7);
        int patterns = 0;
        for (long pattern = 0; pattern < 1L << 14; pattern++) {
            if (Long.bitCount(pattern) == 7) {
                BitSet present = BitSet.valueOf(new long[] {pattern});
                assertReconstructs(code, stripe, present, without(code, present));
                patterns++;
            }
        }
        assertThat(patterns).isEqualTo(3432); // 14 over 7
    }

    static Stream<ErasureCode> codesOfSevenByAllKernels() {
        return codes((k, kernel) -> k == 7);
    }

    @ParameterizedTest(name = "K = {0}, seed {1}")
    @MethodSource("seeds")
    void randomHalvesOfTheFragmentsGiveBackTheOthers(int k, long seed) {
        Random random = new Random(seed);
        ErasureCode code = byOneOfTwoKernels(k, seed);
        Stripe stripe = Stripe.encoded(code, 1 + random.nextInt(20), seed);
        for (int i = 0; i < PATTERNS_A_SEED; i++) {
            BitSet present = choose(k, 2 * k, random);
            assertReconstructs(code, stripe, present, without(code, present));
        }
    }

    @ParameterizedTest
    @MethodSource("codesByAllKernels")
    void everyKernelGivesBackHalfOfTheFragments(ErasureCode code) {
        int k = code.dataFragments();
        Random random = new Random(k);
        Stripe stripe = Stripe.encoded(code, 330, k);
        for (int i = 0; i < 3; i++) {
            BitSet present = choose(k, 2 * k, random);
            assertReconstructs(code, stripe, present, without(code, present));
        }
    }

    @ParameterizedTest(name = "K = {0}, seed {1}")
    @MethodSource("seeds")
    void moreThanHalfOfTheFragmentsServeAsWell(int k, long seed) {
        Random random = new Random(seed);
        ErasureCode code = byOneOfTwoKernels(k, seed);
        Stripe stripe = Stripe.encoded(code, 1 + random.nextInt(20), seed);
        for (int i = 0; i < PATTERNS_A_SEED / 10; i++) {
            BitSet present = choose(k + random.nextInt(k), 2 * k, random);
            BitSet wanted = choose(random.nextInt(2 * k), 2 * k, random);
            assertReconstructs(code, stripe, present, wanted);
        }
    }

    private static ErasureCode byOneOfTwoKernels(int k, long seed) {
        return ErasureCode.reedSolomon(k, seed % 2 == 0 ? Kernel.PORTABLE : Kernel.preferred());
    }

    static Stream<Arguments> seeds() {
        return NUMBERS.stream()
                .filter(k -> k > 4)
                .flatMap(
                        k ->
                                IntStream.range(0, SEEDS)
                                        .mapToObj(i -> Arguments.of(k, 1000L * k + i)));
    }

    @ParameterizedTest
    @MethodSource("codes")
    void oneFragmentLessThanHalfIsTooFew(ErasureCode code) {
        int k = code.dataFragments();
        Stripe stripe = Stripe.blank(2 * k, 10);
        BitSet present = choose(k - 1, 2 * k, new Random(k));
        BitSet wanted = without(code, present);
        assertThatExceptionOfType(TooFewFragmentsException.class)
                .isThrownBy(() -> code.reconstruct(stripe.fragments(), present, wanted))
                .satisfies(tooFew -> assertThat(tooFew.needed()).isEqualTo(k))
                .satisfies(tooFew -> assertThat(tooFew.fragments()).isEqualTo(2 * k))
                .satisfies(tooFew -> assertThat(tooFew.present()).isEqualTo(k - 1));
        assertThat(IntStream.range(0, 2 * k).allMatch(stripe::isBlank)).isTrue();
    }

    @Test
    void readsDataRatherThanParity() {
        ErasureCode code = ErasureCode.reedSolomon(4);
        assertThat(code.sources(indexes(1, 2, 4, 5, 6), indexes(0))).isEqualTo(indexes(1, 2, 4, 5));
        assertThatExceptionOfType(TooFewFragmentsException.class)
                .isThrownBy(() -> code.sources(indexes(1, 2, 5), indexes(0)))
                .withMessage("need 4 of 8 fragments, got 3: 1, 2, 5");
    }

    @Test
    void tooFewFragmentsAreNamedInTheMessage() {
        ErasureCode code = ErasureCode.reedSolomon(4);
        MemorySegment[] fragments = Stripe.blank(8, 10).fragments();
        assertThatExceptionOfType(TooFewFragmentsException.class)
                .isThrownBy(() -> code.reconstruct(fragments, indexes(0, 2, 7), indexes(1)))
                .withMessage("need 4 of 8 fragments, got 3: 0, 2, 7");
        assertThatExceptionOfType(TooFewFragmentsException.class)
                .isThrownBy(() -> code.reconstruct(fragments, indexes(), indexes(1)))
                .withMessage("need 4 of 8 fragments, got 0: none");
    }

    @Test
    void aLongMessageNamesTheFirstFragmentsOnly() {
        BitSet present = new BitSet();
        present.set(0, 60_000);
        assertThat(new TooFewFragmentsException(65_536, 131_072, present))
                .hasMessageStartingWith("need 65536 of 131072 fragments, got 60000: 0, 1, 2, ")
                .hasMessageEndingWith(", 30, 31, …");
    }

    @Test
    void existsForTheNumbersOfTheDesignOnly() {
        List<Integer> all = new ArrayList<>(NUMBERS);
        all.addAll(List.of(256, 1024, 4096, 16384, 65536));
        IntStream candidates =
                IntStream.concat(
                        IntStream.range(-1, 300),
                        all.stream().flatMapToInt(each -> IntStream.of(each - 1, each, each + 1)));
        for (int k : candidates.toArray()) {
            int number = k;
            if (all.contains(k)) {
                assertThat(ErasureCode.reedSolomon(k).dataFragments()).isEqualTo(k);
                assertThat(ErasureCode.reedSolomon(k).fragments()).isEqualTo(2 * k);
                assertThat(ErasureCode.reedSolomon(k)).isSameAs(ErasureCode.reedSolomon(k));
            } else {
                assertThatIllegalArgumentException()
                        .isThrownBy(() -> ErasureCode.reedSolomon(number))
                        .withMessage("no code rs for %d data fragments, only for %s", number, all);
            }
        }
    }

    /// Encodes the unit vectors: entry [j][i] is what data fragment i adds to parity fragment j.
    private static int[][] generator(ErasureCode code) {
        int k = code.dataFragments();
        Stripe stripe = Stripe.blank(2 * k, k);
        for (int i = 0; i < k; i++) {
            byte[] unit = new byte[k];
            unit[i] = 1;
            stripe.set(i, unit);
        }
        code.encode(stripe.fragments());
        int[][] generator = new int[k][k];
        for (int j = 0; j < k; j++) {
            for (int i = 0; i < k; i++) {
                generator[j][i] = stripe.bytes(k + j)[i] & 0xFF;
            }
        }
        return generator;
    }

    private static int padded(int k) {
        int m = 1;
        while (m < k) {
            m *= 2;
        }
        return m;
    }

    private static BitSet choose(int count, int of, Random random) {
        BitSet chosen = new BitSet(of);
        while (chosen.cardinality() < count) {
            chosen.set(random.nextInt(of));
        }
        return chosen;
    }
}
