package dev.stowage.format.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.stowage.format.SeededRandom;
import dev.stowage.format.address.AccountNumber;
import dev.stowage.format.address.Address;
import dev.stowage.format.address.BlockNumber;
import dev.stowage.format.address.CarrierGroup;
import dev.stowage.format.key.FileKey;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RunCodecTest {

    private static final Address ADDRESS = address(7, 42, 8);
    private static final int OFFSET = 4096;

    private final SeededRandom random = new SeededRandom(1);
    private final FileKey key = FileKey.random(random);
    private final RunCodec codec = new RunCodec(random);

    @AfterEach
    void close() {
        codec.close();
    }

    @ParameterizedTest
    @CsvSource({
        "1, true",
        "1, false",
        "2, true",
        "15, false",
        "16, true",
        "17, false",
        "32767, true",
        "32768, true",
        "32769, true",
        "32768, false",
        "32769, false",
        "65536, true",
        "65537, false",
        "100003, true",
        "4194304, true",
        "4194304, false"
    })
    void whatIsWrittenIsRead(int length, boolean compress) {
        for (byte[] content : List.of(random.bytes(length), text(length))) {
            byte[] run = write(content, compress);
            assertThat(run.length).isLessThanOrEqualTo(RunCodec.maxLength(length));
            assertThat(read(run, length)).isEqualTo(content);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void memoryMayBeDirectAndLieAnywhereInABuffer(boolean direct) {
        byte[] content = text(70_000);
        ByteBuffer plain = buffer(direct, content.length + 20).position(13);
        plain.put(content).flip().position(13);
        ByteBuffer block = buffer(direct, 90_000).position(OFFSET);

        int length = codec.writeRun(plain, true, key, ADDRESS, OFFSET, block);

        assertThat(plain.hasRemaining()).isFalse();
        assertThat(block.position()).isEqualTo(OFFSET + length);
        ByteBuffer stored = block.flip().position(OFFSET);
        ByteBuffer back = buffer(direct, content.length + 50).position(5);
        codec.readRun(stored, key, ADDRESS, OFFSET, back);
        assertThat(stored.hasRemaining()).isFalse();
        assertThat(back.position()).isEqualTo(5 + content.length);
        byte[] read = new byte[content.length];
        back.get(5, read);
        assertThat(read).isEqualTo(content);
    }

    @Test
    void aReadOnlyBufferIsAsGoodAsAnother() {
        byte[] content = text(50_000);
        ByteBuffer target = ByteBuffer.allocate(RunCodec.maxLength(content.length));
        codec.writeRun(
                ByteBuffer.wrap(content).asReadOnlyBuffer(), true, key, ADDRESS, OFFSET, target);
        ByteBuffer back = ByteBuffer.allocate(content.length);
        codec.readRun(target.flip().asReadOnlyBuffer(), key, ADDRESS, OFFSET, back);
        assertThat(back.array()).isEqualTo(content);
    }

    @Test
    void textBecomesShorterAndNoiseDoesNot() {
        assertThat(write(text(100_000), true)).hasSizeLessThan(50_000);
        assertThat(write(text(100_000), false)).hasSize(100_034);
        assertThat(write(random.bytes(100_000), true)).hasSize(100_034);
    }

    @Test
    void nothingIsWrittenBehindTheRunButWhatItsLengthAllows() {
        byte[] content = random.bytes(1000);
        ByteBuffer target = ByteBuffer.allocate(1100);
        Arrays.fill(target.array(), (byte) 0x5A);
        codec.writeRun(ByteBuffer.wrap(content), true, key, ADDRESS, OFFSET, target);
        for (int i = 1034; i < 1100; i++) {
            assertThat(target.get(i)).isEqualTo((byte) 0x5A);
        }
    }

    @Test
    void theSamePlainBytesAreNeverTheSameRunTwice() {
        byte[] content = text(500);
        assertThat(write(content, true)).isNotEqualTo(write(content, true));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aRunWithAnyBitFlippedIsRefused(boolean compress) {
        byte[] content = text(300);
        byte[] run = write(content, compress);
        for (int bit = 0; bit < 8 * run.length; bit++) {
            byte[] changed = run.clone();
            changed[bit / 8] ^= (byte) (1 << bit % 8);
            assertUnreadable(changed, content.length);
        }
        assertThat(read(run, content.length)).isEqualTo(content);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aRunThatIsCutOrLengthenedAnywhereIsRefused(boolean compress) {
        byte[] content = text(300);
        byte[] run = write(content, compress);
        for (int length = 0; length < run.length; length++) {
            assertUnreadable(Arrays.copyOf(run, length), content.length);
            assertUnreadable(
                    Arrays.copyOfRange(run, run.length - length, run.length), content.length);
        }
        for (int more = 1; more < 40; more++) {
            assertUnreadable(Arrays.copyOf(run, run.length + more), content.length + more);
        }
    }

    @Test
    void aRunIsBoundToItsKeyAddressAndOffset() {
        byte[] run = write(text(300), true);
        FileKey otherKey = FileKey.random(random);
        assertUnreadable(run, otherKey, ADDRESS, OFFSET);
        assertUnreadable(run, key, address(8, 42, 8), OFFSET);
        assertUnreadable(run, key, address(7, 43, 8), OFFSET);
        assertUnreadable(run, key, address(7, 42, 16), OFFSET);
        assertUnreadable(run, key, address(7, 42, 9), OFFSET);
        assertUnreadable(run, key, ADDRESS, OFFSET + 1);
        assertUnreadable(run, key, ADDRESS, 0);
    }

    @Test
    void everyOtherVersionAndCompressionIsRefused() {
        byte[] run = write(random.bytes(100), false);
        for (int value = 0; value < 256; value++) {
            if (value != 1) {
                assertUnreadable(with(run, 0, value), 100);
            }
            if (value != 0) {
                assertUnreadable(with(run, 1, value), 100);
            }
        }
    }

    @Test
    void aRefusedRunLeavesThePositionsWhereTheyWere() {
        byte[] run = write(text(300), true);
        run[run.length - 1] ^= 1;
        ByteBuffer stored = ByteBuffer.wrap(run);
        ByteBuffer target = ByteBuffer.allocate(400).position(7);
        assertThatExceptionOfType(UnreadableRunException.class)
                .isThrownBy(() -> codec.readRun(stored, key, ADDRESS, OFFSET, target))
                .withMessageContaining("offset 4096 of block " + ADDRESS);
        assertThat(stored.position()).isZero();
        assertThat(target.position()).isEqualTo(7);
    }

    @Test
    void theCodecGoesOnAfterARefusal() {
        byte[] content = text(40_000);
        byte[] run = write(content, true);
        assertUnreadable(with(run, 30, run[30] ^ 1), content.length);
        assertThat(read(run, content.length)).isEqualTo(content);
        assertThat(read(write(content, true), content.length)).isEqualTo(content);
    }

    @Test
    void aRunThatIsLongerThanExpectedIsRefusedBeforeItIsDecrypted() {
        byte[] run = write(text(5000), true);
        assertThatExceptionOfType(UnreadableRunException.class)
                .isThrownBy(() -> read(run, 4999))
                .withMessage("a run says it has 5000 plain bytes where at most 4999 are expected");
    }

    @Test
    void aRunShorterThanExpectedSaysSoByThePosition() {
        ByteBuffer target = ByteBuffer.allocate(6000);
        codec.readRun(ByteBuffer.wrap(write(text(5000), true)), key, ADDRESS, OFFSET, target);
        assertThat(target.position()).isEqualTo(5000);
    }

    @Test
    void lengthsHaveBounds() {
        assertThat(RunCodec.maxLength(1)).isEqualTo(35);
        assertThat(RunCodec.maxLength(RunCodec.MAX_PLAIN_BYTES)).isEqualTo(64 << 20);
        for (int length : new int[] {Integer.MIN_VALUE, -1, 0, (64 << 20) - 33}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> RunCodec.maxLength(length))
                    .withMessage("a run has 1 … 67108830 plain bytes, got " + length);
        }
    }

    @Test
    void aTargetWithoutRoomIsRefusedUntouched() {
        ByteBuffer target = ByteBuffer.allocate(133);
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () ->
                                codec.writeRun(
                                        ByteBuffer.allocate(100), true, key, ADDRESS, 0, target))
                .withMessage("a run of 100 plain bytes needs room for 134, got 133");
        assertThat(target).isEqualTo(ByteBuffer.allocate(133));
    }

    @Test
    void warmingUpStopsWhenItIsInterrupted() {
        Thread.currentThread().interrupt();
        RunCodec.warmUp(random);
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void aClosedCodecMayBeClosedAgain() {
        write(text(300), true);
        codec.close();
        codec.close();
    }

    private byte[] write(byte[] content, boolean compress) {
        ByteBuffer target = ByteBuffer.allocate(RunCodec.maxLength(content.length));
        int length =
                codec.writeRun(ByteBuffer.wrap(content), compress, key, ADDRESS, OFFSET, target);
        assertThat(target.position()).isEqualTo(length);
        return Arrays.copyOf(target.array(), length);
    }

    private byte[] read(byte[] run, int plainLength) {
        ByteBuffer target = ByteBuffer.allocate(plainLength);
        codec.readRun(ByteBuffer.wrap(run), key, ADDRESS, OFFSET, target);
        return Arrays.copyOf(target.array(), target.position());
    }

    private void assertUnreadable(byte[] run, int plainLength) {
        assertThatExceptionOfType(UnreadableRunException.class)
                .isThrownBy(() -> read(run, plainLength));
    }

    private void assertUnreadable(byte[] run, FileKey otherKey, Address address, int offset) {
        assertThatExceptionOfType(UnreadableRunException.class)
                .isThrownBy(
                        () ->
                                codec.readRun(
                                        ByteBuffer.wrap(run),
                                        otherKey,
                                        address,
                                        offset,
                                        ByteBuffer.allocate(300)));
    }

    private static byte[] with(byte[] bytes, int index, int value) {
        byte[] changed = bytes.clone();
        changed[index] = (byte) value;
        return changed;
    }

    private byte[] text(int length) {
        byte[] text = new byte[length];
        for (int i = 0; i < length; i++) {
            text[i] = (byte) ('a' + random.nextInt(4));
        }
        return text;
    }

    private static ByteBuffer buffer(boolean direct, int length) {
        return direct ? ByteBuffer.allocateDirect(length) : ByteBuffer.allocate(length);
    }

    private static Address address(long account, long block, long group) {
        return new Address(
                new AccountNumber(account), new BlockNumber(block), CarrierGroup.ofBits(group));
    }
}
