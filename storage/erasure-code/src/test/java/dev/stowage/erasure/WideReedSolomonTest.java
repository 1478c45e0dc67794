package dev.stowage.erasure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.stowage.erasure.field.CantorPoints;
import dev.stowage.erasure.field.TowerField;
import dev.stowage.erasure.kernel.Kernel;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class WideReedSolomonTest {

    private static final int[] NUMBERS = {256, 1024, 4096, 16384, 65536};

    /// Of all losses of a code together: 128 losses of the narrowest one, one of the widest.
    private static final int FRAGMENTS = 1 << 16;

    static Stream<ErasureCode> codes() {
        return codes(NUMBERS);
    }

    static Stream<ErasureCode> fastCodes() {
        return codes(256, 1024, 4096);
    }

    private static Stream<ErasureCode> codes(int... numbers) {
        return Arrays.stream(numbers)
                .boxed()
                .flatMap(
                        k ->
                                Stream.of(Kernel.PORTABLE, Kernel.preferred())
                                        .distinct()
                                        .map(kernel -> ErasureCode.reedSolomon(k, kernel)));
    }

    @ParameterizedTest
    @MethodSource("codes")
    void parityIsTheSumOfDataDividedByPoints(ErasureCode code) {
        Random random = new Random(1);
        int k = code.dataFragments();
        byte[][] fragments = encoded(code, code.symbolBytes(), 1);
        for (int j : IntStream.concat(IntStream.of(0, k - 1), random.ints(6, 0, k)).toArray()) {
            int sum = 0;
            for (int i = 0; i < k; i++) {
                int factor = inverse(CantorPoints.point(k + (i ^ j)));
                sum ^= TowerField.multiply32(symbol(fragments[i]), factor);
            }
            assertThat(symbol(fragments[k + j])).as("parity %d", j).isEqualTo(sum);
        }
    }

    /// The more seeds, the fewer fragments.
    @ParameterizedTest
    @MethodSource("codes")
    void halfOfAllFragmentsGiveBackTheOthers(ErasureCode code) {
        byte[][] fragments = encoded(code, 68, 3);
        for (long seed = 0; seed < Math.max(1, FRAGMENTS / code.fragments()); seed++) {
            BitSet lost = half(code.fragments(), new Random(seed));
            assertReconstructs(code, fragments, lost, lost);
        }
    }

    @ParameterizedTest
    @MethodSource("codes")
    void halfOfAllFragmentsOfOneSymbolGiveBackTheOthers(ErasureCode code) {
        byte[][] fragments = encoded(code, code.symbolBytes(), 4);
        BitSet lost = half(code.fragments(), new Random(4));
        assertReconstructs(code, fragments, lost, lost);
    }

    @ParameterizedTest
    @MethodSource("fastCodes")
    void fragmentsOfEveryLengthComeBack(ErasureCode code) {
        Random random = new Random(3);
        for (int length : new int[] {4, 8, 124, 128, 132, 1024, 2060, 4096}) {
            byte[][] fragments = encoded(code, length, length);
            BitSet lost = half(code.fragments(), random);
            assertReconstructs(code, fragments, lost, lost);
        }
    }

    @ParameterizedTest
    @MethodSource("fastCodes")
    void onlyWhatIsWantedIsWritten(ErasureCode code) {
        Random random = new Random(4);
        int k = code.dataFragments();
        byte[][] fragments = encoded(code, 64, 5);
        BitSet lost = half(code.fragments(), random);
        BitSet data = (BitSet) lost.clone();
        data.clear(k, 2 * k);
        BitSet parity = (BitSet) lost.clone();
        parity.clear(0, k);
        BitSet one = new BitSet();
        one.set(lost.nextSetBit(k / 2));
        for (BitSet wanted : new BitSet[] {data, parity, one, new BitSet()}) {
            assertReconstructs(code, fragments, lost, wanted);
        }
    }

    /// What is wanted decides which halves are transformed, and how much of them.
    @ParameterizedTest
    @MethodSource("fastCodes")
    void theFirstAndTheLastOfDataAndOfParityComeBackAlone(ErasureCode code) {
        int k = code.dataFragments();
        byte[][] fragments = encoded(code, 64, 7);
        for (int i : new int[] {0, k - 1, k, 2 * k - 1}) {
            BitSet wanted = new BitSet();
            wanted.set(i);
            BitSet lost = half(code.fragments(), new Random(i));
            if (!lost.get(i)) {
                lost.clear(lost.nextSetBit(0));
                lost.set(i);
            }
            assertReconstructs(code, fragments, lost, wanted);
        }
    }

    @ParameterizedTest
    @MethodSource("fastCodes")
    void nativeMemoryGivesTheSameBytes(ErasureCode code) {
        byte[][] fragments = encoded(code, 1100, 6);
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment[] copies = new MemorySegment[code.fragments()];
            for (int i = 0; i < copies.length; i++) {
                copies[i] = arena.allocate(1100);
                if (i < code.dataFragments()) {
                    copies[i].copyFrom(MemorySegment.ofArray(fragments[i]));
                }
            }
            code.encode(copies);
            for (int i = 0; i < copies.length; i++) {
                assertThat(copies[i].toArray(ValueLayout.JAVA_BYTE))
                        .as("fragment %d", i)
                        .isEqualTo(fragments[i]);
            }
        }
    }

    @Test
    void tooFewFragmentsAreAFaultWithNumbers() {
        ErasureCode code = ErasureCode.reedSolomon(256);
        BitSet present = new BitSet();
        present.set(1, 256);
        BitSet wanted = new BitSet();
        wanted.set(0);
        assertThatExceptionOfType(TooFewFragmentsException.class)
                .isThrownBy(() -> code.reconstruct(segments(new byte[512][64]), present, wanted))
                .withMessageContaining("need 256 of 512 fragments, got 255");
    }

    @Test
    void halfASymbolIsRefused() {
        ErasureCode code = ErasureCode.reedSolomon(256);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> code.encode(segments(new byte[512][63])))
                .withMessage("fragments of 63 bytes are not whole symbols of 2");
    }

    private static byte[][] encoded(ErasureCode code, int length, long seed) {
        Random random = new Random(seed);
        byte[][] fragments = new byte[code.fragments()][length];
        for (int i = 0; i < code.dataFragments(); i++) {
            random.nextBytes(fragments[i]);
        }
        code.encode(segments(fragments));
        return fragments;
    }

    private static void assertReconstructs(
            ErasureCode code, byte[][] fragments, BitSet lost, BitSet wanted) {
        byte[][] damaged = new byte[fragments.length][];
        for (int i = 0; i < fragments.length; i++) {
            damaged[i] = lost.get(i) ? new byte[fragments[i].length] : fragments[i].clone();
        }
        BitSet present = (BitSet) lost.clone();
        present.flip(0, code.fragments());
        code.reconstruct(segments(damaged), present, wanted);
        for (int i = 0; i < fragments.length; i++) {
            boolean blank = lost.get(i) && !wanted.get(i);
            byte[] expected = blank ? new byte[fragments[i].length] : fragments[i];
            if (!Arrays.equals(damaged[i], expected)) {
                assertThat(damaged[i]).as("fragment %d of %s", i, code).isEqualTo(expected);
            }
        }
    }

    private static BitSet half(int fragments, Random random) {
        BitSet half = new BitSet();
        for (int open = fragments / 2; open > 0; ) {
            int fragment = random.nextInt(fragments);
            if (!half.get(fragment)) {
                half.set(fragment);
                open--;
            }
        }
        return half;
    }

    private static MemorySegment[] segments(byte[][] fragments) {
        return Arrays.stream(fragments).map(MemorySegment::ofArray).toArray(MemorySegment[]::new);
    }

    /// The symbol whose bytes are its planes, of one byte each.
    private static int symbol(byte[] planes) {
        int symbol = 0;
        for (int plane = 0; plane < planes.length; plane++) {
            symbol |= (planes[plane] & 0xFF) << Byte.SIZE * plane;
        }
        return symbol;
    }

    /// The power to 2^32 - 2.
    private static int inverse(int element) {
        int inverse = 1;
        int power = element;
        for (int bit = 1; bit < 32; bit++) {
            power = TowerField.multiply32(power, power);
            inverse = TowerField.multiply32(inverse, power);
        }
        return inverse;
    }
}
