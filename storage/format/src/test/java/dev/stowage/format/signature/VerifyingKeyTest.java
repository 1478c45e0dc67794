package dev.stowage.format.signature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import org.bouncycastle.math.ec.rfc8032.Ed25519;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VerifyingKeyTest {

    private static final VerifyingKey KEY = SigningKey.ofSeed(new byte[32]).verifyingKey();

    @Test
    void bytesAndTextGiveTheKeyBack() {
        ByteBuffer buffer = ByteBuffer.allocate(VerifyingKey.BYTES);
        KEY.writeTo(buffer);
        assertThat(VerifyingKey.readFrom(buffer.flip())).isEqualTo(KEY);
        assertThat(VerifyingKey.of(KEY.toBytes())).isEqualTo(KEY).hasSameHashCodeAs(KEY);
        assertThat(VerifyingKey.valueOf(KEY.toString())).isEqualTo(KEY);
        assertThat(KEY.toString()).hasSize(43);
    }

    /// Points of order 1, 2, 4, 8, a point not on the curve, and y beyond the field.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "0100000000000000000000000000000000000000000000000000000000000000",
                "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
                "0000000000000000000000000000000000000000000000000000000000000000",
                "0000000000000000000000000000000000000000000000000000000000000080",
                "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
                "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
                "0200000000000000000000000000000000000000000000000000000000000000",
                "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
                "ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff"
            })
    void bytesThatAreNoSafePointAreRefused(String hex) {
        byte[] bytes = HexFormat.of().parseHex(hex);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> VerifyingKey.of(bytes))
                .withMessage("these 32 bytes are no Ed25519 public key");
    }

    /// A key plus the point (0, -1) of order 2 is (-x, -y): on the curve, of large order, and yet
    /// outside the subgroup.
    @Test
    void aKeyBesideTheSubgroupIsRefused() {
        byte[] encoded = KEY.toBytes();
        boolean negative = encoded[31] < 0;
        encoded[31] &= 0x7f;
        BigInteger y = BigInteger.TWO.pow(255).subtract(BigInteger.valueOf(19));
        y = y.subtract(littleEndian(encoded));
        byte[] beside = new byte[VerifyingKey.BYTES];
        for (int i = 0; i < beside.length; i++) {
            beside[i] = y.shiftRight(8 * i).byteValue();
        }
        beside[31] |= negative ? 0 : (byte) 0x80;
        assertThat(Ed25519.validatePublicKeyPartial(beside, 0)).isTrue();
        assertThatIllegalArgumentException().isThrownBy(() -> VerifyingKey.of(beside));
    }

    private static BigInteger littleEndian(byte[] bytes) {
        BigInteger number = BigInteger.ZERO;
        for (int i = bytes.length - 1; i >= 0; i--) {
            number = number.shiftLeft(8).or(BigInteger.valueOf(bytes[i] & 0xFF));
        }
        return number;
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 31, 33})
    void anotherLengthIsRefused(int length) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> VerifyingKey.of(new byte[length]))
                .withMessage("length of a verifying key must be 32, got " + length);
    }

    @Test
    void cutBytesAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> VerifyingKey.readFrom(ByteBuffer.allocate(31)))
                .withMessage("verifying key of 32 bytes is cut after 31");
    }

    @Test
    void otherTextForTheSameKeyIsRefused() {
        String text = KEY.toString();
        char next = (char) (text.charAt(42) + 1);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> VerifyingKey.valueOf(text.substring(0, 42) + next));
        assertThatIllegalArgumentException().isThrownBy(() -> VerifyingKey.valueOf(text + "="));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> VerifyingKey.valueOf(text.substring(1)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> VerifyingKey.valueOf("!" + text.substring(1)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> VerifyingKey.valueOf("a".repeat(1 << 20)))
                .withMessage("characters of a verifying key must be 43, got 1048576");
    }
}
