package dev.stowage.format.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stowage.format.address.BlockNumber;
import dev.stowage.format.live.LiveSet.OfLayout;
import dev.stowage.format.signature.SigningKey;
import dev.stowage.verification.decoder.DecoderTrial;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What an account may hand a supplier as a live set.
class LiveSetDecodersTest {

    private static final int SEEDS = 10_000;
    private static final long MEMORY = 4 << 20;

    @Test
    void aSignedLiveSetIsReadOrRefused() {
        SigningKey owner = SigningKey.ofSeed(new byte[SigningKey.SEED_BYTES]);
        byte[] signed = SignedLiveSet.sign(SampleLiveSets.sample(), owner).toBytes();

        assertThat(trial("signed live set", SignedLiveSet::ofBytes).run(signed, 1, SEEDS))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(longs = {3, 5, 8})
    void aLiveSetIsReadAsItWasWrittenOrRefused(long seed) {
        BlockSet blocks = SampleSets.random(new Random(seed)).below(new BlockNumber(70_000));
        LiveSet set =
                new LiveSet(
                        SampleLiveSets.ACCOUNT,
                        SampleLiveSets.GROUP,
                        12,
                        new BlockNumber(900),
                        BlockSet.of(List.of(new BlockNumber(4), new BlockNumber(6))),
                        List.of(new OfLayout(SampleLiveSets.OF_FILES, blocks)));

        assertThat(
                        trial("live set", LiveSetDecodersTest::readAsWritten)
                                .run(set.toBytes(), 1, 3000))
                .isEmpty();
    }

    private static void readAsWritten(byte[] bytes) {
        assertThat(LiveSet.ofBytes(bytes).toBytes()).isEqualTo(bytes);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 4})
    void aSetOfBlockNumbersIsReadOrRefused(long seed) {
        BlockSet set = SampleSets.random(new Random(seed));
        ByteBuffer buffer = ByteBuffer.allocate(BlockSetCodec.length(set));
        BlockSetCodec.write(set, buffer);

        assertThat(
                        trial("set", bytes -> BlockSetCodec.read(ByteBuffer.wrap(bytes)))
                                .run(buffer.array(), 1, 3000))
                .isEmpty();
    }

    private static DecoderTrial trial(String name, DecoderTrial.Decoder decoder) {
        return new DecoderTrial(name, decoder, Set.of(IllegalArgumentException.class), MEMORY);
    }
}
