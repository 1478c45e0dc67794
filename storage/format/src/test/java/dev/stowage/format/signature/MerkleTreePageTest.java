package dev.stowage.format.signature;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stowage.format.FormatPage;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// The trees printed in docs/format.md are those of the code.
class MerkleTreePageTest {

    private static final FormatPage PAGE = FormatPage.section("Merkle tree");

    private static Digest leaf(int number) {
        return Digest.of(ByteBuffer.wrap(new byte[] {(byte) number}));
    }

    private static MerkleTree tree(int size) {
        return new MerkleTree(IntStream.range(0, size).mapToObj(MerkleTreePageTest::leaf).toList());
    }

    @Test
    void printedRootsAreRight() {
        for (List<String> cells : PAGE.table("n", "root")) {
            assertThat(tree(Integer.parseInt(cells.get(0))).root()).hasToString(cells.get(1));
        }
    }

    @Test
    void printedPathsAreRight() {
        for (List<String> cells : PAGE.table("leaf of 7", "path")) {
            int index = Integer.parseInt(cells.get(0));
            List<Digest> path =
                    Arrays.stream(cells.get(1).split(" ")).map(Digest::valueOf).toList();
            assertThat(tree(7).path(index)).isEqualTo(path);
            assertThat(MerkleTree.rootFrom(leaf(index), index, 7, path)).isEqualTo(tree(7).root());
        }
    }
}
