package dev.stowage.format.block;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.stowage.format.layout.Layout;
import dev.stowage.format.record.RecordHeader;
import dev.stowage.format.signature.Digest;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BlockReferenceTest {

    private static final Layout LAYOUT = SampleBlocks.combination(4);
    private static final SignedBlock BLOCK = SampleBlocks.batch(LAYOUT, 5_000, 2).getFirst();
    private static final BlockReference REFERENCE = BLOCK.block().reference();

    @Test
    void bytesGiveTheReferenceBack() {
        ByteBuffer buffer = ByteBuffer.allocate(BlockReference.BYTES);
        REFERENCE.writeTo(buffer);
        assertThat(buffer.hasRemaining()).isFalse();
        assertThat(BlockReference.readFrom(buffer.flip())).isEqualTo(REFERENCE);
        for (int length = 0; length < BlockReference.BYTES; length++) {
            ByteBuffer cut = buffer.slice(0, length);
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> BlockReference.readFrom(cut))
                    .withMessage("block reference of 56 bytes is cut after " + length);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, (64 << 20) + 1})
    void impossibleLengthsAreRefused(int length) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new BlockReference(REFERENCE.address(), REFERENCE.root(), length))
                .withMessage("block length must be 1 … 67108864, got " + length);
    }

    @Test
    void everyRecordOfTheBlockMatches() {
        for (int position = 0; position < 4; position++) {
            assertThat(REFERENCE.matches(BLOCK.record(position, 1).header())).isTrue();
        }
    }

    @Test
    void aRecordOfAnyOtherBlockDoesNot() {
        RecordHeader header = BLOCK.record(0, 1).header();
        Digest otherRoot = Digest.of(ByteBuffer.allocate(1));
        assertThat(new BlockReference(header.address(), otherRoot, 5_000).matches(header))
                .isFalse();
        assertThat(new BlockReference(header.address(), header.root(), 4_999).matches(header))
                .isFalse();
        assertThat(
                        new BlockReference(SampleBlocks.address(LAYOUT, 9), header.root(), 5_000)
                                .matches(header))
                .isFalse();
    }
}
