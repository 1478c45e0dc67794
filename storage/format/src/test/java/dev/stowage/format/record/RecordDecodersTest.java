package dev.stowage.format.record;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stowage.format.block.SampleBlocks;
import dev.stowage.verification.decoder.DecoderTrial;
import java.nio.ByteBuffer;
import java.util.Set;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;

/// What a supplier, a reader or a disk may hand us as a record.
class RecordDecodersTest {

    private static final int SEEDS = 20_000;
    private static final long MEMORY = 256 << 10;

    private static final FragmentRecord RECORD =
            SampleBlocks.batch(SampleBlocks.combination(7), 5_000, 3).get(1).record(2, 7);

    @Test
    void aHeaderIsReadOrRefused() {
        assertThat(headers().run(bytes(), 1, SEEDS)).isEmpty();
    }

    @Test
    void aHeaderWhoseChecksumIsRightIsReadOrRefused() {
        assertThat(headers().sealedBy(RecordDecodersTest::withCrc).run(bytes(), 1, SEEDS))
                .isEmpty();
    }

    @Test
    void aHeaderThatIsNotDecodedIsReadOrRefused() {
        DecoderTrial encoded =
                new DecoderTrial(
                        "encoded header",
                        bytes -> {
                            EncodedHeader read = EncodedHeader.readFrom(ByteBuffer.wrap(bytes));
                            assertThat(read.fragments()).isIn(1, 2);
                            int _ = read.crc(read.fragments() - 1) + read.crc(0);
                            assertThat(read.before(0).remaining()).isEqualTo(read.length());
                        },
                        Set.of(IllegalArgumentException.class),
                        MEMORY);

        assertThat(encoded.run(bytes(), 1, SEEDS)).isEmpty();
        assertThat(encoded.sealedBy(RecordDecodersTest::withCrc).run(bytes(), 1, SEEDS)).isEmpty();
    }

    @Test
    void aRecordIsReadOrRefusedAndItsFlawsAreTold() {
        DecoderTrial records =
                new DecoderTrial(
                        "record",
                        bytes -> {
                            FragmentRecord read = FragmentRecord.readFrom(ByteBuffer.wrap(bytes));
                            assertThat(read.checksumsMatch()).isIn(true, false);
                            assertThat(read.fragmentFlaw()).isNotNull();
                        },
                        Set.of(IllegalArgumentException.class),
                        MEMORY);

        assertThat(records.sealedBy(RecordDecodersTest::withCrc).run(bytes(), 1, SEEDS)).isEmpty();
    }

    private static DecoderTrial headers() {
        return new DecoderTrial(
                "header",
                bytes -> RecordHeader.readFrom(ByteBuffer.wrap(bytes)),
                Set.of(IllegalArgumentException.class),
                MEMORY);
    }

    private static byte[] bytes() {
        ByteBuffer bytes = ByteBuffer.allocate(RECORD.length());
        RECORD.toBuffers().forEach(each -> bytes.put(each.duplicate()));
        return bytes.array();
    }

    /// The CRC32C of the header as long as it was.
    private static byte[] withCrc(byte[] bytes) {
        int end = RECORD.header().length() - Integer.BYTES;
        if (bytes.length >= end + Integer.BYTES) {
            CRC32C crc = new CRC32C();
            crc.update(bytes, 0, end);
            ByteBuffer.wrap(bytes).putInt(end, (int) crc.getValue());
        }
        return bytes;
    }
}
