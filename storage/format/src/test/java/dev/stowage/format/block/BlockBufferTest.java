package dev.stowage.format.block;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.stowage.erasure.ErasureCode;
import dev.stowage.format.address.Address;
import dev.stowage.format.layout.Code;
import dev.stowage.format.layout.Combination;
import dev.stowage.format.layout.Layout;
import dev.stowage.format.record.FragmentSum;
import dev.stowage.format.record.RecordHeader;
import dev.stowage.format.signature.Digest;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class BlockBufferTest {

    private static final Layout LAYOUT = SampleBlocks.combination(4);
    private static final Address ADDRESS = SampleBlocks.address(LAYOUT, 1);

    private static EncodedBlock encode(BlockBuffer buffer, int length, long seed) {
        buffer.content().put(SampleBlocks.content(length, seed));
        return buffer.encode(ADDRESS, length);
    }

    private static List<ByteBuffer> copies(EncodedBlock block) {
        List<ByteBuffer> copies = new ArrayList<>();
        for (ByteBuffer fragment : block.fragments()) {
            copies.add(ByteBuffer.allocate(fragment.remaining()).put(fragment.duplicate()).flip());
        }
        return copies;
    }

    @Test
    void contentIsAsLongAsTheLongestBlock() {
        BlockBuffer buffer = new BlockBuffer(LAYOUT, 5_001);
        assertThat(buffer.maxBlockBytes()).isEqualTo(5_001);
        assertThat(buffer.content().remaining()).isEqualTo(5_001);
        assertThat(buffer.content().capacity()).isEqualTo(5_001);
    }

    @Test
    void dataFragmentsAreTheBlockAndZeros() {
        EncodedBlock block = SampleBlocks.encoded(LAYOUT, 5_000, 3);
        ByteBuffer data = ByteBuffer.allocate(4 * 1_280);
        copies(block).subList(0, 4).forEach(data::put);
        ByteBuffer expected = ByteBuffer.allocate(4 * 1_280);
        expected.put(SampleBlocks.content(5_000, 3)).clear();
        assertThat(data.flip()).isEqualTo(expected);
    }

    @Test
    void fragmentsAreViewsOfTheBuffersMemory() {
        BlockBuffer buffer = new BlockBuffer(LAYOUT, 5_000);
        EncodedBlock block = encode(buffer, 5_000, 1);
        buffer.content().put(0, (byte) 77);
        assertThat(block.fragments().getFirst().get(0)).isEqualTo((byte) 77);
    }

    @Test
    void whatAnEarlierBlockLeftBehindIsGone() {
        BlockBuffer buffer = new BlockBuffer(LAYOUT, 20_000);
        encode(buffer, 20_000, 1);
        for (int length : new int[] {1, 4_095, 4_096, 4_097, 5_000, 19_999, 2}) {
            EncodedBlock again = encode(buffer, length, 2);
            EncodedBlock fresh = encode(new BlockBuffer(LAYOUT, length), length, 2);
            assertThat(copies(again)).isEqualTo(copies(fresh));
            assertThat(again.reference()).isEqualTo(fresh.reference());
        }
    }

    @ParameterizedTest
    @MethodSource("dev.stowage.format.block.SampleBlocks#codedLayouts")
    void sumsAndRootAreThoseOfTheFragments(Layout layout) {
        EncodedBlock block = SampleBlocks.encoded(layout, 3_000, 5);
        for (int position = 0; position < layout.carriers(); position++) {
            List<FragmentSum> sums = block.sums().get(position);
            assertThat(sums).hasSize(layout.fragmentsPerCarrier());
            for (int index = 0; index < sums.size(); index++) {
                ByteBuffer fragment = block.fragments().get(layout.fragment(position, index));
                assertThat(sums.get(index)).isEqualTo(FragmentSum.of(fragment));
                assertThat(sums.get(index).digest()).isEqualTo(Digest.of(fragment));
            }
            RecordHeader header =
                    EncodedBlock.sign(List.of(block), SampleBlocks.OWNER)
                            .getFirst()
                            .record(position, 1)
                            .header();
            assertThat(header.provenBy(SampleBlocks.OWNER.verifyingKey())).isTrue();
            assertThat(block.reference().matches(header)).isTrue();
        }
    }

    @Test
    void theSumsOfAFragmentAreSha256AndCrc32c() {
        byte[] digits = "123456789".getBytes(StandardCharsets.US_ASCII);
        FragmentSum sum = FragmentSum.of(ByteBuffer.wrap(digits));
        assertThat(sum.crc()).isEqualTo(0xE306_9283);
        assertThat(sum.digest())
                .hasToString("15e2b0d3c33891ebb0f1ef609ec419420c20e320ce94c65fbc8c3312448eb225");
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 5_001, Integer.MAX_VALUE})
    void blocksThatDoNotFitAreRefused(int length) {
        BlockBuffer buffer = new BlockBuffer(LAYOUT, 5_000);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> buffer.encode(ADDRESS, length))
                .withMessage("block length must be 1 … 5000, got " + length);
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, (64 << 20) + 1})
    void buffersForImpossibleBlocksAreRefused(int length) {
        assertThatIllegalArgumentException().isThrownBy(() -> new BlockBuffer(LAYOUT, length));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> BlockBuffer.footprint(LAYOUT, length));
    }

    @Test
    void theFootprintIsThatOfAllFragments() {
        assertThat(BlockBuffer.footprint(LAYOUT, 1)).isEqualTo(8 * 1_024);
        assertThat(BlockBuffer.footprint(LAYOUT, 4 << 20)).isEqualTo(8 << 20);
        assertThat(BlockBuffer.footprint(SampleBlocks.wholeGroup(7), 1)).isEqualTo(128 << 20);
    }

    @Test
    void anAddressInAnotherGroupIsRefused() {
        Address elsewhere = SampleBlocks.address(SampleBlocks.combination(64), 1);
        BlockBuffer buffer = new BlockBuffer(LAYOUT, 5_000);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> buffer.encode(elsewhere, 5_000))
                .withMessage("address in group 24/2 but layout in group 24/0");
    }

    @Test
    void eachLayoutHasItsCode() {
        Layout xor = new Combination(Code.XOR, LAYOUT.group(), 4, 0);
        assertThat(BlockBuffer.code(xor)).isSameAs(ErasureCode.xor(4));
        assertThat(BlockBuffer.code(LAYOUT)).isSameAs(ErasureCode.reedSolomon(4));
    }
}
