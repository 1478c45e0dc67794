package dev.stowage.transfer.spool;

import dev.stowage.format.address.AccountNumber;
import dev.stowage.format.record.FragmentRecord;
import dev.stowage.protocol.fault.Fault;
import dev.stowage.protocol.fault.FaultCode;
import dev.stowage.protocol.placement.SupplierId;
import dev.stowage.transfer.flow.TracedThreads;
import dev.stowage.transfer.token.AccountAccess;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Takes files of the spool to their suppliers, one supplier beside the other, the oldest file
/// first.
final class SpoolCourier implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(SpoolCourier.class);
    private static final Duration TICK = Duration.ofSeconds(1);
    private static final Duration FIRST_REST = Duration.ofSeconds(1);
    private static final Duration LONGEST_REST = Duration.ofMinutes(1);
    private static final Duration LONGEST_WAIT = Duration.ofDays(7);
    private static final int DELIVERIES = 2;

    /// What a supplier will say again and again.
    private static final Set<FaultCode> FOR_EVER =
            Set.of(
                    FaultCode.NUMBER_USED,
                    FaultCode.FOREIGN_SIGNATURE,
                    FaultCode.MALFORMED,
                    FaultCode.INVALID_REQUEST,
                    FaultCode.BODY_TOO_LARGE);

    private final SpoolDirectory directory;
    private final SpoolIndex index;
    private final SpoolRoute route;
    private final MeterRegistry meters;
    private final Clock clock;
    private final MultiGauge pendingBytes;
    private final MultiGauge pendingRecords;
    private final TracedThreads threads = new TracedThreads("stowage-spool");
    private final Map<AccountNumber, Supplier<AccountAccess>> openAccounts =
            new ConcurrentHashMap<>();
    private final Map<SupplierId, Rest> resting = new ConcurrentHashMap<>();
    private final Set<SupplierId> visited = ConcurrentHashMap.newKeySet();
    private final Semaphore deliveries = new Semaphore(DELIVERIES);
    private final Semaphore woken = new Semaphore(0);

    SpoolCourier(
            SpoolDirectory directory,
            SpoolIndex index,
            SpoolRoute route,
            MeterRegistry meters,
            Clock clock) {
        this.directory = directory;
        this.index = index;
        this.route = route;
        this.meters = meters;
        this.clock = clock;
        this.pendingBytes = MultiGauge.builder("stowage.spool.pending.bytes").register(meters);
        this.pendingRecords = MultiGauge.builder("stowage.spool.pending.records").register(meters);
        threads.start(this::goRound);
    }

    void open(AccountNumber account, Supplier<AccountAccess> access) {
        openAccounts.put(account, access);
        wake();
    }

    void close(AccountNumber account) {
        openAccounts.remove(account);
    }

    void wake() {
        woken.release();
    }

    int threads() {
        return threads.running();
    }

    private void goRound() {
        try {
            while (true) {
                if (woken.tryAcquire(TICK.toMillis(), TimeUnit.MILLISECONDS)) {
                    woken.drainPermits();
                }
                dropTooOld();
                index.suppliers(this::isOpen).forEach(this::visit);
                resting.keySet().retainAll(index.suppliers(_ -> true));
                showPending();
            }
        } catch (InterruptedException closed) {
            LOG.debug("the spool's courier ends");
        }
    }

    private boolean isOpen(SpoolFile file) {
        return openAccounts.containsKey(file.account());
    }

    private void visit(SupplierId supplier) {
        Rest rest = resting.get(supplier);
        if (rest != null && clock.instant().isBefore(rest.until)) {
            return;
        }
        if (!visited.add(supplier)) {
            return;
        }
        if (!deliveries.tryAcquire()) {
            visited.remove(supplier);
            return;
        }
        threads.start(
                () -> {
                    try {
                        deliverTo(supplier);
                    } finally {
                        deliveries.release();
                        visited.remove(supplier);
                        wake();
                    }
                });
    }

    private void deliverTo(SupplierId supplier) {
        while (true) {
            Optional<SpoolFile> next =
                    index.oldest(file -> file.supplier().equals(supplier) && isOpen(file));
            if (next.isEmpty()) {
                return;
            }
            SpoolFile file = next.get();
            Supplier<AccountAccess> access = openAccounts.get(file.account());
            if (access == null || !deliver(file, access.get())) {
                return;
            }
        }
    }

    /// @return whether the file is done with
    private boolean deliver(SpoolFile file, AccountAccess access) {
        try {
            List<FragmentRecord> records = directory.read(file);
            count("damaged", file.records().size() - records.size());
            if (!records.isEmpty()) {
                travel(records, access);
            }
            remove(file);
            resting.remove(file.supplier());
            return true;
        } catch (Fault fault) {
            rest(file.supplier(), fault.getMessage());
        } catch (IOException | RuntimeException unexpected) {
            rest(file.supplier(), unexpected.toString());
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        }
        return false;
    }

    /// All at once; if one of them is refused for ever, one by one, and without it.
    private void travel(List<FragmentRecord> records, AccountAccess access)
            throws InterruptedException {
        try {
            route.travel(records, access);
            count("delivered", records.size());
        } catch (Fault fault) {
            if (!FOR_EVER.contains(fault.code())) {
                throw fault;
            }
            if (records.size() == 1) {
                LOG.warn("a spooled record is dropped: {}", fault.getMessage());
                count("dropped", 1);
                return;
            }
            for (FragmentRecord record : records) {
                travel(List.of(record), access);
            }
        }
    }

    private void dropTooOld() {
        Instant oldest = clock.instant().minus(LONGEST_WAIT);
        Optional<SpoolFile> tooOld = index.oldest(file -> file.keptAt().isBefore(oldest));
        while (tooOld.isPresent()) {
            count("dropped", tooOld.get().records().size());
            remove(tooOld.get());
            tooOld = index.oldest(file -> file.keptAt().isBefore(oldest));
        }
    }

    void forget(AccountNumber account) {
        close(account);
        Optional<SpoolFile> left = index.oldest(file -> file.account().equals(account));
        while (left.isPresent()) {
            count("dropped", left.get().records().size());
            remove(left.get());
            left = index.oldest(file -> file.account().equals(account));
        }
    }

    private void remove(SpoolFile file) {
        try {
            directory.delete(file);
        } catch (IOException failure) {
            LOG.warn("a spool file cannot be deleted: {}", failure.toString());
        }
        index.remove(file);
    }

    private void rest(SupplierId supplier, String why) {
        Rest before = resting.get(supplier);
        Duration length = before == null ? FIRST_REST : before.length.multipliedBy(2);
        Duration bounded = length.compareTo(LONGEST_REST) < 0 ? length : LONGEST_REST;
        resting.put(supplier, new Rest(clock.instant().plus(bounded), bounded));
        LOG.debug("records for supplier {} wait on: {}", supplier, why);
    }

    private void showPending() {
        List<MultiGauge.Row<?>> bytes = new ArrayList<>();
        List<MultiGauge.Row<?>> records = new ArrayList<>();
        index.bySupplier()
                .forEach(
                        (supplier, amount) -> {
                            Tags tags = Tags.of("supplier", supplier.toString());
                            bytes.add(MultiGauge.Row.of(tags, amount.bytes()));
                            records.add(MultiGauge.Row.of(tags, amount.records()));
                        });
        pendingBytes.register(bytes, true);
        pendingRecords.register(records, true);
    }

    private void count(String fate, int records) {
        meters.counter("stowage.spool.fate", "fate", fate).increment(records);
    }

    @Override
    public void close() {
        openAccounts.clear();
        threads.close();
    }

    /// A supplier that failed is left alone.
    private record Rest(Instant until, Duration length) {}
}
