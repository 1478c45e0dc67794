package dev.stowage.transfer.supplier;

import dev.stowage.format.address.CarrierId;
import dev.stowage.format.record.FragmentRecord;
import dev.stowage.protocol.fault.Fault;
import dev.stowage.protocol.fault.FaultCode;
import dev.stowage.protocol.placement.ServedCarrier;
import dev.stowage.protocol.placement.SupplierId;
import dev.stowage.protocol.supplier.RecordBatch;
import dev.stowage.protocol.token.AccountToken.Scope;
import dev.stowage.transfer.carrier.AccountCarriers;
import dev.stowage.transfer.carrier.Carriers;
import dev.stowage.transfer.flow.Deadline;
import dev.stowage.transfer.token.AccountAccess;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/// Delivers records to the suppliers that serve their carriers. Storing is idempotent, so a busy
/// supplier is asked again; if a carrier has changed hands meanwhile, its records follow it once.
public final class Delivery {

    private static final Duration FIRST_PAUSE = Duration.ofMillis(50);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);

    private static final Set<FaultCode> PERHAPS_MOVED =
            Set.of(
                    FaultCode.SUPPLIER_AWAY,
                    FaultCode.GENERATION_CHANGED,
                    FaultCode.TOKEN_REFUSED,
                    FaultCode.UNKNOWN_CONTRACT);

    private final Carriers carriers;
    private final SupplierClients suppliers;

    public Delivery(Carriers carriers, SupplierClients suppliers) {
        this.carriers = carriers;
        this.suppliers = suppliers;
    }

    /// Stores records durably.
    ///
    /// @param records whose carriers one supplier serves, as far as is known; they fit into one
    ///   request
    /// @param served their carriers, as far as is known
    /// @return their carriers as they were served in the end
    /// @throws Fault what the supplier said
    public Map<CarrierId, ServedCarrier> deliver(
            List<FragmentRecord> records,
            Map<CarrierId, ServedCarrier> served,
            AccountAccess access,
            Deadline deadline)
            throws InterruptedException {
        try {
            store(records, served, access, deadline);
            return served;
        } catch (Fault fault) {
            if (!PERHAPS_MOVED.contains(fault.code()) || Thread.currentThread().isInterrupted()) {
                throw fault;
            }
            Map<CarrierId, ServedCarrier> now = lookAgain(served, access, fault);
            store(records, now, access, deadline);
            return now;
        }
    }

    /// @throws Fault the one given, if nothing has moved
    private Map<CarrierId, ServedCarrier> lookAgain(
            Map<CarrierId, ServedCarrier> served, AccountAccess access, Fault failure) {
        AccountCarriers directory = new AccountCarriers(carriers, access.overrides());
        if (failure.code() == FaultCode.GENERATION_CHANGED) {
            directory.forget(served.keySet());
        } else {
            directory.doubt(served.keySet());
        }
        Map<CarrierId, ServedCarrier> now = directory.serving(served.keySet());
        boolean moved =
                served.values().stream().anyMatch(old -> hasMoved(old, now.get(old.carrier())));
        if (!moved || !now.keySet().containsAll(served.keySet())) {
            throw failure;
        }
        return now;
    }

    /// Whether a carrier is served by another volume, or elsewhere, than was known.
    public static boolean hasMoved(ServedCarrier old, @Nullable ServedCarrier now) {
        return now != null
                && (now.generation() != old.generation()
                        || !now.supplier().equals(old.supplier())
                        || !now.url().equals(old.url()));
    }

    private void store(
            List<FragmentRecord> records,
            Map<CarrierId, ServedCarrier> served,
            AccountAccess access,
            Deadline deadline)
            throws InterruptedException {
        Map<SupplierId, List<FragmentRecord>> bySupplier = new LinkedHashMap<>();
        Map<SupplierId, ServedCarrier> where = new LinkedHashMap<>();
        for (FragmentRecord record : records) {
            ServedCarrier carrier = servedOf(record, served);
            bySupplier
                    .computeIfAbsent(carrier.supplier(), _ -> new ArrayList<>())
                    .add(record.inGeneration(carrier.generation()));
            where.put(carrier.supplier(), carrier);
        }
        for (Map.Entry<SupplierId, ServedCarrier> supplier : where.entrySet()) {
            List<FragmentRecord> batch = bySupplier.getOrDefault(supplier.getKey(), List.of());
            storePatiently(supplier.getValue(), new RecordBatch(batch), access, deadline);
        }
    }

    private static ServedCarrier servedOf(
            FragmentRecord record, Map<CarrierId, ServedCarrier> served) {
        ServedCarrier carrier = served.get(record.header().carrier());
        if (carrier == null) {
            throw new Fault(
                            FaultCode.SUPPLIER_AWAY,
                            "nobody serves carrier " + record.header().carrier())
                    .with("carrier", record.header().carrier().toString());
        }
        return carrier;
    }

    private void storePatiently(
            ServedCarrier supplier, RecordBatch batch, AccountAccess access, Deadline deadline)
            throws InterruptedException {
        Duration pause = FIRST_PAUSE;
        while (true) {
            try {
                suppliers
                        .client(supplier)
                        .store(
                                "Bearer " + access.tokenFor(supplier.supplier(), Scope.STORE),
                                batch);
                return;
            } catch (Fault fault) {
                if (fault.code() != FaultCode.BUSY || deadline.nanosLeft() < pause.toNanos()) {
                    throw fault;
                }
            }
            Thread.sleep(jittered(pause));
            pause =
                    pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0
                            ? pause.multipliedBy(2)
                            : LONGEST_PAUSE;
        }
    }

    /// Between half of a pause and all of it, so that senders do not come back together.
    private static Duration jittered(Duration pause) {
        return Duration.ofNanos(
                ThreadLocalRandom.current().nextLong(pause.toNanos() / 2, pause.toNanos() + 1));
    }
}
