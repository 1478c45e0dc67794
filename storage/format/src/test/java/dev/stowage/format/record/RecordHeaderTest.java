package dev.stowage.format.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.stowage.format.address.Address;
import dev.stowage.format.address.CarrierGroup;
import dev.stowage.format.address.CarrierId;
import dev.stowage.format.block.SampleBlocks;
import dev.stowage.format.layout.Code;
import dev.stowage.format.layout.Combination;
import dev.stowage.format.layout.Layout;
import dev.stowage.format.signature.Digest;
import dev.stowage.format.signature.MerkleTree;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecordHeaderTest {

    private static final Layout LAYOUT = SampleBlocks.combination(4);
    private static final RecordHeader GOOD =
            SampleBlocks.batch(LAYOUT, 5_000, 1).getFirst().record(2, 7).header();

    private static RecordHeader at(int position, int generation) {
        return new RecordHeader(
                GOOD.address(),
                LAYOUT,
                position,
                generation,
                GOOD.blockLength(),
                GOOD.fragmentLength(),
                GOOD.root(),
                GOOD.proof(),
                GOOD.path(),
                GOOD.sums());
    }

    private static RecordHeader of(
            Address address, Layout layout, int blockLength, List<Digest> path, int sums) {
        return new RecordHeader(
                address,
                layout,
                2,
                7,
                blockLength,
                GOOD.fragmentLength(),
                GOOD.root(),
                GOOD.proof(),
                path,
                GOOD.sums().subList(0, sums));
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 4, Integer.MIN_VALUE, Integer.MAX_VALUE})
    void aPositionBesideTheLayoutIsRefused(int position) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> at(position, 7))
                .withMessage("position must be 0 … 3, got " + position);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, Integer.MIN_VALUE})
    void generationsCountFrom1(int generation) {
        assertThat(at(2, 1).generation()).isOne();
        assertThat(at(2, Integer.MAX_VALUE).generation()).isEqualTo(Integer.MAX_VALUE);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> at(2, generation))
                .withMessage("generation must be 1 … 2147483647, got " + generation);
    }

    @Test
    void addressAndLayoutAreInOneGroup() {
        CarrierGroup elsewhere = new CarrierGroup(new CarrierId(8), LAYOUT.group().level());
        Layout foreign = new Combination(Code.RS, elsewhere, 4, 0);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> of(GOOD.address(), foreign, 5_000, GOOD.path(), 2))
                .withMessage("address in group 24/0 but layout in group 8/0");
    }

    @Test
    void theFragmentLengthFollowsFromTheBlockLength() {
        assertThat(of(GOOD.address(), LAYOUT, 4 * 1_280, GOOD.path(), 2)).isNotEqualTo(GOOD);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> of(GOOD.address(), LAYOUT, 4 * 1_280 + 1, GOOD.path(), 2))
                .withMessage("fragment length must be 1344, got 1280");
    }

    @Test
    void aPathOfAnotherLengthIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> of(GOOD.address(), LAYOUT, 5_000, List.of(), 2))
                .withMessage("length of the path must be 2, got 0");
    }

    @Test
    void aRecordHasTheSumsOfAllItsFragments() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> of(GOOD.address(), LAYOUT, 5_000, GOOD.path(), 1))
                .withMessage("number of fragment sums must be 2, got 1");
    }

    @Test
    void listsAreCopied() {
        List<Digest> path = new ArrayList<>(GOOD.path());
        RecordHeader header = of(GOOD.address(), LAYOUT, 5_000, path, 2);
        path.clear();
        assertThat(header).isEqualTo(GOOD);
    }

    @Test
    void whatCountsAgainstTheQuotaIsThePaddedPayload() {
        assertThat(GOOD.paddedLength()).isEqualTo(2 * 1_280);
    }

    @Test
    void leafAndBlockDigestAreThoseOfTheFormat() {
        ByteBuffer leaf = ByteBuffer.allocate(65).put((byte) 0);
        GOOD.sums().forEach(sum -> sum.digest().writeTo(leaf));
        assertThat(RecordHeader.leaf(GOOD.sums())).isEqualTo(Digest.of(leaf.flip()));

        ByteBuffer block = ByteBuffer.allocate(69).put((byte) 2);
        GOOD.address().writeTo(block);
        LAYOUT.writeTo(block);
        block.putInt(5_000).putInt(1_280);
        GOOD.root().writeTo(block);
        assertThat(block.hasRemaining()).isFalse();
        assertThat(RecordHeader.blockDigest(GOOD.address(), LAYOUT, 5_000, GOOD.root()))
                .isEqualTo(Digest.of(block.flip()));
    }

    @Test
    void theLongestHeaderFits() {
        Layout widest = SampleBlocks.wholeGroup(7);
        BatchProof largest =
                new BatchProof(
                        GOOD.proof().signature(), 0, 4096, Collections.nCopies(12, GOOD.root()));
        RecordHeader header =
                new RecordHeader(
                        SampleBlocks.address(widest, 1),
                        widest,
                        0,
                        1,
                        1,
                        1_024,
                        GOOD.root(),
                        largest,
                        Collections.nCopies(
                                MerkleTree.pathLength(0, widest.carriers()), GOOD.root()),
                        GOOD.sums().subList(0, 1));
        assertThat(header.length()).isEqualTo(1_124).isLessThan(RecordHeader.MAX_LENGTH);
    }
}
