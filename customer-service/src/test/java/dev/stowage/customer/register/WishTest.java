package dev.stowage.customer.register;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stowage.format.head.BlockSizes;
import dev.stowage.protocol.customer.RegisterRequest;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WishTest {

    @ParameterizedTest
    @CsvSource({
        "4, , , , 1048576, 4194304",
        "4, , , 524288, 524288, 524288",
        "4, , 8388608, , 8388608, 8388608",
        "64, , 65536, , 65536, 4194304",
        ", 4, , , 1048576, 4194304",
        ", 5, , , 4194304, 4194304",
        ", 6, , , 16777216, 16777216",
        ", 7, , , 67108864, 67108864"
    })
    void blocksAreAsLargeAsTheLayoutNeeds(
            Integer suppliers,
            Integer level,
            Integer blockSize,
            Integer most,
            int desired,
            int maximum) {
        Wish wish =
                Wish.of(
                        new RegisterRequest(
                                "", 1, suppliers, level, null, blockSize, most, null, null));

        assertThat(wish.blockSizes()).isEqualTo(new BlockSizes(desired, maximum));
    }
}
