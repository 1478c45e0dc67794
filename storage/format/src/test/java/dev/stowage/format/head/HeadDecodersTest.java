package dev.stowage.format.head;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stowage.format.key.AccountKeys;
import dev.stowage.format.signature.ByteString;
import dev.stowage.verification.decoder.DecoderTrial;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// What a supplier or placement may hand us as a head.
class HeadDecodersTest {

    private static final int SEEDS = 10_000;
    private static final long MEMORY = 1 << 20;

    private static final AccountHead HEAD = SampleHeads.head(2, 3, 2, 3, 4);

    @Test
    void aHeadIsReadOrRefused() {
        assertThat(trial("head", AccountHead::ofBytes).run(HEAD.toBytes(), 1, SEEDS)).isEmpty();
    }

    @Test
    void aHeadOfAnAccountWhoseKeysWereRotatedIsReadOrRefused() {
        Succession succession =
                Succession.sign(
                        HEAD.account(), 1, SampleHeads.PLACEMENT.verifyingKey(), SampleHeads.OWNER);
        AccountHead rotated =
                HEAD.succeededBy(
                        succession,
                        HEAD.receivingKey(),
                        ByteString.of(new byte[AccountKeys.WRAPPED_KEY_BYTES]),
                        HEAD.accountFile(),
                        HEAD.unlockers(),
                        HEAD.openRanges());

        assertThat(trial("rotated head", AccountHead::ofBytes).run(rotated.toBytes(), 1, SEEDS))
                .isEmpty();
    }

    @Test
    void aSignedHeadIsReadOrRefused() {
        byte[] signed = SignedHead.sign(HEAD, SampleHeads.OWNER).toBytes();

        assertThat(trial("signed head", SignedHead::ofBytes).run(signed, 1, SEEDS)).isEmpty();
    }

    @Test
    void aCountersignedHeadIsReadOrRefused() {
        SignedHead signed = SignedHead.sign(HEAD, SampleHeads.OWNER);
        byte[] bytes = CountersignedHead.countersign(signed, SampleHeads.PLACEMENT).toBytes();

        assertThat(trial("countersigned head", CountersignedHead::ofBytes).run(bytes, 1, SEEDS))
                .isEmpty();
    }

    private static DecoderTrial trial(String name, DecoderTrial.Decoder decoder) {
        return new DecoderTrial(name, decoder, Set.of(IllegalArgumentException.class), MEMORY);
    }
}
