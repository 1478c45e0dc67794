package dev.stowage.format.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.fail;

import dev.stowage.format.block.SampleBlocks;
import dev.stowage.format.layout.Layout;
import dev.stowage.format.signature.VerifyingKey;
import java.nio.ByteBuffer;
import java.util.Random;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Records whose header was changed by somebody who knows how to repair its checksum.
class HostileRecordTest {

    private static final VerifyingKey OWNER = SampleBlocks.OWNER.verifyingKey();

    private static final int LENGTH = 6;
    private static final int GENERATION = 40;
    private static final int BATCH_INDEX = 148;

    static Stream<Layout> layouts() {
        return Stream.of(
                SampleBlocks.combination(2),
                SampleBlocks.combination(7),
                SampleBlocks.wholeGroup(0));
    }

    private static FragmentRecord good(Layout layout) {
        return SampleBlocks.batch(layout, 1, 3).get(1).record(1, 7);
    }

    private static byte[] goodBytes() {
        return FragmentRecordTest.bytes(good(SampleBlocks.combination(2))).array();
    }

    /// Writes the right CRC32C into a header of this length.
    private static ByteBuffer repaired(byte[] record, int headerLength) {
        CRC32C crc = new CRC32C();
        crc.update(record, 0, headerLength - 4);
        return ByteBuffer.wrap(record).putInt(headerLength - 4, (int) crc.getValue());
    }

    private static int headerLength(byte[] record) {
        return ByteBuffer.wrap(record).getShort(LENGTH);
    }

    @ParameterizedTest
    @MethodSource("layouts")
    void everyForgedBitButTheGenerationIsDetected(Layout layout) {
        byte[] good = FragmentRecordTest.bytes(good(layout)).array();
        int header = headerLength(good);
        for (int bit = 0; bit < 8 * (header - 4); bit++) {
            byte[] forged = good.clone();
            forged[bit / 8] ^= (byte) (1 << bit % 8);
            boolean signed = bit / 8 < GENERATION || bit / 8 >= GENERATION + 4;
            if (signed) {
                assertThat(isDetected(repaired(forged, header))).as("bit %d", bit).isTrue();
            }
        }
    }

    private static boolean isDetected(ByteBuffer bytes) {
        try {
            FragmentRecord read = FragmentRecord.readFrom(bytes);
            return read.flaw(OWNER).isPresent() || bytes.hasRemaining();
        } catch (IllegalArgumentException refused) {
            return true;
        }
    }

    @Test
    void theGenerationIsNotTheOwnersWord() {
        byte[] changed = goodBytes();
        ByteBuffer.wrap(changed).putInt(GENERATION, 8);
        FragmentRecord read = FragmentRecord.readFrom(repaired(changed, headerLength(changed)));
        assertThat(read.header().generation()).isEqualTo(8);
        assertThat(read.flaw(OWNER)).isEmpty();
    }

    @Test
    void aRecordCannotBeMovedToAnotherPosition() {
        byte[] moved = goodBytes();
        ByteBuffer.wrap(moved).putInt(36, 0);
        FragmentRecord read = FragmentRecord.readFrom(repaired(moved, headerLength(moved)));
        assertThat(read.header().position()).isZero();
        assertThat(read.flaw(OWNER)).hasValue("the owner's signature does not cover this record");
    }

    @ParameterizedTest
    @CsvSource({
        "36, -1, leaf -1 of 2 does not exist",
        "36, 2, leaf 2 of 2 does not exist",
        "36, 2147483647, leaf 2147483647 of 2 does not exist",
        "40, 0, 'generation must be 1 … 2147483647, got 0'",
        "40, -1, 'generation must be 1 … 2147483647, got -1'",
        "44, 0, 'block length must be 1 … 67108864, got 0'",
        "44, -1, 'block length must be 1 … 67108864, got -1'",
        "44, 67108865, 'block length must be 1 … 67108864, got 67108865'",
        "44, 2049, 'fragment length must be 1088, got 1024'",
        "48, 0, 'fragment length must be 1024, got 0'",
        "48, -64, 'fragment length must be 1024, got -64'",
        "48, 33554432, 'fragment length must be 1024, got 33554432'",
        "148, -1, leaf -1 of 3 does not exist",
        "148, 3, leaf 3 of 3 does not exist",
        "152, 0, 'number of blocks in a batch must be 1 … 4096, got 0'",
        "152, -1, 'number of blocks in a batch must be 1 … 4096, got -1'",
        "152, 4097, 'number of blocks in a batch must be 1 … 4096, got 4097'",
        "152, 1, leaf 1 of 1 does not exist"
    })
    void aFieldThatCannotBeTrueIsRefusedWithNumbers(int offset, int value, String message) {
        byte[] forged = goodBytes();
        ByteBuffer.wrap(forged).putInt(offset, value);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FragmentRecord.readFrom(repaired(forged, headerLength(forged))))
                .withMessage(message);
    }

    @Test
    void aBatchPathLongerThanTheHeaderIsRefused() {
        byte[] forged = goodBytes();
        ByteBuffer.wrap(forged).putInt(BATCH_INDEX + 4, 4096);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FragmentRecord.readFrom(repaired(forged, headerLength(forged))))
                .withMessageStartingWith("digest of 32 bytes is cut after ");
    }

    @ParameterizedTest
    @ValueSource(ints = {4, 7, 8, 11, 128, 255})
    void fragmentsThatTheLayoutLacksAreRefused(int present) {
        byte[] forged = goodBytes();
        forged[5] = (byte) present;
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FragmentRecord.readFrom(repaired(forged, headerLength(forged))))
                .withMessage("bits of the fragments present must be 0 … 3, got " + present);
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> FragmentRecord.lengthFrom(repaired(forged, headerLength(forged))));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 87, 4097, 65_535})
    void aHeaderLengthThatNoHeaderHasIsRefused(int length) {
        byte[] forged = goodBytes();
        ByteBuffer.wrap(forged).putShort(LENGTH, (short) length);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RecordHeader.lengthFrom(ByteBuffer.wrap(forged)))
                .withMessage("header length must be 88 … 4096, got " + length);
    }

    @Test
    void aHeaderWithMoreThanItsFieldsIsRefused() {
        byte[] forged = goodBytes();
        int longer = headerLength(forged) + 32;
        ByteBuffer.wrap(forged).putShort(LENGTH, (short) longer);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FragmentRecord.readFrom(repaired(forged, longer)))
                .withMessage("header length must be %d, got %d", longer - 32, longer);
    }

    @Test
    void otherThingsAndOtherVersionsAreRefused() {
        byte[] other = goodBytes();
        other[0] = 'X';
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FragmentRecord.readFrom(ByteBuffer.wrap(other)))
                .withMessage("no record: magic 58575243, version 1; expected 53575243, 1");
        byte[] newer = goodBytes();
        newer[4] = (byte) 200;
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FragmentRecord.readFrom(ByteBuffer.wrap(newer)))
                .withMessage("no record: magic 53575243, version 200; expected 53575243, 1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RecordHeader.lengthFrom(ByteBuffer.allocate(7)))
                .withMessage("prefix of a record of 8 bytes is cut after 7");
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void noiseIsRefusedAndNothingElse(long seed) {
        Random random = new Random(seed);
        byte[] good = goodBytes();
        for (int round = 0; round < 2_000; round++) {
            byte[] noise = good.clone();
            int from = 8 + random.nextInt(headerLength(good) - 12);
            for (int changes = 1 + random.nextInt(20); changes > 0; changes--) {
                noise[Math.min(from + random.nextInt(40), headerLength(good) - 5)] =
                        (byte) random.nextInt();
            }
            try {
                FragmentRecord.readFrom(repaired(noise, headerLength(good)));
            } catch (IllegalArgumentException refused) {
                assertThat(refused.getMessage()).containsPattern("\\d");
            } catch (RuntimeException wrong) {
                fail("seed %d, round %d".formatted(seed, round), wrong);
            }
        }
    }
}
