package dev.stowage.format.signature;

import java.security.MessageDigest;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// A [MerkleTree] of which only some leaves and nodes are known, and the paths that follow from
/// them. Not safe for several threads.
///
/// A leaf that is there with its path makes all nodes beside its way known. So the path of a leaf
/// that was made anew follows as soon as the leaves between it and the nearest known one are there:
/// [#between] tells which.
public final class PartialTree {

    private static final int ROOT = 1;

    private final int height;
    private final int last;
    private final MessageDigest digester = Digest.sha256();

    /// Numbered as in a heap: the root is 1, below node n are 2n and 2n + 1.
    private final Map<Integer, Digest> nodes = new HashMap<>();

    /// @param size leaves of the tree, 1 or more
    public PartialTree(int size) {
        this.height = Integer.SIZE - Integer.numberOfLeadingZeros(size - 1);
        this.last = (ROOT << height) + size - 1;
    }

    /// A leaf with the path that has led from it to the root.
    public void know(Digest leaf, int index, List<Digest> path) {
        MerkleTree.requirePath(index, last - (ROOT << height) + 1, path);
        know(leaf, index);
        int used = 0;
        int depth = height;
        for (int number = (ROOT << height) + index; number > ROOT; number >>= 1) {
            if ((number ^ 1) <= lastOf(depth)) {
                nodes.put(number ^ 1, path.get(used++));
            }
            depth--;
        }
    }

    /// A leaf alone.
    public void know(Digest leaf, int index) {
        nodes.put((ROOT << height) + index, leaf);
    }

    /// What a verifier needs besides leaf `index`, as [MerkleTree#path].
    ///
    /// @throws IllegalStateException if too little is known
    public List<Digest> path(int index) {
        int number = (ROOT << height) + index;
        Digest[] path = new Digest[MerkleTree.pathLength(index, last - (ROOT << height) + 1)];
        int length = 0;
        for (int depth = height; depth > 0; depth--) {
            if ((number ^ 1) <= lastOf(depth)) {
                path[length++] = node(number ^ 1, depth);
            }
            number >>= 1;
        }
        return List.of(path);
    }

    private Digest node(int number, int depth) {
        Digest known = nodes.get(number);
        if (known != null) {
            return known;
        }
        if (depth == height) {
            throw new IllegalStateException(
                    "leaf %d of the tree is not known".formatted(number - (ROOT << height)));
        }
        Digest left = node(2 * number, depth + 1);
        boolean rises = 2 * number + 1 > lastOf(depth + 1);
        Digest made =
                rises ? left : MerkleTree.inner(left, node(2 * number + 1, depth + 1), digester);
        nodes.put(number, made);
        return made;
    }

    /// The number of the last node of a row; the root's is row 0.
    private int lastOf(int depth) {
        return last >> (height - depth);
    }

    /// The leaves that have to be made anew, leaf `index` among them, so that its path follows from
    /// leaves that are known with theirs: all up to the nearest of these. All leaves if none is
    /// known.
    ///
    /// @param size of the tree
    /// @param known none of them is `index`
    public static BitSet between(int index, int size, BitSet known) {
        int width = 1;
        int first = index;
        while (width < size) {
            int wider = 2 * width;
            int start = index / wider * wider;
            int next = known.nextSetBit(start);
            if (next >= 0 && next < start + wider) {
                break;
            }
            width = wider;
            first = start;
        }
        BitSet between = new BitSet(size);
        between.set(first, Math.min(first + width, size));
        return between;
    }

    /// The known leaf that is nearest in the tree, by which the fewest have to be made anew.
    ///
    /// @return -1 if none is known
    public static int nearest(int index, int size, BitSet known) {
        for (int width = 2; width < 2 * size; width *= 2) {
            int start = index / width * width;
            int next = known.nextSetBit(start);
            if (next >= 0 && next < start + width) {
                return next;
            }
        }
        return -1;
    }
}
