package dev.stowage.format.closing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.stowage.format.FormatPage;
import dev.stowage.format.address.AccountNumber;
import dev.stowage.format.head.OwnerKey;
import dev.stowage.format.signature.ByteString;
import dev.stowage.format.signature.SigningKey;
import dev.stowage.verification.decoder.DecoderTrial;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ClosingTest {

    private static final SigningKey OWNER =
            SigningKey.ofSeed(
                    HexFormat.of()
                            .parseHex(
                                    "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f"));
    private static final AccountNumber ACCOUNT = new AccountNumber(1);
    private static final Instant NOW = Instant.ofEpochMilli(1_700_000_000_000L);
    private static final Closing ENDING = Closing.ending(ACCOUNT, 0, 1, Duration.ofDays(30), NOW);
    private static final SignedClosing SIGNED = SignedClosing.sign(ENDING, OWNER);

    private static OwnerKey owner(int rotation) {
        return new OwnerKey(rotation, OWNER.verifyingKey());
    }

    @Test
    void thePrintedClosingIsReadAndProved() {
        ByteString printed =
                ByteString.of(FormatPage.section("Closing of an account").dump("5357434c"));

        assertThat(SignedClosing.ofBytes(printed)).isEqualTo(SIGNED);
        assertThat(SIGNED.toBytes()).isEqualTo(printed);
        assertThat(SIGNED.signedBy(owner(0))).isTrue();
    }

    @Test
    void everyFlippedBitIsRefused() {
        byte[] signed = SIGNED.toBytes().toArray();
        for (int bit = 0; bit < signed.length * 8; bit++) {
            byte[] flipped = signed.clone();
            flipped[bit / 8] ^= (byte) (1 << bit % 8);
            assertThat(isProved(flipped)).as("bit %d", bit).isFalse();
        }
    }

    private static boolean isProved(byte[] bytes) {
        try {
            return SignedClosing.ofBytes(ByteString.of(bytes)).signedBy(owner(0));
        } catch (IllegalArgumentException refused) {
            return false;
        }
    }

    @Test
    void oneOfAFormerKeyIsNotOfTheKeyAfterIt() {
        assertThat(SIGNED.signedBy(owner(1))).isFalse();
        Closing later = Closing.ending(ACCOUNT, 1, 1, Duration.ZERO, NOW);
        assertThat(SignedClosing.sign(later, OWNER).signedBy(owner(1))).isTrue();
        assertThat(SignedClosing.sign(later, OWNER).signedBy(owner(0))).isFalse();
    }

    @Test
    void theLaterKeyAndThenTheHigherNumberCounts() {
        Closing back = Closing.takenBack(ACCOUNT, 0, 2);
        Closing rotated = Closing.takenBack(ACCOUNT, 1, 1);

        assertThat(back.isAfter(ENDING)).isTrue();
        assertThat(ENDING.isAfter(back)).isFalse();
        assertThat(ENDING.isAfter(ENDING)).isFalse();
        assertThat(rotated.isAfter(back)).isTrue();
        assertThat(back.isAfter(rotated)).isFalse();
    }

    @Test
    void aGraceHasBounds() {
        assertThat(ending(Duration.ZERO).at()).isEqualTo(NOW);
        assertThat(ending(Closing.MAX_GRACE).grace()).isEqualTo(Closing.MAX_GRACE);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ending(Closing.MAX_GRACE.plusMillis(1)));
        assertThatIllegalArgumentException().isThrownBy(() -> ending(Duration.ofMillis(-1)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Closing.takenBack(ACCOUNT, 0, 0))
                .withMessageContaining("number");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Closing(ACCOUNT, 0, 1, false, Duration.ofMillis(1), NOW));
    }

    private static Closing ending(Duration grace) {
        return Closing.ending(ACCOUNT, 0, 1, grace, NOW);
    }

    @Test
    void otherBytesAreReadOrRefused() {
        assertThat(
                        new DecoderTrial(
                                        "signed closing",
                                        each -> SignedClosing.ofBytes(ByteString.of(each)),
                                        Set.of(IllegalArgumentException.class),
                                        256 << 10)
                                .run(SIGNED.toBytes().toArray(), 1, 20_000))
                .isEmpty();
    }
}
