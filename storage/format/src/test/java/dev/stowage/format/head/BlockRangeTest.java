package dev.stowage.format.head;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.stowage.format.address.BlockNumber;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BlockRangeTest {

    @Test
    void aRangeContainsItsFirstAndItsLastNumber() {
        BlockRange range = new BlockRange(new BlockNumber(10), 5);
        assertThat(range.contains(new BlockNumber(9))).isFalse();
        assertThat(range.contains(new BlockNumber(10))).isTrue();
        assertThat(range.contains(new BlockNumber(14))).isTrue();
        assertThat(range.contains(new BlockNumber(15))).isFalse();
        assertThat(range.contains(new BlockNumber(-1))).isFalse();
    }

    @Test
    void aRangeCrosses2ToThe63() {
        BlockRange range = new BlockRange(new BlockNumber(Long.MAX_VALUE), 2);
        assertThat(range.contains(new BlockNumber(Long.MIN_VALUE))).isTrue();
        assertThat(range.contains(new BlockNumber(Long.MIN_VALUE + 1))).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"-1, 1", "-2147483647, 2147483647", "0, 2147483647"})
    void theLastRangesEndWithTheLastNumber(long first, int count) {
        BlockRange range = new BlockRange(new BlockNumber(first), count);
        assertThat(range.contains(new BlockNumber(first + count - 1))).isTrue();
        assertThat(range.contains(new BlockNumber(first + count))).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"-1, 2", "-2147483646, 2147483647"})
    void aRangePastTheLastNumberIsRefused(long first, int count) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new BlockRange(new BlockNumber(first), count))
                .withMessage(
                        "the range of %d block numbers from %s runs past 2^64-1",
                        count, Long.toUnsignedString(first));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, Integer.MIN_VALUE})
    void anEmptyRangeIsRefused(int count) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new BlockRange(BlockNumber.FIRST, count))
                .withMessage("count of block numbers must be 1 … 2147483647, got " + count);
    }

    @Test
    void bytesGiveTheRangeBack() {
        BlockRange range = new BlockRange(new BlockNumber(-5), 5);
        ByteBuffer buffer = ByteBuffer.allocate(BlockRange.BYTES);
        range.writeTo(buffer);
        assertThat(BlockRange.readFrom(buffer.flip())).isEqualTo(range);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> BlockRange.readFrom(ByteBuffer.allocate(11)))
                .withMessage("block range of 12 bytes is cut after 11");
    }
}
