package dev.stowage.format.signature;

import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;

/// A Merkle tree over a fixed list of leaves, shaped as in RFC 9162 §2.1: the left half of n leaves
/// holds the largest power of two below n.
///
/// Inner node = SHA-256(0x01 ‖ left ‖ right). Leaves are digests already; who makes them puts his
/// own first byte in front, so that no leaf can pass for an inner node.
public final class MerkleTree {

    private static final byte INNER = 1;

    private final List<Digest> leaves;

    /// @param leaves at least one
    public MerkleTree(List<Digest> leaves) {
        if (leaves.isEmpty()) {
            throw new IllegalArgumentException("a Merkle tree needs at least one leaf");
        }
        this.leaves = List.copyOf(leaves);
    }

    public Digest root() {
        return root(leaves);
    }

    /// What a verifier needs besides leaf `index`: sibling digests, the leaf's own first.
    public List<Digest> path(int index) {
        List<Digest> path = new ArrayList<>(pathLength(index, leaves.size()));
        collectPath(leaves, index, path);
        return path;
    }

    /// Digests in the path of leaf `index` among `size` leaves.
    public static int pathLength(int index, int size) {
        if (index < 0 || index >= size) {
            throw new IllegalArgumentException(
                    "leaf %d of %d does not exist".formatted(index, size));
        }
        int length = 0;
        int first = 0;
        int count = size;
        while (count > 1) {
            int left = leftCount(count);
            if (index - first < left) {
                count = left;
            } else {
                first += left;
                count -= left;
            }
            length++;
        }
        return length;
    }

    /// The root that follows from a leaf and its path.
    ///
    /// @param path as [#path] gives it
    public static Digest rootFrom(Digest leaf, int index, int size, List<Digest> path) {
        if (path.size() != pathLength(index, size)) {
            throw new IllegalArgumentException(
                    "the path of leaf %d of %d has %d digests, got %d"
                            .formatted(index, size, pathLength(index, size), path.size()));
        }
        return climb(leaf, index, size, path);
    }

    private static Digest climb(Digest leaf, int index, int size, List<Digest> path) {
        if (size == 1) {
            return leaf;
        }
        int left = leftCount(size);
        Digest sibling = path.getLast();
        List<Digest> below = path.subList(0, path.size() - 1);
        return index < left
                ? inner(climb(leaf, index, left, below), sibling)
                : inner(sibling, climb(leaf, index - left, size - left, below));
    }

    private static void collectPath(List<Digest> leaves, int index, List<Digest> path) {
        if (leaves.size() == 1) {
            return;
        }
        int left = leftCount(leaves.size());
        List<Digest> lower = leaves.subList(0, left);
        List<Digest> upper = leaves.subList(left, leaves.size());
        if (index < left) {
            collectPath(lower, index, path);
            path.add(root(upper));
        } else {
            collectPath(upper, index - left, path);
            path.add(root(lower));
        }
    }

    private static Digest root(List<Digest> leaves) {
        if (leaves.size() == 1) {
            return leaves.getFirst();
        }
        int left = leftCount(leaves.size());
        return inner(root(leaves.subList(0, left)), root(leaves.subList(left, leaves.size())));
    }

    /// The largest power of two below `count` (count > 1).
    private static int leftCount(int count) {
        return Integer.highestOneBit(count - 1);
    }

    private static Digest inner(Digest left, Digest right) {
        MessageDigest digester = Digest.sha256();
        digester.update(INNER);
        left.feed(digester);
        right.feed(digester);
        return Digest.of(digester);
    }
}
