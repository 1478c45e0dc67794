package dev.stowage.supplier.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stowage.format.signature.ByteString;
import dev.stowage.format.signature.SigningKey;
import dev.stowage.supplier.trial.SampleAccount;
import dev.stowage.verification.decoder.DecoderTrial;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Set;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;

/// What a disk may give back as an entry of the log.
class EntryDecodersTest {

    private static final int SEEDS = 20_000;
    private static final long MEMORY = 256 << 10;
    private static final long MARKER = 77;

    private final SampleAccount account = new SampleAccount(1);

    @Test
    void aHeaderOfAnEntryIsReadOrPassedOver() {
        Subject subject = Subject.OfRecord.of(account.record(1, 0).header());
        ByteBuffer bytes = ByteBuffer.allocate(EntryHeader.BYTES);
        new EntryHeader(MARKER, 1, 5, 100, 2_000, subject).writeTo(bytes);

        assertThat(
                        trial(each -> EntryHeader.readFrom(ByteBuffer.wrap(each), MARKER))
                                .sealedBy(each -> withCrc(each, EntryHeader.BYTES))
                                .run(bytes.array(), 1, SEEDS))
                .isEmpty();
    }

    @Test
    void aHeadIsReadOrFoundDecayed() {
        SigningKey placement = new SampleAccount(2).key();
        byte[] body = bytes(EntryBody.ofHead(account.countersigned(3, placement)));

        assertThat(
                        trial(each -> EntryBody.readHead(ByteBuffer.wrap(each)))
                                .sealedBy(each -> withCrc(each, each.length))
                                .run(body, 1, SEEDS))
                .isEmpty();
    }

    @Test
    void aFactIsReadOrFoundDecayed() {
        ByteString content = ByteString.of(new byte[40]);
        byte[] body =
                bytes(EntryBody.ofFact(new Fact(FactKind.CONTRACT, account.number(), content)));

        assertThat(
                        trial(each -> EntryBody.readFact(ByteBuffer.wrap(each)))
                                .sealedBy(each -> withCrc(each, each.length))
                                .run(body, 1, SEEDS))
                .isEmpty();
    }

    @Test
    void aSealIsReadOrFoundDecayed() {
        byte[] body = bytes(EntryBody.ofSeal(List.of(1L, 2L, 3L)));

        assertThat(
                        trial(each -> EntryBody.readSeal(ByteBuffer.wrap(each)))
                                .sealedBy(each -> withCrc(each, each.length))
                                .run(body, 1, SEEDS))
                .isEmpty();
    }

    private static DecoderTrial trial(DecoderTrial.Decoder decoder) {
        return new DecoderTrial("entry", decoder, Set.of(IllegalArgumentException.class), MEMORY);
    }

    private static byte[] bytes(List<ByteBuffer> body) {
        ByteBuffer bytes = ByteBuffer.allocate(body.stream().mapToInt(ByteBuffer::remaining).sum());
        body.forEach(each -> bytes.put(each.duplicate()));
        return bytes.array();
    }

    /// The CRC32C at the end of so many bytes.
    private static byte[] withCrc(byte[] bytes, int length) {
        int end = length - Integer.BYTES;
        if (end >= 0 && bytes.length >= length) {
            CRC32C crc = new CRC32C();
            crc.update(bytes, 0, end);
            ByteBuffer.wrap(bytes).putInt(end, (int) crc.getValue());
        }
        return bytes;
    }
}
