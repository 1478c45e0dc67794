package dev.stowage.transfer.spread;

import dev.stowage.format.address.CarrierId;
import dev.stowage.format.record.FragmentRecord;
import dev.stowage.protocol.placement.ServedCarrier;
import dev.stowage.protocol.placement.SupplierId;
import dev.stowage.protocol.supplier.RecordBatch;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Records that go to one supplier in one request. Each is another, even with the same records in
/// it.
final class Load {

    private final SupplierId supplier;
    private final List<Item> items;

    private Load(SupplierId supplier, List<Item> items) {
        this.supplier = supplier;
        this.items = List.copyOf(items);
    }

    /// As few loads as fit into requests.
    ///
    /// @param requestBytes of one load, unless a single record is longer
    static List<Load> pack(List<Item> items, int requestBytes) {
        Map<SupplierId, List<Item>> bySupplier = new LinkedHashMap<>();
        for (Item item : items) {
            bySupplier.computeIfAbsent(item.carrier.supplier(), _ -> new ArrayList<>()).add(item);
        }
        List<Load> loads = new ArrayList<>();
        bySupplier.forEach((supplier, all) -> pack(supplier, all, requestBytes, loads));
        return loads;
    }

    private static void pack(
            SupplierId supplier, List<Item> items, int requestBytes, List<Load> loads) {
        List<Item> open = new ArrayList<>();
        long bytes = 0;
        for (Item item : items) {
            long length = item.record.length();
            boolean isFull =
                    bytes + length > requestBytes || open.size() == RecordBatch.MAX_RECORDS;
            if (isFull && !open.isEmpty()) {
                loads.add(new Load(supplier, open));
                open.clear();
                bytes = 0;
            }
            open.add(item);
            bytes += length;
        }
        loads.add(new Load(supplier, open));
    }

    SupplierId supplier() {
        return supplier;
    }

    List<Item> items() {
        return items;
    }

    long bytes() {
        return items.stream().mapToLong(item -> item.record.length()).sum();
    }

    List<FragmentRecord> records() {
        return items.stream().map(Item::record).toList();
    }

    Map<CarrierId, ServedCarrier> served() {
        Map<CarrierId, ServedCarrier> served = new HashMap<>();
        items.forEach(item -> served.put(item.carrier.carrier(), item.carrier));
        return served;
    }

    /// A record of a load.
    ///
    /// @param block its index in the batch
    /// @param carrier that it is for
    record Item(int block, ServedCarrier carrier, FragmentRecord record) {

        int position() {
            return record.header().position();
        }
    }
}
