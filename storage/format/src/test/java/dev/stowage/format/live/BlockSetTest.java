package dev.stowage.format.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stowage.format.address.BlockNumber;
import dev.stowage.format.head.BlockRange;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BlockSetTest {

    private static BlockSet set(long... numbers) {
        return BlockSet.of(LongStream.of(numbers).mapToObj(BlockNumber::new).toList());
    }

    private static TreeSet<Long> model(BlockSet set) {
        TreeSet<Long> model = new TreeSet<>(Long::compareUnsigned);
        set.stream().forEach(model::add);
        return model;
    }

    @Test
    void numbersAscendOverAllSixtyFourBits() {
        BlockSet set = set(-1, 0, 1L << 32, (1L << 32) - 1, Long.MIN_VALUE, Long.MAX_VALUE);

        assertThat(set.stream())
                .containsExactly(0L, (1L << 32) - 1, 1L << 32, Long.MAX_VALUE, Long.MIN_VALUE, -1L);
        assertThat(set.contains(new BlockNumber(-1))).isTrue();
        assertThat(set.contains(new BlockNumber(-2))).isFalse();
        assertThat(set.size()).isEqualTo(6);
    }

    @Test
    void aRangeMayRunOverStretches() {
        BlockRange range = new BlockRange(new BlockNumber((1L << 33) - 3), 5);

        assertThat(BlockSet.ofRanges(List.of(range)).stream())
                .containsExactly(
                        (1L << 33) - 3, (1L << 33) - 2, (1L << 33) - 1, 1L << 33, (1L << 33) + 1);
        assertThat(
                        BlockSet.ofRanges(
                                        List.of(
                                                new BlockRange(
                                                        new BlockNumber(7), Integer.MAX_VALUE)))
                                .size())
                .isEqualTo(Integer.MAX_VALUE);
        assertThat(BlockSet.ofRanges(List.of(new BlockRange(new BlockNumber(-4), 4))).stream())
                .containsExactly(-4L, -3L, -2L, -1L);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void setsAreCombinedAsTheNumbersOneByOne(long seed) {
        Random random = new Random(seed);
        BlockSet one = SampleSets.random(random);
        BlockSet other = SampleSets.random(random);
        BlockNumber limit = new BlockNumber(SampleSets.number(random));

        TreeSet<Long> without = model(one);
        without.removeAll(model(other));
        TreeSet<Long> both = model(one);
        both.retainAll(model(other));
        TreeSet<Long> either = model(one);
        either.addAll(model(other));

        assertThat(model(one.without(other))).isEqualTo(without);
        assertThat(model(one.and(other))).isEqualTo(both);
        assertThat(model(one.or(other))).isEqualTo(either);
        assertThat(model(one.below(limit))).isEqualTo(model(one).headSet(limit.bits()));
        assertThat(one.or(other).size()).isEqualTo(either.size());
        assertThat(one.without(one)).isEqualTo(BlockSet.EMPTY);
        assertThat(one.without(one).isEmpty()).isTrue();
    }

    @Test
    void numbersDescendAndAreCutToARange() {
        BlockSet set = set(-1, 0, 1L << 32, (1L << 32) - 1, Long.MIN_VALUE, 7, 9);
        List<Long> down = new ArrayList<>();
        set.descending().forEachRemaining(number -> down.add(number.bits()));

        assertThat(down).containsExactly(-1L, Long.MIN_VALUE, 1L << 32, (1L << 32) - 1, 9L, 7L, 0L);
        assertThat(set.within(new BlockNumber(7), new BlockNumber(1L << 32)))
                .isEqualTo(set(7, 9, (1L << 32) - 1, 1L << 32));
        assertThat(set.within(new BlockNumber(8), new BlockNumber(-1)))
                .isEqualTo(set(9, (1L << 32) - 1, 1L << 32, Long.MIN_VALUE, -1));
        assertThat(set.within(new BlockNumber(1), new BlockNumber(6))).isEqualTo(BlockSet.EMPTY);
    }
}
