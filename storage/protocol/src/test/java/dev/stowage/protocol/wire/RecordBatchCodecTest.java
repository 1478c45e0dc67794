package dev.stowage.protocol.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.stowage.format.record.FragmentRecord;
import dev.stowage.format.signature.SigningKey;
import dev.stowage.protocol.supplier.FetchAnswer;
import dev.stowage.protocol.supplier.FetchOutcome.Corrupt;
import dev.stowage.protocol.supplier.FetchOutcome.Intact;
import dev.stowage.protocol.supplier.FetchOutcome.Missing;
import dev.stowage.protocol.supplier.RecordBatch;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecordBatchCodecTest {

    private final List<FragmentRecord> records = Records.ofBlock(1);

    @Test
    void aBatchComesBackAsItWasSent() {
        byte[] body = join(RecordBatchCodec.toBuffers(new RecordBatch(records)));

        RecordBatch read = RecordBatchCodec.readBatch(ByteBuffer.wrap(body));

        assertThat(read.records()).hasSize(4);
        assertThat(join(RecordBatchCodec.toBuffers(read))).isEqualTo(body);
        assertThat(read.records())
                .allSatisfy(
                        record ->
                                assertThat(
                                                record.flaw(
                                                        SigningKey.ofSeed(new byte[32])
                                                                .verifyingKey()))
                                        .isEmpty());
    }

    @Test
    void anAnswerKeepsTheOrderOfItsOutcomes() {
        FetchAnswer answer =
                new FetchAnswer(
                        List.of(
                                new Missing(),
                                new Intact(records.get(2).keeping(1)),
                                new Corrupt()));

        FetchAnswer read =
                RecordBatchCodec.readAnswer(
                        ByteBuffer.wrap(join(RecordBatchCodec.toBuffers(answer))));

        assertThat(read.outcomes()).hasSize(3);
        assertThat(read.outcomes().get(0)).isEqualTo(new Missing());
        assertThat(read.outcomes().get(2)).isEqualTo(new Corrupt());
        assertThat(((Intact) read.outcomes().get(1)).record().header().position()).isEqualTo(2);
        assertThat(((Intact) read.outcomes().get(1)).record().isWhole()).isFalse();
    }

    @Test
    void aBatchToBeStoredHoldsRecordsOnly() {
        byte[] body = join(RecordBatchCodec.toBuffers(new FetchAnswer(List.of(new Missing()))));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> RecordBatchCodec.readBatch(ByteBuffer.wrap(body)));
    }

    @Test
    void aBodyCutAnywhereIsRefused() {
        byte[] body = join(RecordBatchCodec.toBuffers(new RecordBatch(records.subList(0, 2))));
        for (int length = 0; length < body.length; length++) {
            ByteBuffer cut = ByteBuffer.wrap(Arrays.copyOf(body, length));
            assertThatIllegalArgumentException().isThrownBy(() -> RecordBatchCodec.readBatch(cut));
        }
    }

    @Test
    void aBodyWithMoreBehindItIsRefused() {
        byte[] body = join(RecordBatchCodec.toBuffers(new RecordBatch(records)));

        assertThatIllegalArgumentException()
                .isThrownBy(
                        () ->
                                RecordBatchCodec.readBatch(
                                        ByteBuffer.wrap(Arrays.copyOf(body, body.length + 1))))
                .withMessageContaining("1 bytes too many");
    }

    @Test
    void aBatchWithMoreRecordsThanAllowedIsRefused() {
        ByteBuffer body = ByteBuffer.allocate(8).putInt(0x53574254).putInt(4097).flip();

        assertThatIllegalArgumentException()
                .isThrownBy(() -> RecordBatchCodec.readBatch(body))
                .withMessageContaining("4097");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void noiseIsRefusedAndNothingElseHappens(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        byte[] good = join(RecordBatchCodec.toBuffers(new RecordBatch(records)));
        for (int round = 0; round < 2000; round++) {
            byte[] body = good.clone();
            for (int changes = random.nextInt(1, 4); changes > 0; changes--) {
                body[random.nextInt(0, 700)] = (byte) random.nextInt();
            }
            try {
                RecordBatchCodec.readBatch(ByteBuffer.wrap(body));
            } catch (IllegalArgumentException expected) {
                assertThat(expected).hasMessageNotContaining("null");
            }
        }
    }

    static byte[] join(List<ByteBuffer> buffers) {
        ByteBuffer joined =
                ByteBuffer.allocate(buffers.stream().mapToInt(ByteBuffer::remaining).sum());
        buffers.forEach(joined::put);
        return joined.array();
    }
}
