package dev.stowage.format.account;

import dev.stowage.format.account.Change.Forget;
import dev.stowage.format.account.Change.Keep;
import dev.stowage.format.block.BlockReference;
import dev.stowage.format.layout.Layout;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/// The versions of an account's files that are kept beside the current ones. Immutable, and apart
/// from the files: one that has no such versions takes nothing here.
final class KeptVersions {

    static final KeptVersions NONE = new KeptVersions(EntryTree.empty(), 0, 0, 0);

    /// No path has it, so that it ends one.
    private static final char END_OF_PATH = '\0';

    /// What a list takes in memory beside its path and its entries, with its place in the tree.
    private static final long LIST_BYTES = 120;

    private final EntryTree<OfPath> tree;
    private final int count;
    private final long bytes;
    private final long footprint;

    private KeptVersions(EntryTree<OfPath> tree, int count, long bytes, long footprint) {
        this.tree = tree;
        this.count = count;
        this.bytes = bytes;
        this.footprint = footprint;
    }

    /// Those of one path.
    ///
    /// @param entries at least one, the oldest first
    private record OfPath(String key, List<PackedEntry> entries) implements EntryTree.Placed {

        OfPath {
            entries = List.copyOf(entries);
        }

        @Override
        public int compareTo(String other) {
            return key.compareTo(other);
        }

        long bytes() {
            return entries.stream().mapToLong(PackedEntry::size).sum();
        }

        long footprint() {
            return LIST_BYTES
                    + key.length()
                    + entries.stream().mapToLong(PackedEntry::footprint).sum();
        }

        Stream<Row> rows(int from) {
            return IntStream.range(from, entries.size())
                    .mapToObj(index -> new KeptRow(key + END_OF_PATH + index, entries.get(index)));
        }
    }

    private record KeptRow(String key, PackedEntry entry) implements Row {

        @Override
        public int changeLength() {
            return entry.changeLength();
        }

        @Override
        public Change change() {
            return new Keep(entry.unpack());
        }
    }

    /// Those of one path, the oldest first.
    List<PackedEntry> of(String path) {
        return tree.find(path).map(OfPath::entries).orElse(List.of());
    }

    /// One more, the youngest of its path.
    KeptVersions with(PackedEntry entry) {
        List<PackedEntry> entries = others(entry.key(), entry.version());
        entries.add(entry);
        return with(entry.key(), entries);
    }

    KeptVersions without(String path, FileVersion version) {
        return with(path, others(path, version));
    }

    private List<PackedEntry> others(String path, FileVersion version) {
        List<PackedEntry> others = new ArrayList<>(of(path));
        others.removeIf(each -> each.version().equals(version));
        return others;
    }

    private KeptVersions with(String path, List<PackedEntry> entries) {
        KeptVersions rest = without(path);
        if (entries.isEmpty()) {
            return rest;
        }
        OfPath list = new OfPath(path, entries);
        return new KeptVersions(
                rest.tree.with(list),
                rest.count + entries.size(),
                rest.bytes + list.bytes(),
                rest.footprint + list.footprint());
    }

    private KeptVersions without(String path) {
        return tree.find(path)
                .map(
                        old ->
                                new KeptVersions(
                                        tree.without(path),
                                        count - old.entries.size(),
                                        bytes - old.bytes(),
                                        footprint - old.footprint()))
                .orElse(this);
    }

    /// What must be done to these to get later ones, in the same order.
    void tellChanges(KeptVersions later, List<Change> told) {
        tree.tellChanges(
                later.tree,
                new EntryTree.Difference<>() {
                    @Override
                    public void put(OfPath value) {
                        tell(value.key, of(value.key), value.entries, told);
                    }

                    @Override
                    public void removed(OfPath value) {
                        tell(value.key, value.entries, List.of(), told);
                    }
                });
    }

    /// What is kept anew comes last: behind the first difference all are kept anew.
    private static void tell(
            String key, List<PackedEntry> before, List<PackedEntry> after, List<Change> told) {
        int same = 0;
        while (same < Math.min(before.size(), after.size())
                && before.get(same).equals(after.get(same))) {
            same++;
        }
        FilePath path = new FilePath(key);
        before.stream().skip(same).forEach(each -> told.add(new Forget(path, each.version())));
        after.stream().skip(same).forEach(each -> told.add(new Keep(each.unpack())));
    }

    /// All of them from a row on, by their paths and then by their age.
    ///
    /// @param from a row's key; empty for all
    Iterator<Row> rows(String from) {
        int end = from.indexOf(END_OF_PATH);
        String path = end < 0 ? from : from.substring(0, end);
        int first = end < 0 ? 0 : Integer.parseInt(from.substring(end + 1));
        Iterable<OfPath> lists = () -> tree.from(path);
        return StreamSupport.stream(lists.spliterator(), false)
                .flatMap(list -> list.rows(list.key.equals(path) ? first : 0))
                .iterator();
    }

    /// Whether a row's key is one of these rather than a file's.
    static boolean isKey(String key) {
        return key.indexOf(END_OF_PATH) >= 0;
    }

    void tellBlocks(BiConsumer<Layout, BlockReference> told) {
        tree.from("").forEachRemaining(list -> list.entries.forEach(each -> each.tellBlocks(told)));
    }

    int count() {
        return count;
    }

    /// Bytes of their contents, all together.
    long bytes() {
        return bytes;
    }

    long footprint() {
        return footprint;
    }
}
