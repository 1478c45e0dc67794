package dev.stowage.format.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.stowage.format.address.Address;
import dev.stowage.format.block.BlockReference;
import dev.stowage.format.signature.Digest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RunReferenceTest {

    private static final BlockReference BLOCK =
            new BlockReference(
                    Address.valueOf("00000080000000000010000000000008"),
                    Digest.of(new byte[32]),
                    1000);

    @Test
    void aRunMayFillItsBlock() {
        assertThat(new RunReference(BLOCK, 0, 1000, 966).storedLength()).isEqualTo(1000);
        assertThat(new RunReference(BLOCK, 965, 35, 1).offset()).isEqualTo(965);
        assertThat(new RunReference(BLOCK, 0, 35, RunCodec.MAX_PLAIN_BYTES).plainLength())
                .isEqualTo(RunCodec.MAX_PLAIN_BYTES);
    }

    @ParameterizedTest
    @CsvSource({
        "-1, 100, 100",
        "0, 1001, 1000",
        "1, 1000, 1000",
        "966, 35, 1",
        "0, 34, 1",
        "0, 0, 1",
        "0, -1, 1",
        "2147483647, 100, 100",
        "0, 2147483647, 100"
    })
    void aRunOutsideItsBlockIsRefused(int offset, int storedLength, int plainLength) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new RunReference(BLOCK, offset, storedLength, plainLength))
                .withMessageContaining("of a block of 1000");
    }

    @ParameterizedTest
    @CsvSource({"100, 0", "100, -1", "100, 65", "1000, 965", "100, 67108831", "100, 2147483647"})
    void aRunThatCannotHoldItsPlainBytesIsRefused(int storedLength, int plainLength) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new RunReference(BLOCK, 0, storedLength, plainLength))
                .withMessage(
                        "a run of %d bytes cannot hold %d plain bytes"
                                .formatted(storedLength, plainLength));
    }
}
