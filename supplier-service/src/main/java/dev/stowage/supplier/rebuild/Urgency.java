package dev.stowage.supplier.rebuild;

import dev.stowage.format.address.Address;
import dev.stowage.format.address.BlockNumber;
import dev.stowage.format.live.BlockSet;
import dev.stowage.protocol.token.RebuildOrder;
import dev.stowage.supplier.rebuild.Stocktaking.Sought;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// The order in which blocks are mended: those of which the fewest more records may be lost, of
/// these the newest. Held as sets of numbers, so that millions of blocks take little memory.
final class Urgency {

    private final RebuildOrder order;
    private final Map<Integer, List<Row>> rows = new TreeMap<>();

    /// Blocks of one layout and one urgency.
    private record Row(Sought sought, BlockSet blocks) {}

    Urgency(RebuildOrder order, List<Sought> all) {
        this.order = order;
        all.forEach(this::sort);
    }

    private void sort(Sought sought) {
        Map<Integer, BlockSet.Builder> bySpare = new TreeMap<>();
        Iterator<BlockNumber> missing = sought.missing().iterator();
        while (missing.hasNext()) {
            BlockNumber block = missing.next();
            int spare = sought.stock().spare(block);
            if (spare >= 0 || sought.alive().contains(block) || sought.stock().isLeft(block)) {
                bySpare.computeIfAbsent(spare, _ -> new BlockSet.Builder()).add(block);
            }
        }
        bySpare.forEach(
                (spare, blocks) ->
                        rows.computeIfAbsent(spare, _ -> new ArrayList<>())
                                .add(new Row(sought, blocks.build())));
    }

    /// Records that are missing and that a live set names.
    long wanted() {
        return rows.values().stream()
                .flatMap(List::stream)
                .mapToLong(
                        row ->
                                row.blocks.and(row.sought.alive()).stream()
                                        .map(block -> lost(row, new BlockNumber(block)))
                                        .sum())
                .sum();
    }

    private static int lost(Row row, BlockNumber block) {
        return row.sought.stock().lost(block).cardinality();
    }

    /// Somebody who takes blocks as they come.
    @FunctionalInterface
    interface Taker {

        void take(List<LostBlock> blocks) throws InterruptedException;
    }

    /// Gives all blocks away, the most urgent first.
    ///
    /// @param most at once
    void giveOut(int most, Taker taker) throws InterruptedException {
        List<LostBlock> some = new ArrayList<>(most);
        for (List<Row> alike : rows.values()) {
            for (Row row : alike) {
                Iterator<BlockNumber> blocks = row.blocks.descending();
                while (blocks.hasNext()) {
                    some.add(lost(row, blocks.next(), order));
                    if (some.size() == most) {
                        taker.take(List.copyOf(some));
                        some.clear();
                    }
                }
            }
        }
        if (!some.isEmpty()) {
            taker.take(some);
        }
    }

    private static LostBlock lost(Row row, BlockNumber block, RebuildOrder order) {
        return new LostBlock(
                row.sought.stock(),
                new Address(order.account(), block, order.group()),
                row.sought.alive().contains(block),
                order.rebuilder());
    }
}
