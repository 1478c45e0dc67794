package dev.stowage.format.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.stowage.format.address.Address;
import dev.stowage.format.block.BlockReference;
import dev.stowage.format.signature.Digest;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChainTest {

    private static final BlockReference FIRST =
            new BlockReference(
                    Address.valueOf("00000080000000000010000000000008"),
                    Digest.of(new byte[32]),
                    1000);

    private static final int LINK_BYTES = Link.MAX_CONTENT_BYTES;

    private static Chain.Snapshot snapshot(long sequence, int links) {
        Stretch portion = new Stretch(FIRST.address().block(), links * LINK_BYTES);
        return new Chain.Snapshot(FIRST, sequence, List.of(portion));
    }

    private static Chain chain(int snapshotLinks, int deltaLinks) {
        return new Chain(FIRST, 9, snapshot(9, snapshotLinks), List.of(), deltaLinks, deltaLinks);
    }

    @ParameterizedTest
    @CsvSource({"1, 64", "63, 64", "64, 64", "65, 65", "300, 300", "2500, 2500", "8192, 8192"})
    void aSnapshotIsDueWhenDeltasHaveAsManyLinks(int snapshot, int mostDeltas) {
        assertThat(chain(snapshot, 0).snapshotIsDue()).isFalse();
        assertThat(chain(snapshot, mostDeltas).snapshotIsDue()).isFalse();
        assertThat(chain(snapshot, mostDeltas + 1).snapshotIsDue()).isTrue();
    }

    @Test
    void aChainThatGetsNoSnapshotIsFullInTheEnd() {
        assertThat(chain(1, 8192 + 64).isFull()).isFalse();
        assertThat(chain(1, 8192 + 65).isFull()).isTrue();
    }

    @Test
    void aDeltaCountsItsLinksAndAJointForgetsThem() {
        Chain chain = Chain.of(snapshot(5, 3)).withDelta(FIRST, LINK_BYTES + 1).withDelta(FIRST, 4);
        Stretch two = new Stretch(FIRST.address().block(), LINK_BYTES + 1);
        Stretch one = new Stretch(FIRST.address().block(), 4);
        assertThat(chain).isEqualTo(new Chain(FIRST, 7, snapshot(5, 3), List.of(one, two), 2, 3));
        assertThat(Chain.ofJoint(FIRST, 8, 4, snapshot(6, 8)))
                .isEqualTo(new Chain(FIRST, 8, snapshot(6, 8), List.of(one), 1, 1));
    }

    @Test
    void theNewestDeltasAreKnownAndNoMore() {
        Chain chain = Chain.of(snapshot(1, 2));
        for (int delta = 1; delta <= 64; delta++) {
            chain = chain.withDelta(FIRST, delta);
        }
        assertThat(chain.numbers()).hasSize(65);
        Chain longer = chain.withDelta(FIRST, 65);
        assertThat(longer.recent()).hasSize(64);
        assertThat(longer.recent().getFirst().length()).isEqualTo(65);
        assertThat(longer.deltas()).isEqualTo(65);
        assertThatIllegalStateException().isThrownBy(longer::numbers);
    }

    @ParameterizedTest
    @CsvSource({"8, 0, 0", "9, -1, 0", "9, 2, 1"})
    void impossibleChainsAreRefused(long sequence, int deltas, int deltaLinks) {
        Chain.Snapshot snapshot = snapshot(9, 1);
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> new Chain(FIRST, sequence, snapshot, List.of(), deltas, deltaLinks));
    }

    @Test
    void impossibleSnapshotsAreRefused() {
        Stretch elsewhere = new Stretch(FIRST.address().block().plus(1), 5);
        assertThatIllegalArgumentException().isThrownBy(() -> snapshot(0, 1));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Chain.Snapshot(FIRST, 1, List.of()));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Chain.Snapshot(FIRST, 1, List.of(elsewhere)));
    }
}
