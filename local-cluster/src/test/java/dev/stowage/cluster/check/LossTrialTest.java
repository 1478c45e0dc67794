package dev.stowage.cluster.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stowage.erasure.ErasureCode;
import dev.stowage.erasure.TooFewFragmentsException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A trial finds what a faulty code does.
class LossTrialTest {

    private static final int SEEDS = 100;
    private static final BiPredicate<BitSet, BitSet> ALWAYS = (_, _) -> true;

    @ParameterizedTest
    @ValueSource(ints = {2, 7, 64, 256})
    void aRightCodeHasNoFailures(int k) {
        ErasureCode code = ErasureCode.reedSolomon(k);
        assertThat(failures(code, code, ALWAYS)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {7, 13, 26})
    void aBinaryCodeGivesBackWhatIsDeterminedAndRefusesTheRest(int k) {
        ErasureCode code = ErasureCode.xor(k);
        assertThat(failures(code, code, new BinaryRank(code)::determines)).isEmpty();
        try (LossTrial trial = new LossTrial(code, code, new BinaryRank(code)::determines)) {
            for (int seed = 0; seed < SEEDS; seed++) {
                trial.run(seed);
            }
            assertThat(trial.refused()).isBetween(1, SEEDS - 1);
        }
    }

    @Test
    void aCodeThatEncodesDifferentlyIsFound() {
        assertThat(failures(new Faulty(Fault.ENCODES_ONE_BIT_WRONG)))
                .hasSize(SEEDS)
                .allMatch(
                        failure ->
                                failure.startsWith(
                                        "fragments are encoded in two ways: byte 0 of fragment 7"));
    }

    @Test
    void aCodeThatReconstructsOneBitWrongIsFound() {
        assertThat(failures(new Faulty(Fault.RECONSTRUCTS_ONE_BIT_WRONG)))
                .hasSizeGreaterThan(SEEDS * 9 / 10)
                .allMatch(failure -> failure.matches("byte 0 of fragment \\d+ is wrong, with .*"));
    }

    @Test
    void aCodeThatLeavesOutWhatIsWantedIsFound() {
        assertThat(failures(new Faulty(Fault.LEAVES_OUT_THE_LAST)))
                .hasSizeGreaterThan(SEEDS * 9 / 10);
    }

    @Test
    void aCodeThatWritesWhatIsNotWantedIsFound() {
        assertThat(failures(new Faulty(Fault.WRITES_ALL))).hasSizeGreaterThan(SEEDS / 10);
    }

    @Test
    void aCodeThatRefusesWithoutNeedIsFound() {
        assertThat(failures(new Faulty(Fault.REFUSES)))
                .hasSize(SEEDS)
                .allMatch(failure -> failure.startsWith("refused: need 7 of 14 fragments, got 6"));
    }

    @Test
    void aCodeThatDoesNotRefuseIsFound() {
        ErasureCode code = ErasureCode.reedSolomon(7);
        assertThat(failures(code, code, (_, _) -> false)).hasSize(SEEDS);
    }

    private static List<String> failures(ErasureCode code) {
        return failures(code, ErasureCode.reedSolomon(7), ALWAYS);
    }

    private static List<String> failures(
            ErasureCode code, ErasureCode second, BiPredicate<BitSet, BitSet> determines) {
        List<String> failures = new ArrayList<>();
        try (LossTrial trial = new LossTrial(code, second, determines)) {
            for (int seed = 0; seed < SEEDS; seed++) {
                String failure = trial.run(seed);
                if (failure != null) {
                    failures.add(failure);
                }
            }
        }
        return failures;
    }

    private enum Fault {
        ENCODES_ONE_BIT_WRONG,
        RECONSTRUCTS_ONE_BIT_WRONG,
        LEAVES_OUT_THE_LAST,
        WRITES_ALL,
        REFUSES
    }

    private record Faulty(Fault fault) implements ErasureCode {

        private static final ErasureCode RIGHT = ErasureCode.reedSolomon(7);

        @Override
        public int dataFragments() {
            return RIGHT.dataFragments();
        }

        @Override
        public void encode(MemorySegment[] fragments) {
            RIGHT.encode(fragments);
            if (fault == Fault.ENCODES_ONE_BIT_WRONG) {
                flipOneBit(fragments[7]);
            }
        }

        @Override
        public void reconstruct(
                @Nullable MemorySegment[] fragments, BitSet present, BitSet wanted) {
            BitSet written = (BitSet) wanted.clone();
            switch (fault) {
                case REFUSES -> throw new TooFewFragmentsException(7, 14, sixOf(present));
                case LEAVES_OUT_THE_LAST -> written.clear(Math.max(0, wanted.length() - 1));
                case WRITES_ALL -> written.set(0, 14);
                default -> {}
            }
            RIGHT.reconstruct(fragments, present, written);
            MemorySegment first = fragments[Math.max(0, wanted.nextSetBit(0))];
            if (fault == Fault.RECONSTRUCTS_ONE_BIT_WRONG && !wanted.isEmpty() && first != null) {
                flipOneBit(first);
            }
        }

        private static BitSet sixOf(BitSet present) {
            BitSet six = new BitSet();
            present.stream().limit(6).forEach(six::set);
            return six;
        }

        private static void flipOneBit(MemorySegment fragment) {
            fragment.set(
                    ValueLayout.JAVA_BYTE, 0, (byte) (fragment.get(ValueLayout.JAVA_BYTE, 0) ^ 1));
        }

        @Override
        public BitSet sources(BitSet available, BitSet wanted) {
            return RIGHT.sources(available, wanted);
        }
    }
}
