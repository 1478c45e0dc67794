package dev.stowage.supplier;

import dev.stowage.format.record.FragmentRecord;
import dev.stowage.format.signature.ByteString;
import dev.stowage.protocol.fault.FaultCode;
import dev.stowage.protocol.placement.SupplierId;
import dev.stowage.protocol.supplier.ContractRequest;
import dev.stowage.protocol.supplier.ContractView;
import dev.stowage.protocol.supplier.FetchOutcome;
import dev.stowage.protocol.supplier.FetchRequest;
import dev.stowage.protocol.supplier.HeadKept;
import dev.stowage.protocol.supplier.HeadMessage;
import dev.stowage.protocol.supplier.RecordBatch;
import dev.stowage.protocol.supplier.StoreAnswer;
import dev.stowage.protocol.supplier.SupplierApi;
import dev.stowage.protocol.supplier.WantedRecord;
import dev.stowage.protocol.token.AccountToken;
import dev.stowage.protocol.token.AccountToken.Scope;
import dev.stowage.protocol.wire.ApiClients;
import dev.stowage.supplier.trial.SampleAccount;
import io.micrometer.observation.ObservationRegistry;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.springframework.context.ConfigurableApplicationContext;

/// A real supplier-service over HTTP, its placement stood in for, and an account's hands.
final class SupplierHouse implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final AtomicLong NEXT_ACCOUNT = new AtomicLong(100);

    private final PlacementStandIn placement = new PlacementStandIn(Clock.systemUTC());
    private final PlacementServer server;
    private final Path data;
    private final int count;
    private final Map<String, Object> more;
    private ConfigurableApplicationContext context;
    private final ApiClients clients =
            new ApiClients(Duration.ofSeconds(10), ObservationRegistry.NOOP);

    private SupplierHouse(Path data, int count, Map<String, Object> more) throws IOException {
        this.data = data;
        this.count = count;
        this.more = more;
        this.server = new PlacementServer(placement);
        this.context = start();
    }

    /// A house whose suppliers have all joined.
    static SupplierHouse open(Path data, int suppliers, Map<String, Object> more)
            throws IOException {
        SupplierHouse house = new SupplierHouse(data, suppliers, more);
        Eventually.holds(PATIENCE, () -> house.placement.heard() == suppliers);
        house.awaitHeard();
        return house;
    }

    private ConfigurableApplicationContext start() {
        return SupplierApplication.start(properties(data, count, server.url(), more));
    }

    static Map<String, Object> properties(
            Path data, int suppliers, URI placement, Map<String, Object> more) {
        Map<String, Object> properties = new HashMap<>();
        properties.put("server.port", 0);
        properties.put("server.address", "127.0.0.1");
        properties.put("stowage.supplier.data", data);
        properties.put("stowage.supplier.count", suppliers);
        properties.put("stowage.supplier.placement-url", placement);
        properties.put("stowage.supplier.join-code", PlacementStandIn.JOIN_CODE);
        properties.put("stowage.supplier.advertised-host", "127.0.0.1");
        properties.putAll(more);
        return properties;
    }

    /// Stops the service and starts it again over the same data; its ports change.
    void restart() {
        URI before = url(0);
        context.close();
        context = start();
        Eventually.holds(PATIENCE, () -> !url(0).equals(before));
        awaitHeard();
    }

    /// Until then nobody may store anything.
    private void awaitHeard() {
        Eventually.holds(PATIENCE, () -> SupplierApplication.suppliersOf(context).areHeard());
    }

    PlacementStandIn placement() {
        return placement;
    }

    URI placementUrl() {
        return server.url();
    }

    ConfigurableApplicationContext context() {
        return context;
    }

    SampleAccount newAccount() {
        return new SampleAccount(NEXT_ACCOUNT.incrementAndGet());
    }

    URI url(int carrier) {
        return placement.urlOf(carrier);
    }

    <T> T client(Class<T> api, int carrier) {
        return clients.client(api, url(carrier), FaultCode.SUPPLIER_AWAY);
    }

    SupplierApi api(int carrier) {
        return clients.client(SupplierApi.class, url(carrier), FaultCode.SUPPLIER_AWAY);
    }

    SupplierId supplier(int carrier) {
        return placement.serving(carrier).id();
    }

    String bearer(SampleAccount account, int carrier, Scope... scopes) {
        return bearer(
                account, supplier(carrier).toString(), Instant.now().plusSeconds(300), scopes);
    }

    String bearer(SampleAccount account, String audience, Instant expiry, Scope... scopes) {
        return "Bearer "
                + new AccountToken(account.number(), audience, Set.of(scopes), expiry)
                        .sign(account.key());
    }

    ContractView grant(SampleAccount account, int carrier, long quota) {
        String order = placement.order(account, carrier, quota).sign(placement.key());
        return api(carrier).grant(account.number(), new ContractRequest(order));
    }

    StoreAnswer store(SampleAccount account, int carrier, FragmentRecord... records) {
        return api(carrier)
                .store(bearer(account, carrier, Scope.STORE), new RecordBatch(List.of(records)));
    }

    FetchOutcome fetch(SampleAccount account, int carrier, FragmentRecord record, int fragments) {
        WantedRecord wanted =
                new WantedRecord(record.header().address(), record.header().position(), fragments);
        return api(carrier)
                .fetch(bearer(account, carrier, Scope.FETCH), new FetchRequest(List.of(wanted)))
                .outcomes()
                .getFirst();
    }

    HeadKept keepHead(SampleAccount account, int carrier, long version) {
        byte[] head = account.countersigned(version, placement.key()).toBytes();
        return api(carrier).keepHead(account.number(), new HeadMessage(ByteString.of(head)));
    }

    @Override
    public void close() {
        context.close();
        clients.close();
        server.close();
    }
}
