package dev.stowage.supplier.rebuild;

import dev.stowage.format.address.CarrierId;
import dev.stowage.format.record.FragmentRecord;
import dev.stowage.protocol.placement.CarrierSet;
import dev.stowage.protocol.supplier.RecordBatch;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// Records for one supplier that go in one request.
record Delivery(Holder holder, List<FragmentRecord> records) {

    Delivery {
        records = List.copyOf(records);
    }

    /// As many as it takes to keep within what a request may have.
    static List<Delivery> of(Holder holder, List<FragmentRecord> records) {
        List<Delivery> deliveries = new ArrayList<>();
        List<FragmentRecord> part = new ArrayList<>();
        long bytes = 0;
        for (FragmentRecord record : records) {
            if (!part.isEmpty()
                    && (bytes + record.length() > Batch.MOST_BYTES
                            || part.size() == RecordBatch.MAX_RECORDS)) {
                deliveries.add(new Delivery(holder, part));
                part.clear();
                bytes = 0;
            }
            part.add(record);
            bytes += record.length();
        }
        deliveries.add(new Delivery(holder, part));
        return deliveries;
    }

    /// Two deliveries, each for half of the carriers; none if there is only one.
    List<Delivery> halves() {
        CarrierSet carriers = carriers();
        if (carriers.size() < 2) {
            return List.of();
        }
        Set<CarrierId> lower = new HashSet<>();
        carriers.stream().limit(carriers.size() / 2).forEach(lower::add);
        Map<Boolean, List<FragmentRecord>> halves =
                records.stream()
                        .collect(
                                Collectors.partitioningBy(
                                        each -> lower.contains(each.header().carrier())));
        return halves.values().stream().map(half -> new Delivery(holder, half)).toList();
    }

    CarrierSet carriers() {
        return CarrierSet.of(records.stream().map(each -> each.header().carrier()).toList());
    }

    /// Bytes that count against the quota.
    long padded() {
        return records.stream().mapToLong(each -> each.header().paddedLength()).sum();
    }
}
