package dev.stowage.format.signature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.nio.ByteBuffer;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PartialTreeTest {

    private static final int LARGEST = 35;

    private static List<Digest> leaves(int size) {
        return IntStream.range(0, size)
                .mapToObj(number -> Digest.of(ByteBuffer.allocate(4).putInt(number).flip()))
                .toList();
    }

    private static BitSet some(int size, Random random) {
        BitSet some = new BitSet();
        IntStream.range(0, size).filter(_ -> random.nextInt(3) == 0).forEach(some::set);
        return some;
    }

    @Test
    void everyPathFollowsFromTheLeavesUpToTheNearestKnownOne() {
        Random random = new Random(1);
        for (int size = 1; size <= LARGEST; size++) {
            List<Digest> leaves = leaves(size);
            MerkleTree whole = new MerkleTree(leaves);
            for (int round = 0; round < 20; round++) {
                BitSet known = some(size, random);
                int lost = random.nextInt(size);
                known.clear(lost);
                PartialTree tree = new PartialTree(size);
                int nearest = PartialTree.nearest(lost, size, known);
                if (nearest >= 0) {
                    tree.know(leaves.get(nearest), nearest, whole.path(nearest));
                }
                BitSet made = PartialTree.between(lost, size, known);
                made.stream().forEach(each -> tree.know(leaves.get(each), each));

                assertThat(tree.path(lost)).isEqualTo(whole.path(lost));
                assertThat(made.get(lost)).isTrue();
                assertThat(made.intersects(known)).isFalse();
            }
        }
    }

    @Test
    void besideAKnownNeighbourNothingElseIsMade() {
        assertThat(PartialTree.between(4, 8, BitSet.valueOf(new long[] {0b0010_0000})))
                .isEqualTo(BitSet.valueOf(new long[] {0b0001_0000}));
        assertThat(PartialTree.between(4, 8, BitSet.valueOf(new long[] {0b0100_0000})))
                .isEqualTo(BitSet.valueOf(new long[] {0b0011_0000}));
        assertThat(PartialTree.between(4, 7, new BitSet()))
                .isEqualTo(BitSet.valueOf(new long[] {0b0111_1111}));
    }

    @Test
    void aPathOfWhichTooLittleIsKnownIsNotGuessed() {
        PartialTree tree = new PartialTree(8);
        List<Digest> leaves = leaves(8);
        tree.know(leaves.get(6), 6, new MerkleTree(leaves).path(6));
        tree.know(leaves.get(4), 4);

        assertThatIllegalStateException()
                .isThrownBy(() -> tree.path(4))
                .withMessage("leaf 5 of the tree is not known");
    }
}
