package dev.stowage.verification.benchmarks.account;

import dev.stowage.format.address.Address;
import dev.stowage.format.record.FragmentRecord;
import dev.stowage.protocol.placement.HeadSwap;
import dev.stowage.protocol.placement.PlacementApi;
import dev.stowage.protocol.supplier.FetchAnswer;
import dev.stowage.protocol.supplier.FetchOutcome.Intact;
import dev.stowage.protocol.supplier.HeadMessage;
import dev.stowage.protocol.supplier.RecordBatch;
import dev.stowage.protocol.supplier.SupplierApi;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/// Bytes that one customer-service writes and reads: records with their headers, and heads.
final class Traffic {

    private final LongAdder written = new LongAdder();
    private final LongAdder read = new LongAdder();
    private final LongAdder requests = new LongAdder();
    private final Map<Address, Integer> blocks = new ConcurrentHashMap<>();

    /// What has passed since it was asked for last.
    ///
    /// @param written to placement and all suppliers
    /// @param blocks bytes of the blocks written, before they were coded
    /// @param read from suppliers
    /// @param requests to suppliers
    record Passed(long written, long blocks, long read, long requests) {}

    Passed take() {
        long uncoded = blocks.values().stream().mapToLong(Integer::longValue).sum();
        blocks.clear();
        return new Passed(
                written.sumThenReset(), uncoded, read.sumThenReset(), requests.sumThenReset());
    }

    SupplierApi counting(SupplierApi supplier) {
        return counting(SupplierApi.class, supplier);
    }

    PlacementApi counting(PlacementApi placement) {
        return counting(PlacementApi.class, placement);
    }

    private <A> A counting(Class<A> api, A service) {
        return api.cast(
                Proxy.newProxyInstance(
                        api.getClassLoader(),
                        new Class<?>[] {api},
                        (_, method, arguments) -> {
                            if (arguments != null) {
                                for (Object argument : arguments) {
                                    countSent(argument);
                                }
                            }
                            try {
                                Object answer = method.invoke(service, arguments);
                                countReceived(answer);
                                return answer;
                            } catch (InvocationTargetException failed) {
                                throw failed.getCause();
                            }
                        }));
    }

    private void countSent(@Nullable Object argument) {
        switch (argument) {
            case RecordBatch batch -> batch.records().forEach(this::countStored);
            case HeadMessage head -> written.add(head.countersigned().length());
            case HeadSwap swap -> written.add(swap.signed().length());
            case null, default -> {}
        }
    }

    private void countStored(FragmentRecord record) {
        written.add(record.length());
        blocks.put(record.header().address(), record.header().blockLength());
    }

    private void countReceived(@Nullable Object answer) {
        if (answer instanceof FetchAnswer fetched) {
            requests.increment();
            fetched.outcomes().stream()
                    .filter(Intact.class::isInstance)
                    .forEach(each -> read.add(((Intact) each).record().length()));
        }
    }
}
