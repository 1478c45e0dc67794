package dev.stowage.supplier;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stowage.format.record.FragmentRecord;
import dev.stowage.protocol.fault.Fault;
import dev.stowage.protocol.fault.FaultCode;
import dev.stowage.protocol.supplier.ContractRequest;
import dev.stowage.protocol.supplier.FetchOutcome.Intact;
import dev.stowage.protocol.supplier.FetchRequest;
import dev.stowage.protocol.supplier.RecordBatch;
import dev.stowage.protocol.supplier.SupplierApi;
import dev.stowage.protocol.supplier.WantedRecord;
import dev.stowage.protocol.token.AccountToken.Scope;
import dev.stowage.protocol.wire.ApiClients;
import dev.stowage.supplier.trial.SampleAccount;
import io.micrometer.observation.ObservationRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntConsumer;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// One supplier and very many customers, over HTTP. As many as a supplier is made for:
/// `-Dstowage.crowd.contracts=10000 -Dstowage.crowd.customers=500`.
class CrowdTest {

    private static final int CONTRACTS = Integer.getInteger("stowage.crowd.contracts", 120);
    private static final int CUSTOMERS = Integer.getInteger("stowage.crowd.customers", 30);
    private static final int CONTRACTS_A_CUSTOMER = CONTRACTS / CUSTOMERS;
    private static final int SERVED_AT_ONCE = Math.ceilDiv(CUSTOMERS, 8);
    private static final int GRANTED_AT_ONCE = 2 * SERVED_AT_ONCE;
    private static final long SHORTEST_PAUSE = Duration.ofMillis(20).toNanos();
    private static final long LONGEST_PAUSE = Duration.ofMillis(200).toNanos();
    private static final int LOOKED_AT = 20;
    private static final int RECORDS_EACH = 3;
    private static final long QUOTA = 1 << 16;
    private static final int BLOCK_BYTES = 16 << 10;

    /// Each client has 128 connections at most.
    private static final int CLIENTS = 4;

    @TempDir Path data;

    private final AtomicInteger busy = new AtomicInteger();

    @Test
    void manyContractsAndManyCustomersAtOnceMeetNothingWorseThanBusy() throws Exception {
        List<SampleAccount> accounts =
                IntStream.range(0, CONTRACTS).mapToObj(i -> new SampleAccount(10_000 + i)).toList();
        Map<String, Object> bounds = Map.of("stowage.supplier.requests-in-flight", SERVED_AT_ONCE);
        try (SupplierHouse house = SupplierHouse.open(data, 1, bounds);
                Crowd crowd = new Crowd(house)) {
            Duration granting =
                    atOnce(GRANTED_AT_ONCE, CONTRACTS, i -> crowd.grant(accounts.get(i)));
            Duration storing =
                    atOnce(
                            CUSTOMERS,
                            CUSTOMERS,
                            i -> crowd.storeAndFetch(accounts.get(i * CONTRACTS_A_CUSTOMER), i));
            System.out.printf(
                    "%d contracts granted in %s; %d customers stored and fetched %d records each in %s, busy %d times%n",
                    CONTRACTS, granting, CUSTOMERS, RECORDS_EACH, storing, busy.get());

            assertThat(busy).hasPositiveValue();
            crowd.assertUsed(accounts);
            house.restart();
            crowd.assertUsed(accounts);
        }
    }

    /// @return how long it took
    private static Duration atOnce(int threads, int count, IntConsumer work) throws Exception {
        long start = System.nanoTime();
        try (ExecutorService crowd =
                Executors.newFixedThreadPool(threads, Thread.ofVirtual().factory())) {
            List<Future<?>> all = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                int number = i;
                all.add(crowd.submit(() -> work.accept(number)));
            }
            for (Future<?> each : all) {
                each.get();
            }
        }
        return Duration.ofNanos(System.nanoTime() - start);
    }

    /// Customers with connections of their own; whoever hears busy asks again.
    private final class Crowd implements AutoCloseable {

        private final SupplierHouse house;
        private final List<ApiClients> clients;

        Crowd(SupplierHouse house) {
            this.house = house;
            this.clients = Stream.generate(Crowd::newClient).limit(CLIENTS).toList();
        }

        private static ApiClients newClient() {
            return new ApiClients(Duration.ofMinutes(1), ObservationRegistry.NOOP);
        }

        private SupplierApi api(int customer) {
            return clients.get(customer % CLIENTS)
                    .client(SupplierApi.class, house.url(0), FaultCode.SUPPLIER_AWAY);
        }

        void grant(SampleAccount account) {
            String order = house.placement().order(account, 0, QUOTA).sign(house.placement().key());
            patiently(() -> api(0).grant(account.number(), new ContractRequest(order)));
        }

        void storeAndFetch(SampleAccount account, int customer) {
            String bearer = house.bearer(account, 0, Scope.STORE, Scope.FETCH);
            for (int block = 0; block < RECORDS_EACH; block++) {
                FragmentRecord record = account.record(block, BLOCK_BYTES, 0, customer);
                RecordBatch batch = new RecordBatch(List.of(record));
                patiently(() -> api(customer).store(bearer, batch));
                FetchRequest wish =
                        new FetchRequest(
                                List.of(new WantedRecord(record.header().address(), 0, 3)));
                assertThat(patiently(() -> api(customer).fetch(bearer, wish)).outcomes())
                        .singleElement()
                        .isInstanceOfSatisfying(
                                Intact.class,
                                found ->
                                        assertThat(found.record().header())
                                                .isEqualTo(record.header()));
            }
        }

        void assertUsed(List<SampleAccount> accounts) {
            for (int i = 0; i < CONTRACTS; i += Math.max(1, CONTRACTS / LOOKED_AT / 2 * 2 - 1)) {
                boolean isCustomer =
                        i % CONTRACTS_A_CUSTOMER == 0 && i / CONTRACTS_A_CUSTOMER < CUSTOMERS;
                SampleAccount account = accounts.get(i);
                String bearer = house.bearer(account, 0, Scope.FETCH);
                assertThat(patiently(() -> api(0).contract(bearer, account.number())).used())
                        .as("account %s", account.number())
                        .isEqualTo(isCustomer ? RECORDS_EACH * BLOCK_BYTES / 2 : 0);
            }
        }

        /// Calls until there is room, pausing longer and longer.
        private <T> T patiently(Supplier<T> call) {
            long pause = SHORTEST_PAUSE;
            while (true) {
                try {
                    return call.get();
                } catch (Fault fault) {
                    assertThat(fault.code()).as(fault.getMessage()).isEqualTo(FaultCode.BUSY);
                    busy.incrementAndGet();
                    LockSupport.parkNanos(pause);
                    pause = Math.min(LONGEST_PAUSE, 2 * pause);
                }
            }
        }

        @Override
        public void close() {
            clients.forEach(ApiClients::close);
        }
    }
}
