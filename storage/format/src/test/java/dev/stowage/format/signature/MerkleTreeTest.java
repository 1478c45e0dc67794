package dev.stowage.format.signature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class MerkleTreeTest {

    private static final int LARGEST = 70;
    private static final int WIDEST_GROUP = 131_072;

    static IntStream sizes() {
        return IntStream.rangeClosed(1, LARGEST);
    }

    private static Digest leaf(int number) {
        return Digest.of(ByteBuffer.allocate(4).putInt(number).flip());
    }

    private static List<Digest> leaves(int size) {
        return IntStream.range(0, size).mapToObj(MerkleTreeTest::leaf).toList();
    }

    private static Digest flipped(Digest digest) {
        byte[] bytes = digest.toBytes();
        bytes[31] ^= 1;
        return Digest.of(bytes);
    }

    /// MTH of RFC 9162 §2.1.1, for leaves that are digests already.
    private static Digest rootByDefinition(List<Digest> leaves) {
        if (leaves.size() == 1) {
            return leaves.getFirst();
        }
        int split = split(leaves.size());
        ByteBuffer node = ByteBuffer.allocate(1 + 2 * Digest.BYTES).put((byte) 1);
        rootByDefinition(leaves.subList(0, split)).writeTo(node);
        rootByDefinition(leaves.subList(split, leaves.size())).writeTo(node);
        return Digest.of(node.flip());
    }

    /// PATH of RFC 9162 §2.1.3.1.
    private static List<Digest> pathByDefinition(int index, List<Digest> leaves) {
        if (leaves.size() == 1) {
            return List.of();
        }
        int split = split(leaves.size());
        List<Digest> left = leaves.subList(0, split);
        List<Digest> right = leaves.subList(split, leaves.size());
        List<Digest> path =
                new ArrayList<>(
                        index < split
                                ? pathByDefinition(index, left)
                                : pathByDefinition(index - split, right));
        path.add(rootByDefinition(index < split ? right : left));
        return path;
    }

    private static int split(int size) {
        int split = 1;
        while (2 * split < size) {
            split *= 2;
        }
        return split;
    }

    @ParameterizedTest
    @MethodSource("sizes")
    void theRootIsThatOfTheRfc(int size) {
        assertThat(new MerkleTree(leaves(size)).root()).isEqualTo(rootByDefinition(leaves(size)));
    }

    @ParameterizedTest
    @MethodSource("sizes")
    void everyPathIsThatOfTheRfcAndProvesItsLeaf(int size) {
        MerkleTree tree = new MerkleTree(leaves(size));
        for (int index = 0; index < size; index++) {
            List<Digest> path = tree.path(index);
            assertThat(path).isEqualTo(pathByDefinition(index, leaves(size)));
            assertThat(path).hasSize(MerkleTree.pathLength(index, size));
            assertThat(MerkleTree.rootFrom(leaf(index), index, size, path)).isEqualTo(tree.root());
        }
    }

    @ParameterizedTest
    @MethodSource("sizes")
    void anotherLeafIsDisproved(int size) {
        MerkleTree tree = new MerkleTree(leaves(size));
        for (int index = 0; index < size; index++) {
            Digest other = flipped(leaf(index));
            assertThat(MerkleTree.rootFrom(other, index, size, tree.path(index)))
                    .isNotEqualTo(tree.root());
        }
    }

    @ParameterizedTest
    @MethodSource("sizes")
    void aPathWithAnyDigestChangedIsDisproved(int size) {
        MerkleTree tree = new MerkleTree(leaves(size));
        for (int index = 0; index < size; index++) {
            for (int step = 0; step < tree.path(index).size(); step++) {
                List<Digest> path = new ArrayList<>(tree.path(index));
                path.set(step, flipped(path.get(step)));
                assertThat(MerkleTree.rootFrom(leaf(index), index, size, path))
                        .isNotEqualTo(tree.root());
            }
        }
    }

    @ParameterizedTest
    @MethodSource("sizes")
    void aLeafInAnotherPlaceIsDisproved(int size) {
        MerkleTree tree = new MerkleTree(leaves(size));
        for (int index = 0; index < size; index++) {
            List<Digest> path = tree.path(index);
            for (int other = 0; other < size; other++) {
                if (other != index && MerkleTree.pathLength(other, size) == path.size()) {
                    assertThat(MerkleTree.rootFrom(leaf(index), other, size, path))
                            .as("leaf %d of %d as leaf %d", index, size, other)
                            .isNotEqualTo(tree.root());
                }
            }
        }
    }

    @Test
    void aPathInAnotherOrderIsDisproved() {
        MerkleTree tree = new MerkleTree(leaves(LARGEST));
        List<Digest> path = new ArrayList<>(tree.path(3));
        Collections.swap(path, 0, 1);
        assertThat(MerkleTree.rootFrom(leaf(3), 3, LARGEST, path)).isNotEqualTo(tree.root());
    }

    @Test
    void aPathOfAnotherLengthIsRefused() {
        List<Digest> path = new MerkleTree(leaves(5)).path(0);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MerkleTree.rootFrom(leaf(0), 0, 5, path.subList(0, 2)))
                .withMessage("the path of leaf 0 of 5 has 3 digests, got 2");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MerkleTree.rootFrom(leaf(4), 4, 5, path))
                .withMessage("the path of leaf 4 of 5 has 1 digests, got 3");
    }

    @ParameterizedTest
    @CsvSource({"-1, 5", "5, 5", "0, 0", "0, -1", "-2147483648, 2147483647"})
    void leavesThatDoNotExistHaveNoPath(int index, int size) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MerkleTree.pathLength(index, size))
                .withMessage("leaf %d of %d does not exist", index, size);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MerkleTree.rootFrom(leaf(0), index, size, List.of()));
    }

    @Test
    void aTreeDoesNotGiveThePathOfALeafBesideIt() {
        MerkleTree tree = new MerkleTree(leaves(3));
        assertThatIllegalArgumentException().isThrownBy(() -> tree.path(3));
        assertThatIllegalArgumentException().isThrownBy(() -> tree.path(-1));
    }

    @Test
    void aTreeNeedsALeaf() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new MerkleTree(List.of()))
                .withMessage("a Merkle tree needs at least one leaf, got 0");
    }

    @Test
    void theWidestGroupGivesEveryPath() {
        MerkleTree tree = new MerkleTree(leaves(WIDEST_GROUP));
        for (int index = 0; index < WIDEST_GROUP; index++) {
            assertThat(tree.path(index).size()).isEqualTo(17);
        }
        for (int index = 0; index < WIDEST_GROUP; index += 997) {
            assertThat(MerkleTree.rootFrom(leaf(index), index, WIDEST_GROUP, tree.path(index)))
                    .isEqualTo(tree.root());
        }
    }

    @Test
    void thePathOfTheLargestTreeIsCountedWithoutIt() {
        assertThat(MerkleTree.pathLength(0, Integer.MAX_VALUE)).isEqualTo(31);
        assertThat(MerkleTree.pathLength(Integer.MAX_VALUE - 1, Integer.MAX_VALUE)).isEqualTo(30);
    }
}
