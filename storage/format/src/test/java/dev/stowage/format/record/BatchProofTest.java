package dev.stowage.format.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.stowage.format.signature.Digest;
import dev.stowage.format.signature.MerkleTree;
import dev.stowage.format.signature.SigningKey;
import dev.stowage.format.signature.VerifyingKey;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BatchProofTest {

    private static final SigningKey OWNER = SigningKey.ofSeed(new byte[32]);
    private static final VerifyingKey KEY = OWNER.verifyingKey();

    private static Digest digest(int number) {
        return Digest.of(ByteBuffer.allocate(4).putInt(number).flip());
    }

    private static List<Digest> digests(int size) {
        return IntStream.range(0, size).mapToObj(BatchProofTest::digest).toList();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 64})
    void everyBlockOfABatchIsProvedByOneSignature(int size) {
        List<BatchProof> proofs = BatchProof.sign(digests(size), OWNER);
        assertThat(proofs).hasSize(size);
        assertThat(proofs.stream().map(BatchProof::signature).distinct()).hasSize(1);
        for (int index = 0; index < size; index++) {
            assertThat(proofs.get(index).index()).isEqualTo(index);
            assertThat(proofs.get(index).size()).isEqualTo(size);
            assertThat(proofs.get(index).proves(digest(index), KEY)).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 64})
    void aProofIsOfItsBlockOnly(int size) {
        List<BatchProof> proofs = BatchProof.sign(digests(size), OWNER);
        for (int index = 0; index < size; index++) {
            assertThat(proofs.get(index).proves(digest(index + 1), KEY)).isFalse();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 64})
    void aProofComesBackFromItsBytes(int size) {
        for (BatchProof proof : BatchProof.sign(digests(size), OWNER)) {
            ByteBuffer buffer = ByteBuffer.allocate(proof.length());
            proof.writeTo(buffer);
            assertThat(buffer.hasRemaining()).isFalse();
            assertThat(BatchProof.readFrom(buffer.flip())).isEqualTo(proof);
            for (int length = 0; length < proof.length(); length++) {
                ByteBuffer cut = buffer.slice(0, length);
                assertThatIllegalArgumentException().isThrownBy(() -> BatchProof.readFrom(cut));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 7, 64})
    void aProofInAnotherPlaceOrOfAnotherSizeIsNone(int size) {
        BatchProof proof = BatchProof.sign(digests(size), OWNER).getFirst();
        int found = 0;
        for (int otherSize = 1; otherSize <= 2 * size; otherSize++) {
            for (int index = 0; index < otherSize; index++) {
                boolean same = otherSize == size && index == 0;
                if (!same && MerkleTree.pathLength(index, otherSize) == proof.path().size()) {
                    BatchProof other =
                            new BatchProof(proof.signature(), index, otherSize, proof.path());
                    assertThat(other.proves(digest(0), KEY))
                            .as("%d of %d", index, otherSize)
                            .isFalse();
                    found++;
                }
            }
        }
        assertThat(found).isPositive();
    }

    @Test
    void anotherKeyProvesNothing() {
        BatchProof proof = BatchProof.sign(digests(1), OWNER).getFirst();
        byte[] seed = new byte[32];
        seed[0] = 1;
        assertThat(proof.proves(digest(0), SigningKey.ofSeed(seed).verifyingKey())).isFalse();
    }

    @Test
    void whatIsSignedIsPurposeSizeAndRoot() {
        MerkleTree tree = new MerkleTree(digests(3));
        ByteBuffer message =
                ByteBuffer.allocate(51)
                        .put("stowage batch 1".getBytes(StandardCharsets.US_ASCII))
                        .putInt(3);
        tree.root().writeTo(message);
        assertThat(BatchProof.sign(digests(3), OWNER).getFirst().signature())
                .isEqualTo(OWNER.sign(message.array()));
    }

    @Test
    void aSignatureOfTheBareRootIsNoProof() {
        Digest root = digest(0);
        BatchProof proof = new BatchProof(OWNER.sign(root.toBytes()), 0, 1, List.of());
        assertThat(proof.proves(root, KEY)).isFalse();
    }

    @Test
    void theLargestBatchIsSigned() {
        List<BatchProof> proofs = BatchProof.sign(digests(BatchProof.MAX_BATCH), OWNER);
        assertThat(proofs.getLast().path()).hasSize(12);
        assertThat(proofs.getLast().proves(digest(BatchProof.MAX_BATCH - 1), KEY)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 4097})
    void largerAndEmptyBatchesAreNotSigned(int size) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> BatchProof.sign(digests(size), OWNER))
                .withMessage("number of blocks in a batch must be 1 … 4096, got " + size);
    }

    @ParameterizedTest
    @CsvSource({"0, 0, 0", "-1, 2, 1", "2, 2, 1", "0, 2, 0", "0, 2, 2", "0, 4097, 13", "0, -1, 0"})
    void proofsThatNoBatchGivesAreRefused(int index, int size, int steps) {
        List<Digest> path = new ArrayList<>(digests(steps));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new BatchProof(OWNER.sign(new byte[0]), index, size, path));
    }
}
