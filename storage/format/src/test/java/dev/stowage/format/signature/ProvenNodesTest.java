package dev.stowage.format.signature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ProvenNodesTest {

    private static final int LARGEST = 35;

    private static List<Digest> leaves(int size) {
        return IntStream.range(0, size)
                .mapToObj(number -> Digest.of(ByteBuffer.allocate(4).putInt(number).flip()))
                .toList();
    }

    private static Digest flipped(Digest digest) {
        byte[] bytes = digest.toBytes();
        bytes[31] ^= 1;
        return Digest.of(bytes);
    }

    private static ProvenNodes nodes(MerkleTree tree, int size) {
        return new ProvenNodes(tree.root(), size, Digest.sha256());
    }

    private static List<Integer> shuffled(int size, Random random) {
        List<Integer> order = new ArrayList<>(IntStream.range(0, size).boxed().toList());
        Collections.shuffle(order, random);
        return order;
    }

    @Test
    void everyLeafLeadsToTheRootInWhateverOrder() {
        Random random = new Random(1);
        for (int size = 1; size <= LARGEST; size++) {
            List<Digest> leaves = leaves(size);
            MerkleTree tree = new MerkleTree(leaves);
            ProvenNodes nodes = nodes(tree, size);
            for (int index : shuffled(size, random)) {
                assertThat(nodes.leadsToRoot(leaves.get(index), index, tree.path(index))).isTrue();
                assertThat(nodes.leadsToRoot(leaves.get(index), index, tree.path(index))).isTrue();
            }
        }
    }

    @Test
    void whatIsWrongIsRefusedHoweverMuchIsKnown() {
        Random random = new Random(2);
        for (int size = 1; size <= LARGEST; size++) {
            List<Digest> leaves = leaves(size);
            MerkleTree tree = new MerkleTree(leaves);
            ProvenNodes nodes = nodes(tree, size);
            for (int index : shuffled(size, random)) {
                refusesEveryFlip(nodes, leaves.get(index), index, tree.path(index));
                assertThat(nodes.leadsToRoot(leaves.get(index), index, tree.path(index))).isTrue();
                refusesEveryFlip(nodes, leaves.get(index), index, tree.path(index));
            }
        }
    }

    private static void refusesEveryFlip(
            ProvenNodes nodes, Digest leaf, int index, List<Digest> path) {
        assertThat(nodes.leadsToRoot(flipped(leaf), index, path)).isFalse();
        for (int step = 0; step < path.size(); step++) {
            List<Digest> wrong = new ArrayList<>(path);
            wrong.set(step, flipped(path.get(step)));
            assertThat(nodes.leadsToRoot(leaf, index, wrong)).as("step %d", step).isFalse();
        }
    }

    @Test
    void aLeafInAnothersPlaceIsRefused() {
        List<Digest> leaves = leaves(13);
        MerkleTree tree = new MerkleTree(leaves);
        ProvenNodes nodes = nodes(tree, 13);
        for (int index = 0; index < 12; index++) {
            assertThat(nodes.leadsToRoot(leaves.get(index), index, tree.path(index))).isTrue();
            assertThat(nodes.leadsToRoot(leaves.get(index), index + 1, tree.path(index + 1)))
                    .isFalse();
        }
    }

    @Test
    void anotherTreesRootIsNotReached() {
        List<Digest> leaves = leaves(8);
        MerkleTree tree = new MerkleTree(leaves);
        ProvenNodes nodes = new ProvenNodes(flipped(tree.root()), 8, Digest.sha256());
        for (int index = 0; index < 8; index++) {
            assertThat(nodes.leadsToRoot(leaves.get(index), index, tree.path(index))).isFalse();
        }
    }

    @Test
    void aPathOfAnotherLengthIsRefused() {
        List<Digest> leaves = leaves(8);
        ProvenNodes nodes = nodes(new MerkleTree(leaves), 8);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> nodes.leadsToRoot(leaves.getFirst(), 0, List.of()))
                .withMessage("the path of leaf 0 of 8 has 3 digests, got 0");
    }
}
