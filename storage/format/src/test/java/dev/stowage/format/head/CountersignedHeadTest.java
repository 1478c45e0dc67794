package dev.stowage.format.head;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.stowage.format.SeededRandom;
import dev.stowage.format.signature.Signature;
import dev.stowage.format.signature.SigningKey;
import dev.stowage.format.signature.VerifyingKey;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CountersignedHeadTest {

    private static final SigningKey STRANGER = SigningKey.ofSeed(new SeededRandom(9).bytes(32));
    private static final VerifyingKey OWNER = SampleHeads.OWNER.verifyingKey();
    private static final VerifyingKey PLACEMENT = SampleHeads.PLACEMENT.verifyingKey();

    private static final AccountHead HEAD = SampleHeads.head();
    private static final SignedHead SIGNED = SignedHead.sign(HEAD, SampleHeads.OWNER);
    private static final CountersignedHead GOOD =
            CountersignedHead.countersign(SIGNED, SampleHeads.PLACEMENT);

    private static byte[] joined(String purpose, byte[] bytes) {
        byte[] start = purpose.getBytes(StandardCharsets.US_ASCII);
        byte[] joined = Arrays.copyOf(start, start.length + bytes.length);
        System.arraycopy(bytes, 0, joined, start.length, bytes.length);
        return joined;
    }

    @Test
    void bytesGiveTheSignedHeadBack() {
        byte[] bytes = SIGNED.toBytes();
        assertThat(bytes).startsWith(HEAD.toBytes()).endsWith(SIGNED.signature().toBytes());
        assertThat(SignedHead.ofBytes(bytes)).isEqualTo(SIGNED);
        assertThat(SignedHead.ofBytes(bytes).signedBy(OWNER)).isTrue();
    }

    @Test
    void bytesGiveTheCountersignedHeadBack() {
        byte[] bytes = GOOD.toBytes();
        assertThat(bytes).startsWith(SIGNED.toBytes()).endsWith(GOOD.countersignature().toBytes());
        CountersignedHead read = CountersignedHead.ofBytes(bytes);
        assertThat(read).isEqualTo(GOOD);
        assertThat(read.head()).isEqualTo(HEAD);
        assertThat(read.provenBy(OWNER, PLACEMENT)).isTrue();
    }

    @Test
    void whatIsSignedIsPurposeAndBytes() {
        assertThat(SIGNED.signature())
                .isEqualTo(SampleHeads.OWNER.sign(joined("stowage head 1", HEAD.toBytes())));
        assertThat(GOOD.countersignature())
                .isEqualTo(
                        SampleHeads.PLACEMENT.sign(
                                joined("stowage countersign 1", SIGNED.toBytes())));
    }

    @Test
    void theLargestHeadIsSignedToo() {
        AccountHead largest = SampleHeads.head(16, 1_024, 1_024, 1_024);
        CountersignedHead head =
                CountersignedHead.countersign(
                        SignedHead.sign(largest, SampleHeads.OWNER), SampleHeads.PLACEMENT);
        assertThat(CountersignedHead.ofBytes(head.toBytes()).provenBy(OWNER, PLACEMENT)).isTrue();
    }

    @Test
    void everyFlippedBitIsRefused() {
        byte[] good = GOOD.toBytes();
        for (int bit = 0; bit < 8 * good.length; bit++) {
            byte[] flipped = good.clone();
            flipped[bit / 8] ^= (byte) (1 << bit % 8);
            assertThat(isProven(flipped)).as("bit %d", bit).isFalse();
        }
    }

    private static boolean isProven(byte[] bytes) {
        try {
            return CountersignedHead.ofBytes(bytes).provenBy(OWNER, PLACEMENT);
        } catch (IllegalArgumentException refused) {
            return false;
        }
    }

    @Test
    void aForeignSignatureIsRefused() {
        SignedHead foreign = SignedHead.sign(HEAD, STRANGER);
        assertThat(foreign.signedBy(OWNER)).isFalse();
        assertThat(SIGNED.signedBy(STRANGER.verifyingKey())).isFalse();
        assertThat(
                        CountersignedHead.countersign(foreign, SampleHeads.PLACEMENT)
                                .provenBy(OWNER, PLACEMENT))
                .isFalse();
    }

    @Test
    void aForeignCountersignatureIsRefused() {
        assertThat(CountersignedHead.countersign(SIGNED, STRANGER).provenBy(OWNER, PLACEMENT))
                .isFalse();
        assertThat(GOOD.provenBy(OWNER, STRANGER.verifyingKey())).isFalse();
    }

    @Test
    void aSignatureIsNoCountersignature() {
        CountersignedHead twice = new CountersignedHead(SIGNED, SIGNED.signature());
        assertThat(twice.provenBy(OWNER, OWNER)).isFalse();
    }

    @Test
    void aHeadCutAnywhereIsRefused() {
        byte[] bytes = GOOD.toBytes();
        for (int length = 0; length < bytes.length; length++) {
            byte[] cut = Arrays.copyOf(bytes, length);
            assertThatIllegalArgumentException()
                    .as("cut after %d", length)
                    .isThrownBy(() -> CountersignedHead.ofBytes(cut));
        }
    }

    @Test
    void aSignedHeadCutAnywhereIsRefused() {
        byte[] bytes = SIGNED.toBytes();
        for (int length = 0; length < bytes.length; length++) {
            byte[] cut = Arrays.copyOf(bytes, length);
            assertThatIllegalArgumentException()
                    .as("cut after %d", length)
                    .isThrownBy(() -> SignedHead.ofBytes(cut));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 63, 127, CountersignedHead.MAX_BYTES + 1})
    void otherLengthsAreRefused(int length) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CountersignedHead.ofBytes(new byte[length]))
                .withMessage(
                        "length of a countersigned head must be %d … %d, got %d",
                        2 * Signature.BYTES, CountersignedHead.MAX_BYTES, length);
    }

    @Test
    void aSignedHeadIsNotLongerThanAHeadAndASignature() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SignedHead.ofBytes(new byte[SignedHead.MAX_BYTES + 1]))
                .withMessage("length of a signed head must be 64 … 65600, got 65601");
    }
}
