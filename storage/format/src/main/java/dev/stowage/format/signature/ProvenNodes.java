package dev.stowage.format.signature;

import java.security.MessageDigest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// The nodes of one Merkle tree that are known to lead to its root, so that leaves which come
/// together take each inner node once. Not safe for several threads.
///
/// A path that has led to the root proves the nodes on it and the neighbours that it names. So of a
/// known node the whole way up is known, and a later path is hashed only as far as the first known
/// node; from there on it is compared.
public final class ProvenNodes {

    private static final int ROOT = 1;

    private final int size;
    private final int firstLeaf;
    private final MessageDigest digester;

    /// Numbered as in a heap: the root is 1, below node n are 2n and 2n + 1.
    private final Map<Integer, Digest> known = new HashMap<>();

    private final int[] freshNumbers;
    private final Digest[] freshDigests;
    private int fresh;

    /// @param size leaves of the tree, 1 or more
    /// @param digester for SHA-256, used by nobody else meanwhile
    public ProvenNodes(Digest root, int size, MessageDigest digester) {
        int height = Integer.SIZE - Integer.numberOfLeadingZeros(size - 1);
        this.size = size;
        this.firstLeaf = ROOT << height;
        this.freshNumbers = new int[2 * height];
        this.freshDigests = new Digest[2 * height];
        this.digester = digester;
        known.put(ROOT, root);
    }

    /// Whether a leaf and its path lead to the root, as [MerkleTree#rootFrom] would tell.
    ///
    /// @param path as [MerkleTree#path] gives it
    public boolean leadsToRoot(Digest leaf, int index, List<Digest> path) {
        MerkleTree.requirePath(index, size, path);
        fresh = 0;
        int number = firstLeaf + index;
        int last = firstLeaf + size - 1;
        int used = 0;
        Digest node = leaf;
        Digest there = known.get(number);
        while (there == null) {
            note(number, node);
            if ((number ^ 1) <= last) {
                Digest sibling = path.get(used++);
                note(number ^ 1, sibling);
                boolean isLeft = number % 2 == 0;
                node = MerkleTree.inner(isLeft ? node : sibling, isLeft ? sibling : node, digester);
            }
            number >>= 1;
            last >>= 1;
            there = known.get(number);
        }
        boolean leads =
                there.equals(node) && isWayUp(number, last, path.subList(used, path.size()));
        if (leads) {
            remember();
        }
        return leads;
    }

    /// Whether the rest of a path names the neighbours of the known nodes above.
    private boolean isWayUp(int from, int lastOfRow, List<Digest> rest) {
        int used = 0;
        for (int number = from, last = lastOfRow; number > ROOT; number >>= 1, last >>= 1) {
            if ((number ^ 1) <= last && !Objects.equals(rest.get(used++), known.get(number ^ 1))) {
                return false;
            }
        }
        return true;
    }

    private void note(int number, Digest digest) {
        freshNumbers[fresh] = number;
        freshDigests[fresh++] = digest;
    }

    private void remember() {
        for (int i = 0; i < fresh; i++) {
            known.put(freshNumbers[i], freshDigests[i]);
        }
    }
}
