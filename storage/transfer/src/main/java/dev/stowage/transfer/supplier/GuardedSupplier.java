package dev.stowage.transfer.supplier;

import dev.stowage.format.address.AccountNumber;
import dev.stowage.format.address.CarrierGroup;
import dev.stowage.format.address.CarrierId;
import dev.stowage.format.live.SignedLiveSet;
import dev.stowage.protocol.fault.Fault;
import dev.stowage.protocol.fault.FaultCode;
import dev.stowage.protocol.placement.ClosingKept;
import dev.stowage.protocol.placement.ClosingMessage;
import dev.stowage.protocol.placement.SupplierId;
import dev.stowage.protocol.supplier.ContractRequest;
import dev.stowage.protocol.supplier.ContractView;
import dev.stowage.protocol.supplier.FetchAnswer;
import dev.stowage.protocol.supplier.FetchRequest;
import dev.stowage.protocol.supplier.HeadKept;
import dev.stowage.protocol.supplier.HeadMessage;
import dev.stowage.protocol.supplier.InventoryView;
import dev.stowage.protocol.supplier.LiveSetKept;
import dev.stowage.protocol.supplier.RecordBatch;
import dev.stowage.protocol.supplier.StoreAnswer;
import dev.stowage.protocol.supplier.SupplierApi;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// A supplier behind its circuit breaker. Every failure is a fault; only those that say that the
/// supplier is not well count against it, and a call that we called off counts for nothing.
final class GuardedSupplier implements SupplierApi {

    private static final Set<FaultCode> UNWELL =
            Set.of(
                    FaultCode.SUPPLIER_AWAY,
                    FaultCode.MAINTENANCE,
                    FaultCode.SERVICE_AWAY,
                    FaultCode.TIMED_OUT,
                    FaultCode.INTERNAL);

    /// Storing takes its own time, which says little about how long a reader waits.
    private static final Set<String> READS = Set.of("fetch", "head");

    private final SupplierApi api;
    private final CircuitBreaker breaker;
    private final SupplierLoad load;
    private final SupplierId supplier;
    private final MeterRegistry meters;

    GuardedSupplier(
            SupplierApi api,
            CircuitBreaker breaker,
            SupplierLoad load,
            SupplierId supplier,
            MeterRegistry meters) {
        this.api = api;
        this.breaker = breaker;
        this.load = load;
        this.supplier = supplier;
        this.meters = meters;
    }

    @Override
    public ContractView grant(AccountNumber account, ContractRequest request) {
        return guarded("grant", () -> api.grant(account, request));
    }

    @Override
    public ContractView contract(String authorization, AccountNumber account) {
        return guarded("contract", () -> api.contract(authorization, account));
    }

    @Override
    public void release(String authorization, AccountNumber account, @Nullable UUID volume) {
        guarded(
                "release",
                () -> {
                    api.release(authorization, account, volume);
                    return account;
                });
    }

    @Override
    public StoreAnswer store(String authorization, RecordBatch batch) {
        return guarded("store", () -> api.store(authorization, batch));
    }

    @Override
    public FetchAnswer fetch(String authorization, FetchRequest request) {
        return guarded("fetch", () -> api.fetch(authorization, request));
    }

    @Override
    public HeadKept keepHead(AccountNumber account, HeadMessage head) {
        return guarded("keep-head", () -> api.keepHead(account, head));
    }

    @Override
    public HeadMessage head(String authorization, AccountNumber account) {
        return guarded("head", () -> api.head(authorization, account));
    }

    @Override
    public ClosingKept close(AccountNumber account, ClosingMessage closing) {
        return guarded("close", () -> api.close(account, closing));
    }

    @Override
    public LiveSetKept keepLiveSet(
            String authorization, AccountNumber account, SignedLiveSet liveSet) {
        return guarded("keep-live-set", () -> api.keepLiveSet(authorization, account, liveSet));
    }

    @Override
    public SignedLiveSet liveSet(String authorization, AccountNumber account, CarrierGroup group) {
        return guarded("live-set", () -> api.liveSet(authorization, account, group));
    }

    @Override
    public InventoryView inventory(
            String authorization,
            AccountNumber account,
            CarrierGroup group,
            @Nullable Integer position,
            @Nullable CarrierId carrier) {
        return guarded(
                "inventory", () -> api.inventory(authorization, account, group, position, carrier));
    }

    @Override
    public InventoryView missing(
            String authorization, AccountNumber account, CarrierGroup group, CarrierId carrier) {
        return guarded("missing", () -> api.missing(authorization, account, group, carrier));
    }

    private <T> T guarded(String name, Supplier<T> call) {
        if (!breaker.tryAcquirePermission()) {
            throw new Fault(
                            FaultCode.SUPPLIER_AWAY,
                            "supplier %s failed too often and is left alone for some seconds"
                                    .formatted(supplier))
                    .with("supplier", supplier.toString());
        }
        load.begin();
        long start = System.nanoTime();
        try {
            T answer = call.get();
            if (READS.contains(name)) {
                load.took(System.nanoTime() - start);
            }
            breaker.onSuccess(System.nanoTime() - start, TimeUnit.NANOSECONDS);
            count(name, "answered", start);
            return answer;
        } catch (RuntimeException failure) {
            Fault fault = asFault(failure);
            if (Thread.currentThread().isInterrupted()) {
                breaker.releasePermission();
                count(name, "called-off", start);
                throw fault;
            }
            if (UNWELL.contains(fault.code())) {
                breaker.onError(System.nanoTime() - start, TimeUnit.NANOSECONDS, fault);
            } else {
                breaker.onSuccess(System.nanoTime() - start, TimeUnit.NANOSECONDS);
            }
            count(name, fault.code().wireName(), start);
            throw fault;
        } catch (Error ours) {
            breaker.releasePermission();
            throw ours;
        } finally {
            load.end();
        }
    }

    private Fault asFault(RuntimeException failure) {
        return failure instanceof Fault fault
                ? fault
                : new Fault(
                                FaultCode.SUPPLIER_AWAY,
                                "supplier %s gave an answer that cannot be used: %s"
                                        .formatted(supplier, failure),
                                failure)
                        .with("supplier", supplier.toString());
    }

    private void count(String call, String outcome, long start) {
        meters.timer("stowage.supplier.calls", "call", call, "outcome", outcome)
                .record(System.nanoTime() - start, TimeUnit.NANOSECONDS);
    }
}
