package dev.stowage.cluster.check;

import dev.stowage.format.address.CarrierId;
import dev.stowage.format.record.FragmentRecord;
import dev.stowage.format.signature.SigningKey;
import dev.stowage.placement.access.Identity;
import dev.stowage.protocol.fault.Fault;
import dev.stowage.protocol.fault.FaultCode;
import dev.stowage.protocol.placement.PlacementApi;
import dev.stowage.protocol.placement.ServedCarrier;
import dev.stowage.protocol.placement.ServiceRole;
import dev.stowage.protocol.supplier.ContractRequest;
import dev.stowage.protocol.supplier.FetchOutcome;
import dev.stowage.protocol.supplier.FetchRequest;
import dev.stowage.protocol.supplier.RecordBatch;
import dev.stowage.protocol.supplier.SupplierApi;
import dev.stowage.protocol.supplier.WantedRecord;
import dev.stowage.protocol.token.AccountToken;
import dev.stowage.protocol.token.AccountToken.Scope;
import dev.stowage.protocol.token.AssignedCarrier;
import dev.stowage.protocol.token.ContractOrder;
import dev.stowage.protocol.token.ServiceCertificate;
import dev.stowage.protocol.token.ServiceToken;
import dev.stowage.protocol.wire.ApiClients;
import dev.stowage.supplier.trial.SampleAccount;
import io.micrometer.observation.ObservationRegistry;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// Customers of one supplier with connections of their own; whoever hears busy asks again. Their
/// contracts are ordered with placement's own key.
final class Crowd implements AutoCloseable {

    static final int RECORDS_EACH = 3;

    private static final int BLOCK_BYTES = 16 << 10;

    /// Ciphertext of one customer's records: half of a block each, data and parity.
    static final long BYTES_EACH = RECORDS_EACH * (long) BLOCK_BYTES / 2;

    private static final long QUOTA = 1 << 16;

    /// Of the sample accounts' layout, where the carrier is the position.
    private static final int POSITION = 0;

    /// Each client has 128 connections at most.
    private static final int CLIENTS = 4;

    private static final Duration TOKEN_LIFE = Duration.ofMinutes(5);
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final long SHORTEST_PAUSE = Duration.ofMillis(20).toNanos();
    private static final long LONGEST_PAUSE = Duration.ofMillis(500).toNanos();
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(10);

    private final SigningKey placementKey;
    private final Clock clock;
    private final List<ApiClients> clients;
    private final ServedCarrier served;
    private final AtomicInteger busy = new AtomicInteger();

    /// @param placementData where placement keeps its key
    Crowd(URI placement, Path placementData, Clock clock) throws IOException {
        SecureRandom random = new SecureRandom();
        this.placementKey = Identity.in(placementData, random).key();
        this.clock = clock;
        this.clients =
                Stream.generate(() -> new ApiClients(PATIENCE, ObservationRegistry.NOOP))
                        .limit(CLIENTS)
                        .toList();
        this.served = carrier(placement, SigningKey.random(random));
    }

    private ServedCarrier carrier(URI placement, SigningKey key) {
        Instant expiry = clock.instant().plus(TOKEN_LIFE);
        String certificate =
                new ServiceCertificate(
                                new UUID(0, 1), ServiceRole.CUSTOMER, key.verifyingKey(), expiry)
                        .sign(placementKey);
        String token = ServiceToken.sign(certificate, AccountToken.PLACEMENT, expiry, key);
        PlacementApi api =
                clients.getFirst().client(PlacementApi.class, placement, FaultCode.PLACEMENT_AWAY);
        return Objects.requireNonNull(
                        api.carriers("Bearer " + token, new CarrierId(POSITION), 1, null)
                                .carriers())
                .getFirst();
    }

    private SupplierApi api(int customer) {
        return clients.get(customer % CLIENTS)
                .client(SupplierApi.class, URI.create(served.url()), FaultCode.SUPPLIER_AWAY);
    }

    /// How often somebody was told to come again.
    int busy() {
        return busy.get();
    }

    void grant(SampleAccount account) {
        String order =
                new ContractOrder(
                                account.number(),
                                account.key().verifyingKey(),
                                served.supplier(),
                                QUOTA,
                                List.of(
                                        new AssignedCarrier(
                                                served.carrier(),
                                                served.generation(),
                                                served.volume())),
                                clock.instant().plus(TOKEN_LIFE))
                        .sign(placementKey);
        patiently(() -> api(0).grant(account.number(), new ContractRequest(order)));
    }

    void storeAndFetch(SampleAccount account, int customer) {
        for (int block = 0; block < RECORDS_EACH; block++) {
            FragmentRecord record = account.record(block, BLOCK_BYTES, POSITION, customer);
            RecordBatch batch = new RecordBatch(List.of(record));
            patiently(() -> api(customer).store(bearer(account), batch));
            FetchRequest wish =
                    new FetchRequest(
                            List.of(new WantedRecord(record.header().address(), POSITION, 3)));
            List<FetchOutcome> found =
                    patiently(() -> api(customer).fetch(bearer(account), wish)).outcomes();
            if (!(found.getFirst() instanceof FetchOutcome.Intact(FragmentRecord stored))
                    || !stored.header().equals(record.header())) {
                throw new IllegalStateException(
                        "account %s stored block %d and finds %s"
                                .formatted(account.number(), block, found.getFirst()));
            }
        }
    }

    /// Bytes that the supplier says are used.
    long used(SampleAccount account) {
        return patiently(() -> api(0).contract(bearer(account), account.number())).used();
    }

    private String bearer(SampleAccount account) {
        return "Bearer "
                + new AccountToken(
                                account.number(),
                                served.supplier().toString(),
                                Set.of(Scope.STORE, Scope.FETCH),
                                clock.instant().plus(TOKEN_LIFE))
                        .sign(account.key());
    }

    /// Calls until there is room, pausing longer and longer.
    private <T> T patiently(Supplier<T> call) {
        long pause = SHORTEST_PAUSE;
        long deadline = System.nanoTime() + LONGEST_WAIT.toNanos();
        while (true) {
            try {
                return call.get();
            } catch (Fault fault) {
                if (fault.code() != FaultCode.BUSY || System.nanoTime() > deadline) {
                    throw fault;
                }
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
