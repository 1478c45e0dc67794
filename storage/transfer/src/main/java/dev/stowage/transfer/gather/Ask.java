package dev.stowage.transfer.gather;

import dev.stowage.protocol.placement.ServedCarrier;
import dev.stowage.protocol.supplier.FetchRequest;
import dev.stowage.protocol.supplier.WantedRecord;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// One request to one supplier: fragments of any of the blocks that are being gathered.
final class Ask {

    private final ServedCarrier supplier;
    private final List<Item> items;

    private Ask(ServedCarrier supplier, List<Item> items) {
        this.supplier = supplier;
        this.items = List.copyOf(items);
    }

    /// As few requests as fit.
    ///
    /// @param requestBytes of fragments in one answer, unless a single record is longer
    static List<Ask> pack(List<Item> items, int requestBytes) {
        Map<Object, List<Item>> bySupplier = new LinkedHashMap<>();
        for (Item item : items) {
            bySupplier.computeIfAbsent(item.carrier.supplier(), _ -> new ArrayList<>()).add(item);
        }
        List<Ask> asks = new ArrayList<>();
        for (List<Item> all : bySupplier.values()) {
            List<Item> open = new ArrayList<>();
            long bytes = 0;
            for (Item item : all) {
                boolean isFull =
                        bytes + item.bytes() > requestBytes
                                || open.size() == FetchRequest.MAX_RECORDS;
                if (isFull && !open.isEmpty()) {
                    asks.add(new Ask(open.getFirst().carrier, open));
                    open.clear();
                    bytes = 0;
                }
                open.add(item);
                bytes += item.bytes();
            }
            asks.add(new Ask(open.getFirst().carrier, open));
        }
        return asks;
    }

    ServedCarrier supplier() {
        return supplier;
    }

    List<Item> items() {
        return items;
    }

    FetchRequest request() {
        return new FetchRequest(
                items.stream()
                        .map(
                                item ->
                                        new WantedRecord(
                                                item.block.wanted().address(),
                                                item.position,
                                                item.bits()))
                        .toList());
    }

    void slow() {
        items.forEach(item -> item.block.slow(item.sources));
    }

    /// A record wanted.
    ///
    /// @param sources all at that position
    record Item(BlockAssembly block, int position, ServedCarrier carrier, List<Source> sources) {

        Item {
            sources = List.copyOf(sources);
        }

        int bits() {
            return sources.stream().mapToInt(Source::bit).reduce(0, (a, b) -> a | b);
        }

        long bytes() {
            return (long) sources.size() * block.fragmentLength();
        }
    }
}
