package dev.stowage.format.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.stowage.format.address.Address;
import dev.stowage.format.block.BlockReference;
import dev.stowage.format.signature.Digest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChainTest {

    private static final BlockReference FIRST =
            new BlockReference(
                    Address.valueOf("00000080000000000010000000000008"),
                    Digest.of(new byte[32]),
                    1000);

    @ParameterizedTest
    @CsvSource({
        "1, 64",
        "2, 64",
        "31, 64",
        "32, 64",
        "33, 66",
        "300, 600",
        "511, 1022",
        "512, 1024",
        "513, 1024",
        "8192, 1024"
    })
    void aSnapshotIsDueWhenReadingDeltasCostsMoreThanWritingIt(int snapshot, int mostDeltas) {
        assertThat(new Chain(FIRST, 9, snapshot, 0).snapshotIsDue()).isFalse();
        assertThat(new Chain(FIRST, 9, snapshot, mostDeltas).snapshotIsDue()).isFalse();
        assertThat(new Chain(FIRST, 9, snapshot, mostDeltas + 1).snapshotIsDue()).isTrue();
    }

    @Test
    void aDeltaCountsItsLinksAndASnapshotForgetsThem() {
        Chain chain = Chain.ofSnapshot(FIRST, 5, 3).withDelta(FIRST, 2).withDelta(FIRST, 4);
        assertThat(chain).isEqualTo(new Chain(FIRST, 7, 3, 6));
        assertThat(Chain.ofSnapshot(FIRST, 8, 1)).isEqualTo(new Chain(FIRST, 8, 1, 0));
    }

    @ParameterizedTest
    @CsvSource({"0, 1, 0", "-1, 1, 0", "1, 0, 0", "1, 1, -1"})
    void impossibleChainsAreRefused(long sequence, int snapshotLinks, int deltaLinks) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Chain(FIRST, sequence, snapshotLinks, deltaLinks));
    }
}
