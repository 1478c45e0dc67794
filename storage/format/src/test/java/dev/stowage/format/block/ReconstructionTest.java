package dev.stowage.format.block;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.stowage.erasure.TooFewFragmentsException;
import dev.stowage.format.layout.Layout;
import dev.stowage.format.record.FragmentRecord;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.util.BitSet;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The whole way of a block's bytes: coded, signed, cut into records, written, read, proved, and
/// made whole from some of the fragments.
class ReconstructionTest {

    static Stream<Arguments> layoutsAndSeeds() {
        return SampleBlocks.codedLayouts()
                .flatMap(layout -> Stream.of(1L, 2L, 3L).map(seed -> Arguments.of(layout, seed)));
    }

    /// Lengths around the places where fragments grow.
    private static int[] lengths(Layout layout) {
        int k = layout.dataFragments();
        return new int[] {1, k * 1_024 - 1, k * 1_024, k * 1_024 + 1, k * 1_100 + 7};
    }

    @ParameterizedTest(name = "{0}, seed {1}")
    @MethodSource("layoutsAndSeeds")
    void anyKFragmentsGiveTheBlockBack(Layout layout, long seed) {
        Random random = new Random(seed);
        for (int length : lengths(layout)) {
            SignedBlock block = SampleBlocks.batch(layout, length, 2).get(1);
            BitSet chosen = new BitSet();
            while (chosen.cardinality() < layout.dataFragments()) {
                chosen.set(random.nextInt(2 * layout.dataFragments()));
            }
            assertThat(reconstruct(block, chosen))
                    .as("length %d from %s", length, chosen)
                    .isEqualTo(SampleBlocks.content(length, 1));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 4})
    void everyHalfOfASmallCombinationGivesTheBlockBack(int suppliers) {
        Layout layout = SampleBlocks.combination(suppliers);
        SignedBlock block = SampleBlocks.batch(layout, 5_000, 2).get(1);
        for (long bits = 0; bits < 1 << 2 * suppliers; bits++) {
            if (Long.bitCount(bits) == suppliers) {
                assertThat(reconstruct(block, BitSet.valueOf(new long[] {bits})))
                        .isEqualTo(SampleBlocks.content(5_000, 1));
            }
        }
    }

    @Test
    void oneFragmentLessDoesNot() {
        SignedBlock block = SampleBlocks.batch(SampleBlocks.combination(4), 5_000, 2).get(1);
        assertThatExceptionOfType(TooFewFragmentsException.class)
                .isThrownBy(() -> reconstruct(block, BitSet.valueOf(new long[] {0b1011_0000})))
                .withMessage("need 4 of 8 fragments, got 3: 4, 5, 7");
    }

    /// The block's bytes from the chosen fragments, each taken out of its carrier's record.
    private static byte[] reconstruct(SignedBlock block, BitSet chosen) {
        Layout layout = block.block().layout();
        int length = block.block().blockLength();
        int fragmentLength = layout.fragmentLength(length);
        byte[] data = new byte[layout.dataFragments() * fragmentLength];
        MemorySegment[] fragments = new MemorySegment[2 * layout.dataFragments()];
        for (int i = 0; i < layout.dataFragments(); i++) {
            fragments[i] =
                    MemorySegment.ofArray(data).asSlice((long) i * fragmentLength, fragmentLength);
        }
        for (int position = 0; position < layout.carriers(); position++) {
            FragmentRecord record = sent(block, position, chosen);
            for (int index = 0; index < layout.fragmentsPerCarrier(); index++) {
                int fragment = layout.fragment(position, index);
                record.fragment(index).ifPresent(bytes -> put(fragments, fragment, bytes));
            }
        }
        BitSet wanted = new BitSet();
        wanted.set(0, layout.dataFragments());
        BlockBuffer.code(layout).reconstruct(fragments, chosen, wanted);
        return MemorySegment.ofArray(data).asSlice(0, length).toArray(ValueLayout.JAVA_BYTE);
    }

    private static void put(MemorySegment[] fragments, int fragment, ByteBuffer bytes) {
        if (fragments[fragment] == null) {
            fragments[fragment] = MemorySegment.ofBuffer(bytes);
        } else {
            fragments[fragment].copyFrom(MemorySegment.ofBuffer(bytes));
        }
    }

    /// The record of a position with those of its fragments that were chosen, written, read and
    /// proved.
    private static FragmentRecord sent(SignedBlock block, int position, BitSet chosen) {
        Layout layout = block.block().layout();
        int wanted = 0;
        for (int index = 0; index < layout.fragmentsPerCarrier(); index++) {
            wanted |= chosen.get(layout.fragment(position, index)) ? 1 << index : 0;
        }
        FragmentRecord record = block.record(position, 1).keeping(wanted);
        ByteBuffer bytes = ByteBuffer.allocate(record.length());
        record.toBuffers().forEach(bytes::put);
        FragmentRecord read = FragmentRecord.readFrom(bytes.flip());
        assertThat(read.flaw(SampleBlocks.OWNER.verifyingKey())).isEmpty();
        assertThat(block.block().reference().matches(read.header())).isTrue();
        return read;
    }
}
