package dev.stowage.protocol.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stowage.format.address.CarrierId;
import dev.stowage.format.record.FragmentRecord;
import dev.stowage.format.signature.ByteString;
import dev.stowage.format.signature.SigningKey;
import dev.stowage.protocol.placement.CarrierList;
import dev.stowage.protocol.placement.FindingReport;
import dev.stowage.protocol.placement.FoundRecord;
import dev.stowage.protocol.placement.HeadSwap;
import dev.stowage.protocol.placement.HeadSwap.CarrierGeneration;
import dev.stowage.protocol.placement.ServedCarrier;
import dev.stowage.protocol.placement.SupplierId;
import dev.stowage.protocol.supplier.FetchAnswer;
import dev.stowage.protocol.supplier.FetchOutcome.Corrupt;
import dev.stowage.protocol.supplier.FetchOutcome.Intact;
import dev.stowage.protocol.supplier.FetchOutcome.Missing;
import dev.stowage.protocol.supplier.FetchRequest;
import dev.stowage.protocol.supplier.RecordBatch;
import dev.stowage.protocol.supplier.WantedRecord;
import dev.stowage.verification.decoder.DecoderTrial;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/// What may stand in the body of a request or an answer.
class MessageDecodersTest {

    private static final int SEEDS = 5_000;
    private static final long MEMORY = 4 << 20;
    private static final List<FragmentRecord> RECORDS = Records.ofBlock(1);
    private static final Instant SEEN = Instant.ofEpochSecond(1_800_000_000L);

    private final JsonMapper json = JsonMapper.builder().addModule(new StowageJson()).build();

    @Test
    void aBatchOfRecordsIsReadOrRefused() {
        byte[] batch =
                RecordBatchCodecTest.join(RecordBatchCodec.toBuffers(new RecordBatch(RECORDS)));

        assertThat(
                        trial("batch", bytes -> RecordBatchCodec.readBatch(ByteBuffer.wrap(bytes)))
                                .run(batch, 1, SEEDS))
                .isEmpty();
    }

    @Test
    void anAnswerWithRecordsIsReadOrRefused() {
        FetchAnswer answer =
                new FetchAnswer(
                        List.of(
                                new Missing(),
                                new Intact(RECORDS.get(2).keeping(1)),
                                new Corrupt(),
                                new Intact(RECORDS.get(3))));
        byte[] body = RecordBatchCodecTest.join(RecordBatchCodec.toBuffers(answer));

        assertThat(
                        trial(
                                        "answer",
                                        bytes ->
                                                RecordBatchCodec.readAnswer(ByteBuffer.wrap(bytes)))
                                .run(body, 1, SEEDS))
                .isEmpty();
    }

    static Stream<Record> messages() {
        return Stream.of(
                new FetchRequest(
                        RECORDS.stream()
                                .map(each -> new WantedRecord(each.header().address(), 1, 3))
                                .toList()),
                new HeadSwap(
                        ByteString.of(new byte[300]),
                        null,
                        IntStream.range(0, 40)
                                .mapToObj(i -> new CarrierGeneration(new CarrierId(8 + i), 1))
                                .toList()),
                new CarrierList("r.1", IntStream.range(8, 24).mapToObj(i -> served(i)).toList()),
                new FindingReport(
                        List.of(
                                new FoundRecord(
                                        RECORDS.getFirst().header().address(),
                                        1,
                                        new CarrierId(9),
                                        FoundRecord.Kind.CORRUPT,
                                        new SupplierId(new UUID(1, 2)),
                                        SEEN,
                                        SEEN,
                                        3))));
    }

    private static ServedCarrier served(int carrier) {
        return new ServedCarrier(
                new CarrierId(carrier),
                1,
                new SupplierId(new UUID(1, carrier % 4)),
                SigningKey.ofSeed(new byte[32]).verifyingKey(),
                "http://supplier-" + carrier % 4,
                "north",
                new UUID(2, carrier % 4),
                SEEN,
                true,
                true);
    }

    @ParameterizedTest
    @MethodSource("messages")
    void aMessageInJsonIsReadOrRefused(Record message) {
        DecoderTrial trial =
                trial(
                        message.getClass().getSimpleName(),
                        bytes -> json.readValue(bytes, message.getClass()));

        assertThat(trial.run(json.writeValueAsBytes(message), 1, SEEDS)).isEmpty();
    }

    private static DecoderTrial trial(String name, DecoderTrial.Decoder decoder) {
        return new DecoderTrial(
                name,
                decoder,
                Set.of(IllegalArgumentException.class, JacksonException.class),
                MEMORY);
    }
}
