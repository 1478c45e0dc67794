package dev.stowage.format.record;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stowage.format.block.SampleBlocks;
import dev.stowage.format.block.SignedBlock;
import dev.stowage.format.layout.Layout;
import dev.stowage.format.signature.Digest;
import dev.stowage.format.signature.Signature;
import dev.stowage.format.signature.SigningKey;
import dev.stowage.format.signature.VerifyingKey;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RecordProverTest {

    private static final VerifyingKey OWNER = SampleBlocks.OWNER.verifyingKey();
    private static final Layout LAYOUT = SampleBlocks.wholeGroup(1);
    private static final List<SignedBlock> BLOCKS = SampleBlocks.batch(LAYOUT, 20_000, 3);

    private final RecordProver prover = new RecordProver(OWNER, new ProvenSignatures(8));

    private static RecordHeader header(int block, int position) {
        return BLOCKS.get(block).record(position, 1).header();
    }

    @Test
    void allRecordsOfABatchAreProved() {
        for (int position = 0; position < LAYOUT.carriers(); position++) {
            for (int block = 0; block < BLOCKS.size(); block++) {
                assertThat(prover.proves(header(block, position))).isTrue();
            }
        }
    }

    @Test
    void itSaysWhatARecordByItselfSays() {
        prover.proves(header(0, 4));
        prover.proves(header(0, 6));
        for (int position : new int[] {4, 5, 7, 20}) {
            for (RecordHeader wrong : falsified(header(0, position))) {
                assertThat(wrong.provenBy(OWNER)).isFalse();
                assertThat(prover.proves(wrong)).isFalse();
            }
            assertThat(prover.proves(header(0, position))).isTrue();
        }
    }

    /// The header with one thing wrong each.
    private static List<RecordHeader> falsified(RecordHeader good) {
        List<RecordHeader> wrong = new ArrayList<>();
        BatchProof proof = good.proof();
        wrong.add(with(good, flipped(good.root()), good.proof(), good.path(), good.sums()));
        wrong.add(
                with(
                        good,
                        good.root(),
                        new BatchProof(
                                flipped(proof.signature()),
                                proof.index(),
                                proof.size(),
                                proof.path()),
                        good.path(),
                        good.sums()));
        wrong.add(with(good, good.root(), header(1, 0).proof(), good.path(), good.sums()));
        FragmentSum sum = good.sums().getFirst();
        List<FragmentSum> sums = List.of(new FragmentSum(flipped(sum.digest()), sum.crc()));
        wrong.add(with(good, good.root(), good.proof(), good.path(), sums));
        for (int step = 0; step < good.path().size(); step++) {
            wrong.add(
                    with(good, good.root(), good.proof(), flipped(good.path(), step), good.sums()));
        }
        for (int step = 0; step < proof.path().size(); step++) {
            List<Digest> path = flipped(proof.path(), step);
            BatchProof other = new BatchProof(proof.signature(), proof.index(), proof.size(), path);
            wrong.add(with(good, good.root(), other, good.path(), good.sums()));
        }
        return wrong;
    }

    private static RecordHeader with(
            RecordHeader good,
            Digest root,
            BatchProof proof,
            List<Digest> path,
            List<FragmentSum> sums) {
        return new RecordHeader(
                good.address(),
                good.layout(),
                good.position(),
                good.generation(),
                good.blockLength(),
                good.fragmentLength(),
                root,
                proof,
                path,
                sums);
    }

    private static List<Digest> flipped(List<Digest> path, int step) {
        List<Digest> wrong = new ArrayList<>(path);
        wrong.set(step, flipped(path.get(step)));
        return wrong;
    }

    private static Digest flipped(Digest digest) {
        byte[] bytes = digest.toBytes();
        bytes[0] ^= 1;
        return Digest.of(bytes);
    }

    private static Signature flipped(Signature signature) {
        byte[] bytes = signature.toBytes();
        bytes[0] ^= 1;
        return Signature.of(bytes);
    }

    @Test
    void whatOneOwnerSignedIsNotProvedForAnother() {
        byte[] seed = new byte[SigningKey.SEED_BYTES];
        Arrays.fill(seed, (byte) 1);
        ProvenSignatures shared = new ProvenSignatures(8);
        VerifyingKey stranger = SigningKey.ofSeed(seed).verifyingKey();
        assertThat(new RecordProver(OWNER, shared).proves(header(0, 0))).isTrue();
        assertThat(new RecordProver(stranger, shared).proves(header(0, 0))).isFalse();
    }

    @Test
    void forgottenSignaturesAreVerifiedAgain() {
        ProvenSignatures few = new ProvenSignatures(1);
        SignedBlock another = SampleBlocks.batch(LAYOUT, 30_000, 1).getFirst();
        IntStream.range(0, 3)
                .forEach(
                        position -> {
                            RecordProver fresh = new RecordProver(OWNER, few);
                            assertThat(fresh.proves(header(0, position))).isTrue();
                            assertThat(fresh.proves(another.record(position, 1).header())).isTrue();
                        });
    }
}
