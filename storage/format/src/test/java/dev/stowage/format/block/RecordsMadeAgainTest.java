package dev.stowage.format.block;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.stowage.erasure.TooFewFragmentsException;
import dev.stowage.format.address.CarrierGroup;
import dev.stowage.format.layout.Code;
import dev.stowage.format.layout.Combination;
import dev.stowage.format.layout.Layout;
import dev.stowage.format.record.FragmentRecord;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Lost records made again from a block's other records, byte for byte as they were.
class RecordsMadeAgainTest {

    private static final int GENERATION = 7;
    private static final BitSet NOWHERE = new BitSet();

    private static Layout xor(int suppliers) {
        CarrierGroup group = SampleBlocks.combination(suppliers).group();
        return new Combination(Code.XOR, group, suppliers, 1);
    }

    static Stream<Layout> layouts() {
        return Stream.concat(
                SampleBlocks.codedLayouts(),
                Stream.of(2, 4, 7, 13, 64).map(RecordsMadeAgainTest::xor));
    }

    private static BitSet all(Layout layout) {
        BitSet all = new BitSet();
        all.set(0, layout.carriers());
        return all;
    }

    private static BitSet set(int... positions) {
        BitSet set = new BitSet();
        IntStream.of(positions).forEach(set::set);
        return set;
    }

    private static SignedBlock block(Layout layout) {
        return SampleBlocks.batch(layout, 3 * layout.dataFragments() * 1000, 3).get(2);
    }

    /// Fetches what the plan asks for and nothing else.
    private static List<FragmentRecord> made(SignedBlock block, LostPlan plan) {
        LostRecords lost = new LostRecords(plan);
        plan.positions().stream()
                .forEach(
                        position ->
                                lost.learn(
                                        block.record(position, 1)
                                                .keeping(plan.fragmentsOf(position))));
        Map<Integer, Integer> generations = new HashMap<>();
        plan.lost().stream().forEach(position -> generations.put(position, GENERATION));
        return lost.make(generations);
    }

    private static byte[] bytes(FragmentRecord record) {
        ByteBuffer bytes = ByteBuffer.allocate(record.length());
        record.toBuffers().forEach(bytes::put);
        return bytes.array();
    }

    private static void requireSame(SignedBlock block, LostPlan plan) {
        List<FragmentRecord> made = made(block, plan);
        assertThat(made.stream().map(each -> each.header().position()))
                .containsExactlyElementsOf(plan.lost().stream().boxed().toList());
        for (FragmentRecord record : made) {
            assertThat(record.flaw(SampleBlocks.OWNER.verifyingKey())).isEmpty();
            assertThat(bytes(record))
                    .isEqualTo(bytes(block.record(record.header().position(), GENERATION)));
        }
    }

    @ParameterizedTest
    @MethodSource("layouts")
    void asManyAsMayBeLostComeBack(Layout layout) {
        SignedBlock block = block(layout);
        Random random = new Random(layout.carriers());
        for (int lost = 1; lost <= layout.tolerance(); lost = Math.max(lost + 1, lost * 2)) {
            BitSet gone = new BitSet();
            while (gone.cardinality() < lost) {
                gone.set(random.nextInt(layout.carriers()));
            }
            BitSet available = all(layout);
            available.andNot(gone);
            requireSame(
                    block,
                    LostPlan.of(
                            layout, gone, available, NOWHERE, random.nextInt(layout.carriers())));
        }
    }

    @Test
    void everyLossOfSmallCombinationsIsMendedWhoeverElseIsAway() {
        for (Layout layout : List.of(SampleBlocks.combination(4), xor(4), xor(7))) {
            SignedBlock block = block(layout);
            for (long bits = 1; bits < 1 << layout.carriers(); bits++) {
                BitSet gone = BitSet.valueOf(new long[] {bits});
                BitSet available = all(layout);
                available.andNot(gone);
                if (gone.cardinality() <= layout.tolerance()) {
                    requireSame(block, LostPlan.of(layout, gone, available, NOWHERE, 0));
                    BitSet first = set(gone.nextSetBit(0));
                    requireSame(block, LostPlan.of(layout, first, available, NOWHERE, 1));
                }
            }
        }
    }

    @Test
    void withRsJustKFragmentsAreFetched() {
        Layout layout = SampleBlocks.combination(4);
        LostPlan two = LostPlan.of(layout, set(1, 2), set(0, 3), NOWHERE, 0);
        assertThat(two.fragments().cardinality()).isEqualTo(layout.dataFragments());
        assertThat(two.headers().isEmpty()).isTrue();

        LostPlan one = LostPlan.of(layout, set(1), set(0, 2, 3), NOWHERE, 2);
        assertThat(one.fragments().cardinality()).isEqualTo(layout.dataFragments());
        assertThat(one.made()).isEqualTo(set(1));
    }

    @Test
    void withRsWhatIsAtHandIsTakenFirst() {
        Layout layout = SampleBlocks.combination(7);
        BitSet others = set(0, 1, 2, 3, 5, 6);
        for (int atHand : others.stream().toArray()) {
            for (int turn = 0; turn < layout.carriers(); turn++) {
                LostPlan plan = LostPlan.of(layout, set(4), others, set(atHand), turn);
                assertThat(Integer.bitCount(plan.fragmentsOf(atHand))).isEqualTo(2);
                assertThat(plan.fragments().cardinality()).isEqualTo(layout.dataFragments());
                requireSame(block(layout), plan);
            }
        }
    }

    @Test
    void withXorFewFragmentsAreFetchedAndOfTheNeighbourTheHeaderAtMost() {
        Layout layout = xor(7);
        LostPlan plan = LostPlan.of(layout, set(2), set(0, 1, 3, 4, 5, 6), NOWHERE, 0);

        assertThat(plan.fragments().cardinality()).isLessThan(layout.dataFragments());
        assertThat(plan.fragments())
                .isEqualTo(BlockBuffer.code(layout).sources(without(2 * 7, 2, 9), set(2, 9)));
        assertThat(plan.made()).isEqualTo(set(2));
    }

    private static BitSet without(int size, int... gone) {
        BitSet left = new BitSet();
        left.set(0, size);
        IntStream.of(gone).forEach(left::clear);
        return left;
    }

    @Test
    void whatSomebodyStillHasIsCopiedAndNotComputed() {
        Layout layout = SampleBlocks.combination(7);
        LostPlan plan = LostPlan.of(layout, set(1, 4), set(0, 1, 2, 3, 4, 5, 6), NOWHERE, 0);
        assertThat(plan.positions()).isEqualTo(set(1, 4));
        assertThat(plan.made().isEmpty()).isTrue();
        requireSame(block(layout), plan);

        LostPlan both = LostPlan.of(layout, set(1, 4), set(0, 1, 2, 3), NOWHERE, 0);
        assertThat(both.copied()).isEqualTo(set(1));
        assertThat(both.fragments().cardinality()).isEqualTo(7);
        requireSame(block(layout), both);
    }

    @Test
    void tooLittleIsRefusedBeforeAnythingIsFetched() {
        for (Layout layout : List.of(SampleBlocks.combination(4), xor(4))) {
            assertThatExceptionOfType(TooFewFragmentsException.class)
                    .isThrownBy(() -> LostPlan.of(layout, set(0), set(3), NOWHERE, 0));
            assertThatExceptionOfType(TooFewFragmentsException.class)
                    .isThrownBy(() -> LostPlan.of(layout, set(0), new BitSet(), NOWHERE, 0));
        }
    }

    @Test
    void wrongSourcesMakeRecordsThatNobodyTakes() {
        Layout layout = SampleBlocks.combination(4);
        SignedBlock block = block(layout);
        FragmentRecord forged = SampleBlocks.batch(layout, 12_000, 2).get(1).record(3, 1);
        LostPlan plan = LostPlan.of(layout, set(1), set(0, 3), NOWHERE, 0);
        LostRecords lost = new LostRecords(plan);
        lost.learn(forged);
        lost.learn(block.record(0, 1));

        List<FragmentRecord> made = new ArrayList<>(lost.make(Map.of(1, 1)));

        assertThat(made.getFirst().flaw(SampleBlocks.OWNER.verifyingKey())).isPresent();
    }
}
