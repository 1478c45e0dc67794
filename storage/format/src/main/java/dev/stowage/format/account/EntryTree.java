package dev.stowage.format.account;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// An immutable sorted set of values that know their paths: a height-balanced (AVL) tree whose
/// changes copy only the way to the root, so that old and new share nearly everything and readers
/// need no lock.
///
/// @param <V> what stands at a path
final class EntryTree<V extends EntryTree.Placed> {

    /// What a node takes in memory, with references of 4 bytes.
    static final int NODE_BYTES = 32;

    /// Something that stands at a path.
    interface Placed {

        /// The path.
        String key();

        /// Whether its path stands before (negative), at (0) or behind another one.
        int compareTo(String key);
    }

    /// No record: two nodes are the same only if they are one.
    private static final class Node<V extends Placed> {
        private final V value;
        private final @Nullable Node<V> left;
        private final @Nullable Node<V> right;
        private final int height;

        Node(V value, @Nullable Node<V> left, @Nullable Node<V> right, int height) {
            this.value = value;
            this.left = left;
            this.right = right;
            this.height = height;
        }
    }

    private final @Nullable Node<V> root;

    private EntryTree(@Nullable Node<V> root) {
        this.root = root;
    }

    static <V extends Placed> EntryTree<V> empty() {
        return new EntryTree<>(null);
    }

    /// The tree of values in strictly ascending order of their keys, in linear time.
    static <V extends Placed> EntryTree<V> ofSorted(List<V> values) {
        return new EntryTree<>(build(values));
    }

    Optional<V> find(String key) {
        Node<V> node = root;
        while (node != null) {
            int order = node.value.compareTo(key);
            if (order == 0) {
                return Optional.of(node.value);
            }
            node = order > 0 ? node.left : node.right;
        }
        return Optional.empty();
    }

    EntryTree<V> with(V value) {
        return new EntryTree<>(insert(root, value.key(), value));
    }

    EntryTree<V> without(String key) {
        return new EntryTree<>(remove(root, key));
    }

    /// The value of the first key that is not below `key`.
    Optional<V> ceiling(String key) {
        @Nullable Node<V> best = null;
        Node<V> node = root;
        while (node != null) {
            if (node.value.compareTo(key) >= 0) {
                best = node;
                node = node.left;
            } else {
                node = node.right;
            }
        }
        return best == null ? Optional.empty() : Optional.of(best.value);
    }

    /// The values in ascending order from the first key that is not below `key`.
    Iterator<V> from(String key) {
        return new Ascending<>(root, key);
    }

    private static final class Ascending<V extends Placed> implements Iterator<V> {

        private final Deque<Node<V>> ahead = new ArrayDeque<>();

        Ascending(@Nullable Node<V> root, String key) {
            Node<V> node = root;
            while (node != null) {
                if (node.value.compareTo(key) >= 0) {
                    ahead.push(node);
                    node = node.left;
                } else {
                    node = node.right;
                }
            }
        }

        @Override
        public boolean hasNext() {
            return !ahead.isEmpty();
        }

        @Override
        public V next() {
            if (ahead.isEmpty()) {
                throw new NoSuchElementException();
            }
            Node<V> node = ahead.pop();
            for (Node<V> below = node.right; below != null; below = below.left) {
                ahead.push(below);
            }
            return node.value;
        }
    }

    private static <V extends Placed> @Nullable Node<V> build(List<V> values) {
        if (values.isEmpty()) {
            return null;
        }
        int middle = values.size() / 2;
        return node(
                values.get(middle),
                build(values.subList(0, middle)),
                build(values.subList(middle + 1, values.size())));
    }

    private static <V extends Placed> Node<V> insert(@Nullable Node<V> node, String key, V value) {
        if (node == null) {
            return node(value, null, null);
        }
        int order = node.value.compareTo(key);
        if (order == 0) {
            return new Node<>(value, node.left, node.right, node.height);
        }
        return order > 0
                ? balanced(node, insert(node.left, key, value), node.right)
                : balanced(node, node.left, insert(node.right, key, value));
    }

    private static <V extends Placed> @Nullable Node<V> remove(@Nullable Node<V> node, String key) {
        if (node == null) {
            return null;
        }
        int order = node.value.compareTo(key);
        if (order != 0) {
            return order > 0
                    ? balanced(node, remove(node.left, key), node.right)
                    : balanced(node, node.left, remove(node.right, key));
        }
        if (node.left == null) {
            return node.right;
        }
        if (node.right == null) {
            return node.left;
        }
        Node<V> next = node.right;
        while (next.left != null) {
            next = next.left;
        }
        return balanced(next, node.left, removeFirst(node.right));
    }

    private static <V extends Placed> @Nullable Node<V> removeFirst(Node<V> node) {
        return node.left == null ? node.right : balanced(node, removeFirst(node.left), node.right);
    }

    /// The node's key and value over two trees whose heights differ by at most 2.
    private static <V extends Placed> Node<V> balanced(
            Node<V> node, @Nullable Node<V> left, @Nullable Node<V> right) {
        if (left != null && height(left) > height(right) + 1) {
            return turnRight(node, left, right);
        }
        if (right != null && height(right) > height(left) + 1) {
            return turnLeft(node, left, right);
        }
        return node(node.value, left, right);
    }

    private static <V extends Placed> Node<V> turnRight(
            Node<V> node, Node<V> left, @Nullable Node<V> right) {
        Node<V> inner = left.right;
        if (inner != null && height(inner) > height(left.left)) {
            return node(
                    inner.value,
                    node(left.value, left.left, inner.left),
                    node(node.value, inner.right, right));
        }
        return node(left.value, left.left, node(node.value, left.right, right));
    }

    private static <V extends Placed> Node<V> turnLeft(
            Node<V> node, @Nullable Node<V> left, Node<V> right) {
        Node<V> inner = right.left;
        if (inner != null && height(inner) > height(right.right)) {
            return node(
                    inner.value,
                    node(node.value, left, inner.left),
                    node(right.value, inner.right, right.right));
        }
        return node(right.value, node(node.value, left, right.left), right.right);
    }

    private static <V extends Placed> Node<V> node(
            V value, @Nullable Node<V> left, @Nullable Node<V> right) {
        return new Node<>(value, left, right, 1 + Math.max(height(left), height(right)));
    }

    private static int height(@Nullable Node<?> node) {
        return node == null ? 0 : node.height;
    }

    /// Tells in ascending order what must be done to this tree to get another one. What both share
    /// is not looked at.
    void tellChanges(EntryTree<V> after, Difference<V> told) {
        tell(root, after.root, told);
    }

    /// Is told how one tree differs from another.
    interface Difference<V extends Placed> {

        /// Something stands at its path in the later tree that does not in the earlier one.
        void put(V value);

        /// Nothing stands any more at the path of something.
        void removed(V value);
    }

    private static <V extends Placed> void tell(
            @Nullable Node<V> before, @Nullable Node<V> after, Difference<V> told) {
        if (before == after) {
            return;
        }
        if (before == null) {
            new Ascending<>(after, "").forEachRemaining(told::put);
        } else if (after == null) {
            new Ascending<>(before, "").forEachRemaining(told::removed);
        } else {
            Split<V> split = split(after, before.value.key());
            tell(before.left, split.below, told);
            if (split.value == null) {
                told.removed(before.value);
            } else if (!split.value.equals(before.value)) {
                told.put(split.value);
            }
            tell(before.right, split.above, told);
        }
    }

    /// A tree cut in two at a path. The halves are sorted but perhaps not balanced.
    private record Split<V extends Placed>(
            @Nullable Node<V> below, @Nullable V value, @Nullable Node<V> above) {}

    private static <V extends Placed> Split<V> split(@Nullable Node<V> node, String key) {
        if (node == null) {
            return new Split<>(null, null, null);
        }
        int order = node.value.compareTo(key);
        if (order == 0) {
            return new Split<>(node.left, node.value, node.right);
        }
        if (order > 0) {
            Split<V> split = split(node.left, key);
            return new Split<>(split.below, split.value, node(node.value, split.above, node.right));
        }
        Split<V> split = split(node.right, key);
        return new Split<>(node(node.value, node.left, split.below), split.value, split.above);
    }

    /// The height of the tree, at most 1.44 · log2(size + 2).
    int height() {
        return height(root);
    }
}
