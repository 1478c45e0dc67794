package dev.stowage.format.signature;

import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;

/// A Merkle tree over a fixed list of leaves, shaped as in RFC 9162 §2.1: the left half of n leaves
/// holds the largest power of two below n.
///
/// Inner node = SHA-256(0x01 ‖ left ‖ right). Leaves are digests already; who makes them puts his
/// own first byte in front, so that no leaf can pass for an inner node.
///
/// All nodes are computed once and kept, so that the root and every path together cost n - 1
/// hashes.
public final class MerkleTree {

    private static final byte INNER = 1;

    /// The leaves, then the nodes above them, up to the root alone. A node without a neighbour to
    /// its right rises as it is, which gives the shape of the RFC.
    private final List<List<Digest>> rows;

    /// @param leaves at least one
    public MerkleTree(List<Digest> leaves) {
        if (leaves.isEmpty()) {
            throw new IllegalArgumentException("a Merkle tree needs at least one leaf, got 0");
        }
        MessageDigest digester = Digest.sha256();
        List<List<Digest>> grown = new ArrayList<>();
        grown.add(List.copyOf(leaves));
        while (grown.getLast().size() > 1) {
            grown.add(rowAbove(grown.getLast(), digester));
        }
        this.rows = List.copyOf(grown);
    }

    private static List<Digest> rowAbove(List<Digest> row, MessageDigest digester) {
        List<Digest> above = new ArrayList<>(Math.ceilDiv(row.size(), 2));
        for (int left = 0; left + 1 < row.size(); left += 2) {
            above.add(inner(row.get(left), row.get(left + 1), digester));
        }
        if (row.size() % 2 == 1) {
            above.add(row.getLast());
        }
        return above;
    }

    public Digest root() {
        return rows.getLast().getFirst();
    }

    /// What a verifier needs besides leaf `index`: sibling digests, the leaf's own first.
    ///
    /// @param index 0 … leaves-1
    public List<Digest> path(int index) {
        Digest[] path = new Digest[pathLength(index, rows.getFirst().size())];
        int place = index;
        int length = 0;
        for (List<Digest> row : rows) {
            int sibling = place ^ 1;
            if (sibling < row.size()) {
                path[length++] = row.get(sibling);
            }
            place >>= 1;
        }
        return List.of(path);
    }

    /// Digests in the path of leaf `index` among `size` leaves.
    public static int pathLength(int index, int size) {
        if (index < 0 || index >= size) {
            throw new IllegalArgumentException(
                    "leaf %d of %d does not exist".formatted(index, size));
        }
        int length = 0;
        for (int place = index, last = size - 1; last > 0; place >>= 1, last >>= 1) {
            length += hasSibling(place, last) ? 1 : 0;
        }
        return length;
    }

    /// The root that follows from a leaf and its path.
    ///
    /// @param path as [#path] gives it
    public static Digest rootFrom(Digest leaf, int index, int size, List<Digest> path) {
        requirePath(index, size, path);
        MessageDigest digester = Digest.sha256();
        Digest node = leaf;
        int used = 0;
        for (int place = index, last = size - 1; last > 0; place >>= 1, last >>= 1) {
            if (hasSibling(place, last)) {
                Digest sibling = path.get(used++);
                boolean left = place % 2 == 0;
                node = inner(left ? node : sibling, left ? sibling : node, digester);
            }
        }
        return node;
    }

    static void requirePath(int index, int size, List<Digest> path) {
        int expected = pathLength(index, size);
        if (path.size() != expected) {
            throw new IllegalArgumentException(
                    "the path of leaf %d of %d has %d digests, got %d"
                            .formatted(index, size, expected, path.size()));
        }
    }

    /// Whether a node has a neighbour to pair with in a row whose places are 0 … last.
    private static boolean hasSibling(int place, int last) {
        return (place ^ 1) <= last;
    }

    static Digest inner(Digest left, Digest right, MessageDigest digester) {
        digester.update(INNER);
        left.feed(digester);
        right.feed(digester);
        return Digest.of(digester);
    }
}
