package dev.stowage.placement.registry;

import dev.stowage.protocol.placement.ServiceRole;
import dev.stowage.protocol.placement.SupplierId;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.springframework.transaction.support.TransactionOperations;

/// The suppliers that the operator fired and did not hire again: what they serve is given away, and
/// nobody gives them more of his own accord as long as there are others. In memory, and durable
/// before the call is answered.
public final class Fired {

    private final ServiceRepository services;
    private final TransactionOperations writing;
    private final Clock clock;
    private final Map<SupplierId, Instant> fired = new ConcurrentHashMap<>();
    private final AtomicLong changes = new AtomicLong();

    Fired(ServiceRepository services, TransactionOperations writing, Clock clock) {
        this.services = services;
        this.writing = writing;
        this.clock = clock;
        writing.executeWithoutResult(
                _ ->
                        services.findByRole(ServiceRole.SUPPLIER)
                                .forEach(
                                        row ->
                                                Optional.ofNullable(row.firedAt())
                                                        .ifPresent(
                                                                at ->
                                                                        fired.put(
                                                                                new SupplierId(
                                                                                        row.id()),
                                                                                at))));
    }

    /// A supplier is fired; once more changes nothing.
    public synchronized void fire(SupplierId supplier) {
        if (!fired.containsKey(supplier)) {
            Instant now = clock.instant();
            save(supplier, row -> row.fired(now));
            fired.put(supplier, now);
            changes.incrementAndGet();
        }
    }

    /// A supplier is hired again, if it was fired.
    public synchronized void hire(SupplierId supplier) {
        if (fired.containsKey(supplier)) {
            save(supplier, row -> row.fired(null));
            fired.remove(supplier);
            changes.incrementAndGet();
        }
    }

    private void save(SupplierId supplier, Consumer<ServiceRow> change) {
        writing.executeWithoutResult(_ -> services.findById(supplier.value()).ifPresent(change));
    }

    public boolean isFired(SupplierId supplier) {
        return fired.containsKey(supplier);
    }

    /// Since when; empty if it is not.
    public Optional<Instant> since(SupplierId supplier) {
        return Optional.ofNullable(fired.get(supplier));
    }

    /// Grows whenever somebody is fired or hired again.
    public long changes() {
        return changes.get();
    }
}
