package dev.stowage.format.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EntryTreeTest {

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void itIsAlwaysTheSameAsATreeMap(long seed) {
        Random random = new Random(seed);
        TreeMap<String, Integer> oracle = new TreeMap<>();
        EntryTree<Integer> tree = EntryTree.empty();
        for (int step = 0; step < 4000; step++) {
            String key = Integer.toString(random.nextInt(400), 36);
            if (random.nextInt(step / 1000 % 2 == 0 ? 4 : 2) > 0) {
                tree = tree.with(key, step);
                oracle.put(key, step);
            } else {
                tree = tree.without(key);
                oracle.remove(key);
            }
            assertThat(tree.find(key)).isEqualTo(Optional.ofNullable(oracle.get(key)));
            assertBalanced(tree, oracle.size());
            if (step % 50 == 0) {
                assertSame(tree, oracle, Integer.toString(random.nextInt(400), 36));
            }
        }
    }

    @Test
    void everyOrderOfSixInsertionsAndRemovalsIsBalanced() {
        for (List<Integer> order : permutations(6)) {
            TreeMap<String, Integer> oracle = new TreeMap<>();
            EntryTree<Integer> tree = EntryTree.empty();
            for (int key : order) {
                tree = tree.with("" + key, key);
                oracle.put("" + key, key);
                assertBalanced(tree, oracle.size());
            }
            for (int i = 0; i < 6; i++) {
                String key = "" + order.get((i + 3) % 6);
                tree = tree.without(key);
                oracle.remove(key);
                assertBalanced(tree, oracle.size());
                assertSame(tree, oracle, "" + i);
            }
        }
    }

    @Test
    void ascendingKeysStayBalanced() {
        EntryTree<Integer> tree = EntryTree.empty();
        for (int i = 0; i < 10_000; i++) {
            tree = tree.with("%05d".formatted(i), i);
        }
        assertBalanced(tree, 10_000);
    }

    @Test
    void oldTreesDoNotChange() {
        EntryTree<Integer> old = EntryTree.<Integer>empty().with("a", 1).with("b", 2);
        EntryTree<Integer> changed = old.with("a", 3).without("b").with("c", 4);
        assertThat(values(old, "")).containsExactly(1, 2);
        assertThat(values(changed, "")).containsExactly(3, 4);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 7, 8, 1000})
    void aSortedListBecomesABalancedTree(int size) {
        List<String> keys = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            keys.add("%04d".formatted(i));
        }
        EntryTree<String> tree = EntryTree.ofSorted(keys, Function.identity());
        assertThat(values(tree, "")).isEqualTo(keys);
        assertBalanced(tree, size);
    }

    @Test
    void anEmptyTreeHasNothing() {
        EntryTree<Integer> empty = EntryTree.empty();
        assertThat(empty.find("a")).isEmpty();
        assertThat(empty.ceiling("")).isEmpty();
        assertThat(empty.without("a").height()).isZero();
        Iterator<Integer> nothing = empty.from("");
        assertThat(nothing.hasNext()).isFalse();
        assertThatExceptionOfType(NoSuchElementException.class).isThrownBy(nothing::next);
    }

    private static void assertSame(
            EntryTree<Integer> tree, TreeMap<String, Integer> oracle, String from) {
        assertThat(values(tree, "")).containsExactlyElementsOf(oracle.values());
        assertThat(values(tree, from)).containsExactlyElementsOf(oracle.tailMap(from).values());
        assertThat(tree.ceiling(from))
                .isEqualTo(Optional.ofNullable(oracle.ceilingEntry(from)).map(Map.Entry::getValue));
    }

    private static void assertBalanced(EntryTree<?> tree, int size) {
        assertThat((double) tree.height())
                .isLessThanOrEqualTo(1.4405 * Math.log(size + 2) / Math.log(2));
    }

    private static <V> List<V> values(EntryTree<V> tree, String from) {
        List<V> values = new ArrayList<>();
        tree.from(from).forEachRemaining(values::add);
        return values;
    }

    private static List<List<Integer>> permutations(int size) {
        if (size == 0) {
            return List.of(List.of());
        }
        List<List<Integer>> all = new ArrayList<>();
        for (List<Integer> shorter : permutations(size - 1)) {
            for (int place = 0; place < size; place++) {
                List<Integer> longer = new ArrayList<>(shorter);
                longer.add(place, size - 1);
                all.add(longer);
            }
        }
        return all;
    }
}
