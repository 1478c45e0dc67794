package dev.stowage.transfer.spool;

import dev.stowage.format.address.CarrierId;
import dev.stowage.format.record.FragmentRecord;
import dev.stowage.protocol.fault.Fault;
import dev.stowage.protocol.fault.FaultCode;
import dev.stowage.protocol.placement.ServedCarrier;
import dev.stowage.protocol.placement.SupplierId;
import dev.stowage.transfer.carrier.AccountCarriers;
import dev.stowage.transfer.carrier.Carriers;
import dev.stowage.transfer.flow.ByteBudget;
import dev.stowage.transfer.flow.Deadline;
import dev.stowage.transfer.supplier.Delivery;
import dev.stowage.transfer.token.AccountAccess;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The way of a spooled record to its supplier.
///
/// @param budget that deliveries share with spreading
/// @param patience for one file
public record SpoolRoute(
        Carriers carriers, Delivery delivery, ByteBudget budget, Duration patience) {

    /// Stores records with whoever serves their carriers now for their account.
    ///
    /// @throws Fault what a supplier said
    void travel(List<FragmentRecord> records, AccountAccess access) throws InterruptedException {
        Deadline deadline = Deadline.after(patience);
        Map<CarrierId, ServedCarrier> serving =
                new AccountCarriers(carriers, access.overrides())
                        .serving(
                                records.stream().map(record -> record.header().carrier()).toList());
        long bytes = records.stream().mapToLong(FragmentRecord::length).sum();
        try (ByteBudget.Part _ = budget.take(bytes, deadline)) {
            for (Map.Entry<SupplierId, List<FragmentRecord>> load :
                    bySupplier(records, serving).entrySet()) {
                Map<CarrierId, ServedCarrier> served = new HashMap<>();
                for (FragmentRecord record : load.getValue()) {
                    CarrierId carrier = record.header().carrier();
                    served.put(carrier, require(carrier, serving));
                }
                delivery.deliver(load.getValue(), served, access, deadline);
            }
        }
    }

    private static Map<SupplierId, List<FragmentRecord>> bySupplier(
            List<FragmentRecord> records, Map<CarrierId, ServedCarrier> serving) {
        Map<SupplierId, List<FragmentRecord>> loads = new LinkedHashMap<>();
        for (FragmentRecord record : records) {
            loads.computeIfAbsent(
                            require(record.header().carrier(), serving).supplier(),
                            _ -> new ArrayList<>())
                    .add(record);
        }
        return loads;
    }

    private static ServedCarrier require(CarrierId carrier, Map<CarrierId, ServedCarrier> serving) {
        ServedCarrier served = serving.get(carrier);
        if (served == null) {
            throw new Fault(FaultCode.SUPPLIER_AWAY, "nobody serves carrier " + carrier)
                    .with("carrier", carrier.toString());
        }
        return served;
    }
}
