package dev.stowage.format.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stowage.format.SeededRandom;
import dev.stowage.format.address.BlockNumber;
import dev.stowage.format.address.CarrierGroup;
import dev.stowage.format.head.BlockRange;
import dev.stowage.format.live.LiveSet.OfLayout;
import dev.stowage.format.signature.SigningKey;
import java.util.Collections;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class LiveSetTest {

    private static final SigningKey OWNER = SigningKey.ofSeed(new byte[SigningKey.SEED_BYTES]);

    private static LiveSet with(BlockNumber horizon, BlockSet open, List<OfLayout> alive) {
        return new LiveSet(SampleLiveSets.ACCOUNT, SampleLiveSets.GROUP, 12, horizon, open, alive);
    }

    @Test
    void deadIsWhatIsStoredBelowTheHorizonNotOpenAndNotAlive() {
        BlockSet stored = BlockSet.ofRanges(List.of(new BlockRange(BlockNumber.FIRST, 2000)));

        long[] dead =
                LongStream.range(0, 900)
                        .filter(number -> number % 10 == 0)
                        .filter(number -> number < 200 || number >= 250)
                        .toArray();
        assertThat(SampleLiveSets.sample().deadOf(stored).stream()).containsExactly(toList(dead));
    }

    private static Long[] toList(long[] numbers) {
        return LongStream.of(numbers).boxed().toArray(Long[]::new);
    }

    @Test
    void whatIsNotStoredIsNotDead() {
        assertThat(SampleLiveSets.sample().deadOf(BlockSet.EMPTY)).isEqualTo(BlockSet.EMPTY);
    }

    @Test
    void withoutAHorizonNothingIsDead() {
        LiveSet undecided =
                with(
                        BlockNumber.FIRST,
                        BlockSet.EMPTY,
                        List.of(new OfLayout(SampleLiveSets.OF_FILES, BlockSet.EMPTY)));
        BlockSet stored = BlockSet.ofRanges(List.of(new BlockRange(BlockNumber.FIRST, 2000)));

        assertThat(undecided.deadOf(stored)).isEqualTo(BlockSet.EMPTY);
    }

    @Test
    void whatIsWrittenIsReadAgain() {
        SignedLiveSet signed = SignedLiveSet.sign(SampleLiveSets.sample(), OWNER);

        SignedLiveSet read = SignedLiveSet.ofBytes(signed.toBytes());

        assertThat(read).isEqualTo(signed);
        assertThat(read.signedBy(OWNER.verifyingKey())).isTrue();
    }

    @Test
    void everyFlippedBitIsRefused() {
        byte[] signed = SignedLiveSet.sign(SampleLiveSets.sample(), OWNER).toBytes();
        for (int bit = 0; bit < signed.length * 8; bit++) {
            byte[] flipped = signed.clone();
            flipped[bit / 8] ^= (byte) (1 << bit % 8);
            assertThat(isProved(flipped)).as("bit %d", bit).isFalse();
        }
    }

    private static boolean isProved(byte[] bytes) {
        try {
            return SignedLiveSet.ofBytes(bytes).signedBy(OWNER.verifyingKey());
        } catch (IllegalArgumentException refused) {
            return false;
        }
    }

    @Test
    void anotherOwnersSignatureIsNone() {
        SigningKey stranger = SigningKey.ofSeed(new SeededRandom(9).bytes(SigningKey.SEED_BYTES));

        assertThat(
                        SignedLiveSet.sign(SampleLiveSets.sample(), stranger)
                                .signedBy(OWNER.verifyingKey()))
                .isFalse();
    }

    @Test
    void numbersAreNotOpenBehindTheHorizon() {
        BlockSet open = BlockSet.of(List.of(new BlockNumber(900)));
        List<OfLayout> alive = SampleLiveSets.sample().alive();

        assertThatThrownBy(() -> with(new BlockNumber(900), open, alive))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("900");
        assertThat(with(new BlockNumber(901), open, alive).open()).isEqualTo(open);
    }

    @Test
    void aBlockHasOneLayoutAndALayoutOnePlace() {
        OfLayout files =
                new OfLayout(SampleLiveSets.OF_FILES, BlockSet.of(List.of(new BlockNumber(1))));
        OfLayout sameBlock = new OfLayout(SampleLiveSets.WIDE, files.blocks());

        for (List<OfLayout> wrong :
                List.of(
                        List.of(files, sameBlock),
                        List.of(files, new OfLayout(files.layout(), BlockSet.EMPTY)),
                        List.<OfLayout>of(),
                        Collections.nCopies(LiveSet.MAX_LAYOUTS + 1, files))) {
            assertThatThrownBy(() -> with(BlockNumber.FIRST, BlockSet.EMPTY, wrong))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void layoutsLieInTheGroup() {
        CarrierGroup other = CarrierGroup.valueOf("16/0");

        assertThatThrownBy(
                        () ->
                                new LiveSet(
                                        SampleLiveSets.ACCOUNT,
                                        other,
                                        12,
                                        BlockNumber.FIRST,
                                        BlockSet.EMPTY,
                                        SampleLiveSets.sample().alive()))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
