package dev.stowage.format.account;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// An immutable sorted map from path to value: a height-balanced (AVL) tree whose changes copy only
/// the way to the root, so that old and new share nearly everything and readers need no lock.
///
/// @param <V> what stands at a path
final class EntryTree<V> {

    private record Node<V>(
            String key, V value, @Nullable Node<V> left, @Nullable Node<V> right, int height) {}

    private final @Nullable Node<V> root;

    private EntryTree(@Nullable Node<V> root) {
        this.root = root;
    }

    static <V> EntryTree<V> empty() {
        return new EntryTree<>(null);
    }

    /// The tree of values in strictly ascending order of their keys, in linear time.
    static <V> EntryTree<V> ofSorted(List<V> values, Function<V, String> key) {
        return new EntryTree<>(build(values, key));
    }

    Optional<V> find(String key) {
        Node<V> node = root;
        while (node != null) {
            int order = key.compareTo(node.key);
            if (order == 0) {
                return Optional.of(node.value);
            }
            node = order < 0 ? node.left : node.right;
        }
        return Optional.empty();
    }

    EntryTree<V> with(String key, V value) {
        return new EntryTree<>(insert(root, key, value));
    }

    EntryTree<V> without(String key) {
        return new EntryTree<>(remove(root, key));
    }

    /// The value of the first key that is not below `key`.
    Optional<V> ceiling(String key) {
        @Nullable Node<V> best = null;
        Node<V> node = root;
        while (node != null) {
            if (node.key.compareTo(key) >= 0) {
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

    private static final class Ascending<V> implements Iterator<V> {

        private final Deque<Node<V>> ahead = new ArrayDeque<>();

        Ascending(@Nullable Node<V> root, String key) {
            Node<V> node = root;
            while (node != null) {
                if (node.key.compareTo(key) >= 0) {
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

    private static <V> @Nullable Node<V> build(List<V> values, Function<V, String> key) {
        if (values.isEmpty()) {
            return null;
        }
        int middle = values.size() / 2;
        V value = values.get(middle);
        return node(
                key.apply(value),
                value,
                build(values.subList(0, middle), key),
                build(values.subList(middle + 1, values.size()), key));
    }

    private static <V> Node<V> insert(@Nullable Node<V> node, String key, V value) {
        if (node == null) {
            return node(key, value, null, null);
        }
        int order = key.compareTo(node.key);
        if (order == 0) {
            return new Node<>(key, value, node.left, node.right, node.height);
        }
        return order < 0
                ? balanced(node, insert(node.left, key, value), node.right)
                : balanced(node, node.left, insert(node.right, key, value));
    }

    private static <V> @Nullable Node<V> remove(@Nullable Node<V> node, String key) {
        if (node == null) {
            return null;
        }
        int order = key.compareTo(node.key);
        if (order != 0) {
            return order < 0
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
        return balanced(next, node.left, remove(node.right, next.key));
    }

    /// The node's key and value over two trees whose heights differ by at most 2.
    private static <V> Node<V> balanced(
            Node<V> node, @Nullable Node<V> left, @Nullable Node<V> right) {
        if (left != null && height(left) > height(right) + 1) {
            return turnRight(node, left, right);
        }
        if (right != null && height(right) > height(left) + 1) {
            return turnLeft(node, left, right);
        }
        return node(node.key, node.value, left, right);
    }

    private static <V> Node<V> turnRight(Node<V> node, Node<V> left, @Nullable Node<V> right) {
        Node<V> inner = left.right;
        if (inner != null && height(inner) > height(left.left)) {
            return node(
                    inner.key,
                    inner.value,
                    node(left.key, left.value, left.left, inner.left),
                    node(node.key, node.value, inner.right, right));
        }
        return node(left.key, left.value, left.left, node(node.key, node.value, left.right, right));
    }

    private static <V> Node<V> turnLeft(Node<V> node, @Nullable Node<V> left, Node<V> right) {
        Node<V> inner = right.left;
        if (inner != null && height(inner) > height(right.right)) {
            return node(
                    inner.key,
                    inner.value,
                    node(node.key, node.value, left, inner.left),
                    node(right.key, right.value, inner.right, right.right));
        }
        return node(
                right.key, right.value, node(node.key, node.value, left, right.left), right.right);
    }

    private static <V> Node<V> node(
            String key, V value, @Nullable Node<V> left, @Nullable Node<V> right) {
        return new Node<>(key, value, left, right, 1 + Math.max(height(left), height(right)));
    }

    private static int height(@Nullable Node<?> node) {
        return node == null ? 0 : node.height;
    }

    /// The height of the tree, at most 1.44 · log2(size + 2).
    int height() {
        return height(root);
    }
}
