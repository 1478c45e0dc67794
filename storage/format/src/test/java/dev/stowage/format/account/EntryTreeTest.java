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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EntryTreeTest {

    private static final Mark A = new Mark("a", 1);
    private static final Mark B = new Mark("b", 2);

    private record Mark(String key, int number) implements EntryTree.Placed {

        @Override
        public int compareTo(String other) {
            return key.compareTo(other);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void itIsAlwaysTheSameAsATreeMap(long seed) {
        Random random = new Random(seed);
        TreeMap<String, Mark> oracle = new TreeMap<>();
        EntryTree<Mark> tree = EntryTree.empty();
        for (int step = 0; step < 4000; step++) {
            String key = Integer.toString(random.nextInt(400), 36);
            if (random.nextInt(step / 1000 % 2 == 0 ? 4 : 2) > 0) {
                Mark mark = new Mark(key, step);
                tree = tree.with(mark);
                oracle.put(key, mark);
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
            TreeMap<String, Mark> oracle = new TreeMap<>();
            EntryTree<Mark> tree = EntryTree.empty();
            for (int key : order) {
                Mark mark = new Mark("" + key, key);
                tree = tree.with(mark);
                oracle.put(mark.key(), mark);
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
        EntryTree<Mark> tree = EntryTree.empty();
        for (int i = 0; i < 10_000; i++) {
            tree = tree.with(new Mark("%05d".formatted(i), i));
        }
        assertBalanced(tree, 10_000);
    }

    @Test
    void oldTreesDoNotChange() {
        EntryTree<Mark> old = EntryTree.<Mark>empty().with(A).with(B);
        EntryTree<Mark> changed = old.with(new Mark("a", 3)).without("b").with(new Mark("c", 4));
        assertThat(values(old, "")).containsExactly(A, B);
        assertThat(values(changed, "")).containsExactly(new Mark("a", 3), new Mark("c", 4));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 7, 8, 1000})
    void aSortedListBecomesABalancedTree(int size) {
        List<Mark> marks = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            marks.add(new Mark("%04d".formatted(i), i));
        }
        EntryTree<Mark> tree = EntryTree.ofSorted(marks);
        assertThat(values(tree, "")).isEqualTo(marks);
        assertBalanced(tree, size);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void whatChangedBetweenAnyTwoTreesIsTold(long seed) {
        Random random = new Random(seed);
        EntryTree<Mark> tree = EntryTree.empty();
        List<EntryTree<Mark>> history = new ArrayList<>(List.of(tree));
        for (int step = 0; step < 300; step++) {
            String key = Integer.toString(random.nextInt(90), 36);
            tree =
                    random.nextInt(3) > 0
                            ? tree.with(new Mark(key, random.nextInt(3)))
                            : tree.without(key);
            history.add(tree);
            EntryTree<Mark> before = history.get(random.nextInt(history.size()));
            EntryTree<Mark> after = history.get(random.nextInt(history.size()));
            assertThat(values(changed(before, after), "")).isEqualTo(values(after, ""));
        }
        EntryTree<Mark> rebuilt = EntryTree.ofSorted(values(tree, ""));
        assertThat(changes(tree, rebuilt)).as("another tree of the same").isEmpty();
    }

    @Test
    void whatTwoTreesShareIsNotLookedAt() {
        List<Mark> marks = new ArrayList<>();
        for (int i = 0; i < 10_000; i++) {
            marks.add(new Mark("%05d".formatted(i), i));
        }
        EntryTree<Mark> before = EntryTree.ofSorted(marks);
        Mark changed = new Mark("05000", -1);
        EntryTree<Mark> after = before.with(changed).without("07000").with(new Mark("z", 1));

        assertThat(changes(before, after))
                .containsExactly(changed, new Mark("07000", 7000), new Mark("z", 1));
    }

    private static EntryTree<Mark> changed(EntryTree<Mark> before, EntryTree<Mark> after) {
        Changed changed = new Changed(before);
        before.tellChanges(after, changed);
        return changed.tree;
    }

    private static List<Mark> changes(EntryTree<Mark> before, EntryTree<Mark> after) {
        Changed changed = new Changed(before);
        before.tellChanges(after, changed);
        return changed.told;
    }

    private static final class Changed implements EntryTree.Difference<Mark> {
        private final List<Mark> told = new ArrayList<>();
        private EntryTree<Mark> tree;

        Changed(EntryTree<Mark> before) {
            tree = before;
        }

        @Override
        public void put(Mark value) {
            told.add(value);
            tree = tree.with(value);
        }

        @Override
        public void removed(Mark value) {
            told.add(value);
            tree = tree.without(value.key());
        }
    }

    @Test
    void anEmptyTreeHasNothing() {
        EntryTree<Mark> empty = EntryTree.empty();
        assertThat(empty.find("a")).isEmpty();
        assertThat(empty.ceiling("")).isEmpty();
        assertThat(empty.without("a").height()).isZero();
        Iterator<Mark> nothing = empty.from("");
        assertThat(nothing.hasNext()).isFalse();
        assertThatExceptionOfType(NoSuchElementException.class).isThrownBy(nothing::next);
    }

    private static void assertSame(
            EntryTree<Mark> tree, TreeMap<String, Mark> oracle, String from) {
        assertThat(values(tree, "")).containsExactlyElementsOf(oracle.values());
        assertThat(values(tree, from)).containsExactlyElementsOf(oracle.tailMap(from).values());
        assertThat(tree.ceiling(from))
                .isEqualTo(Optional.ofNullable(oracle.ceilingEntry(from)).map(Map.Entry::getValue));
    }

    private static void assertBalanced(EntryTree<?> tree, int size) {
        assertThat((double) tree.height())
                .isLessThanOrEqualTo(1.4405 * Math.log(size + 2) / Math.log(2));
    }

    private static List<Mark> values(EntryTree<Mark> tree, String from) {
        List<Mark> values = new ArrayList<>();
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
