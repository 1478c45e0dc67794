package dev.stowage.format.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.stowage.format.SeededRandom;
import dev.stowage.format.signature.ByteString;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class UnlockerTest {

    private static Unlocker unlocker(
            Unlocker.Kind kind, int salt, int nonce, int wrappedKey, int... argon2id) {
        SeededRandom random = new SeededRandom(1);
        return new Unlocker(
                kind,
                new UnlockCost(argon2id[0], argon2id[1], argon2id[2]),
                ByteString.of(random.bytes(salt)),
                ByteString.of(random.bytes(nonce)),
                ByteString.of(random.bytes(wrappedKey)));
    }

    private static Unlocker unlocker(Unlocker.Kind kind) {
        return unlocker(kind, 16, 12, 48, 65_536, 3, 1);
    }

    private static ByteBuffer bytes(Unlocker unlocker) {
        ByteBuffer buffer = ByteBuffer.allocate(Unlocker.BYTES);
        unlocker.writeTo(buffer);
        assertThat(buffer.hasRemaining()).isFalse();
        return buffer.flip();
    }

    @ParameterizedTest
    @EnumSource
    void bytesGiveTheUnlockerBack(Unlocker.Kind kind) {
        Unlocker unlocker = unlocker(kind);
        assertThat(Unlocker.readFrom(bytes(unlocker))).isEqualTo(unlocker);
    }

    @Test
    void kindsHaveNumbersThatStay() {
        assertThat(bytes(unlocker(Unlocker.Kind.PASSWORD)).get(0)).isEqualTo((byte) 0);
        assertThat(bytes(unlocker(Unlocker.Kind.RECOVERY_CODE)).get(0)).isEqualTo((byte) 1);
    }

    @Test
    void extremeParametersComeBack() {
        Unlocker largest = unlocker(Unlocker.Kind.PASSWORD, 16, 12, 48, 1 << 20, 64, 16);
        assertThat(Unlocker.readFrom(bytes(largest))).isEqualTo(largest);
        Unlocker least = unlocker(Unlocker.Kind.PASSWORD, 16, 12, 48, 65_536, 1, 1);
        assertThat(Unlocker.readFrom(bytes(least))).isEqualTo(least);
    }

    @ParameterizedTest
    @CsvSource({
        "1, 65535, 'Argon2id memory in KiB must be 65536 … 1048576, got 65535'",
        "1, 1048577, 'Argon2id memory in KiB must be 65536 … 1048576, got 1048577'",
        "1, -1, 'Argon2id memory in KiB must be 65536 … 1048576, got -1'",
        "5, 0, 'Argon2id iterations must be 1 … 64, got 0'",
        "5, 65, 'Argon2id iterations must be 1 … 64, got 65'"
    })
    void cheapAndEndlessUnlockingIsRefused(int offset, int value, String message) {
        ByteBuffer bytes = bytes(unlocker(Unlocker.Kind.PASSWORD)).putInt(offset, value);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Unlocker.readFrom(bytes))
                .withMessage(message);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 17, 255})
    void otherParallelismIsRefused(int lanes) {
        ByteBuffer bytes = bytes(unlocker(Unlocker.Kind.PASSWORD)).put(9, (byte) lanes);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Unlocker.readFrom(bytes))
                .withMessage("Argon2id parallelism must be 1 … 16, got " + lanes);
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 255})
    void otherKindsAreRefused(int kind) {
        ByteBuffer bytes = bytes(unlocker(Unlocker.Kind.PASSWORD)).put(0, (byte) kind);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Unlocker.readFrom(bytes))
                .withMessage("unlocker kind must be 0 or 1, got " + kind);
    }

    @ParameterizedTest
    @CsvSource({
        "15, 12, 48, 'length of a salt must be 16, got 15'",
        "16, 13, 48, 'length of a nonce must be 12, got 13'",
        "16, 12, 32, 'length of a wrapped key must be 48, got 32'"
    })
    void otherLengthsAreRefused(int salt, int nonce, int wrappedKey, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () ->
                                unlocker(
                                        Unlocker.Kind.PASSWORD,
                                        salt,
                                        nonce,
                                        wrappedKey,
                                        65_536,
                                        3,
                                        1))
                .withMessage(message);
    }

    @Test
    void cutBytesAreRefused() {
        ByteBuffer bytes = bytes(unlocker(Unlocker.Kind.PASSWORD));
        for (int length = 0; length < Unlocker.BYTES; length++) {
            ByteBuffer cut = bytes.slice(0, length);
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Unlocker.readFrom(cut))
                    .withMessage("unlocker of 86 bytes is cut after " + length);
        }
    }
}
