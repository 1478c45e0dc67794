package dev.stowage.format.head;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.stowage.format.block.SampleBlocks;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BlockSizesTest {

    private static final int MIB = 1 << 20;

    @Test
    void smallFilesShareBlocksOf1MiBAndLargeOnesGrowTo4() {
        assertThat(BlockSizes.DEFAULT).isEqualTo(new BlockSizes(MIB, 4 * MIB));
    }

    @ParameterizedTest
    @CsvSource({"65536, 65536", "65536, 67108864", "67108864, 67108864"})
    void sizesAre64KiBTo64MiB(int desired, int maximum) {
        assertThat(new BlockSizes(desired, maximum).maximum()).isEqualTo(maximum);
    }

    @ParameterizedTest
    @CsvSource({
        "65535, 65536, 'block size in bytes must be 65536 … 67108864, got 65535'",
        "-1, 65536, 'block size in bytes must be 65536 … 67108864, got -1'",
        "67108865, 67108865, 'block size in bytes must be 65536 … 67108864, got 67108865'",
        "65537, 65536, 'maximum block size in bytes must be 65537 … 67108864, got 65536'",
        "65536, 67108865, 'maximum block size in bytes must be 65536 … 67108864, got 67108865'"
    })
    void otherSizesAreRefused(int desired, int maximum, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new BlockSizes(desired, maximum))
                .withMessage(message);
    }

    @Test
    void wideLayoutsNeedLargeBlocks() {
        assertThat(BlockSizes.minimumOf(SampleBlocks.combination(2))).isEqualTo(64 << 10);
        assertThat(BlockSizes.minimumOf(SampleBlocks.combination(64))).isEqualTo(64 << 10);
        assertThat(BlockSizes.minimumOf(SampleBlocks.wholeGroup(3))).isEqualTo(256 << 10);
        assertThat(BlockSizes.minimumOf(SampleBlocks.wholeGroup(7))).isEqualTo(64 * MIB);
    }
}
