package dev.stowage.cluster.process;

import static dev.stowage.cluster.process.Visitor.assertRefused;
import static dev.stowage.cluster.process.Visitor.basic;
import static dev.stowage.cluster.process.Visitor.json;
import static dev.stowage.cluster.process.Visitor.random;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.stowage.customer.CustomerApplication;
import dev.stowage.format.address.AccountNumber;
import dev.stowage.format.address.BlockNumber;
import dev.stowage.format.head.AccountHead;
import dev.stowage.format.head.CountersignedHead;
import dev.stowage.format.head.SignedHead;
import dev.stowage.format.key.AccountKeys;
import dev.stowage.format.key.Password;
import dev.stowage.format.key.PasswordLock;
import dev.stowage.format.live.BlockSet;
import dev.stowage.format.live.LiveSet;
import dev.stowage.format.live.SignedLiveSet;
import dev.stowage.format.signature.ByteString;
import dev.stowage.gateway.GatewayApplication;
import dev.stowage.placement.PlacementApplication;
import dev.stowage.protocol.fault.Fault;
import dev.stowage.protocol.fault.FaultCode;
import dev.stowage.protocol.placement.BlockRangeRequest;
import dev.stowage.protocol.placement.HeadSwap;
import dev.stowage.protocol.placement.PlacementApi;
import dev.stowage.protocol.supplier.HeadMessage;
import dev.stowage.protocol.supplier.SupplierApi;
import dev.stowage.protocol.token.AccountToken.Scope;
import dev.stowage.protocol.wire.ApiClients;
import dev.stowage.supplier.SupplierApplication;
import dev.stowage.supplier.hosting.Supplier;
import dev.stowage.transfer.token.SignedAccountTokens;
import io.micrometer.observation.ObservationRegistry;
import java.io.Closeable;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// An account with new keys, from the outside; and somebody who kept the old head and password.
class RotatedAccountTest {

    private static final int SUPPLIERS = 4;
    private static final int AWAY = 3;
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final String CODE = "a code for everybody";
    private static final String WISH = "{\"current\": \"%s\"}".formatted(Visitor.PASSWORD);

    @TempDir private Path data;

    private final List<Closeable> others = new ArrayList<>();
    private final List<Closeable> suppliers = new ArrayList<>();
    private final List<Integer> supplierPorts = new ArrayList<>();
    private final Map<String, byte[]> files = new TreeMap<>();
    private final ApiClients clients =
            new ApiClients(Duration.ofSeconds(10), ObservationRegistry.NOOP);
    private ClusterSettings settings;
    private ClusterPorts ports;
    private URI secondCustomer;
    private Visitor visitor;

    @BeforeEach
    void start() throws Exception {
        settings = ClusterSettings.of(data, 0, SUPPLIERS);
        ports = ClusterPorts.choose(0);
        others.add(PlacementApplication.start(new HashMap<>(settings.placement(ports, CODE))));
        for (int index = 0; index < SUPPLIERS; index++) {
            supplierPorts.add(index == 0 ? ports.supplier() : ClusterPorts.free());
            suppliers.add(startSupplier(index));
        }
        others.add(CustomerApplication.start(new HashMap<>(settings.customer(ports, CODE))));
        others.add(CustomerApplication.start(secondCustomer()));
        others.add(GatewayApplication.start(new HashMap<>(settings.gateway(ports))));
        Readiness.await(
                ports,
                ports.all(),
                () ->
                        suppliers.stream()
                                .allMatch(each -> SupplierApplication.suppliersOf(each).areHeard()),
                settings.carriers(),
                PATIENCE);
        visitor = new Visitor(URI.create("http://localhost:" + ports.gateway()), 100_000_000);
    }

    private Closeable startSupplier(int index) {
        Map<String, Object> all = new HashMap<>(settings.suppliers(ports, CODE));
        all.put("server.port", supplierPorts.get(index));
        all.put("stowage.supplier.count", 1);
        all.put("stowage.supplier.data", data.resolve("suppliers-" + index));
        return SupplierApplication.start(all);
    }

    private Map<String, Object> secondCustomer() throws IOException {
        int port = ClusterPorts.free();
        secondCustomer = URI.create("http://127.0.0.1:" + port);
        Map<String, Object> all = new HashMap<>(settings.customer(ports, CODE));
        all.put("server.port", port);
        all.put("stowage.customer.data", data.resolve("customer-2"));
        return all;
    }

    @AfterEach
    void stop() throws IOException {
        visitor.close();
        clients.close();
        for (Closeable each : others.reversed()) {
            each.close();
        }
        for (Closeable each : suppliers) {
            each.close();
        }
    }

    @Test
    void opensToItsNewKeysAloneEverywhereAndLosesNothing() throws Exception {
        put("small", 1_000);
        put("large", 6_000_000);
        visitor.awaitDeliveries();
        String oldSession = "Bearer " + openSession(Visitor.PASSWORD).path("token").stringValue();
        assertThat(there("small", visitor.credentials()).body()).isEqualTo(files.get("small"));
        CountersignedHead oldHead = headAt(0);
        Thief thief = new Thief(oldHead.head());
        assertThat(thief.blockRange()).isNull();
        suppliers.get(AWAY).close();
        put("while one is away", 2_000_000);

        HttpResponse<String> answer =
                visitor.send(
                        visitor.at("/v1/account/rotate", oldSession)
                                .header("Content-Type", "application/json")
                                .POST(BodyPublishers.ofString(WISH)));

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        String newSession = "Bearer " + json(answer).path("token").stringValue();
        String recovery = basic(visitor.account(), json(answer).path("recoveryCode").stringValue());
        assertThat(json(answer).path("rotation").intValue()).isEqualTo(1);
        put("afterwards", 500_000);
        allAreThere(newSession);
        allAreThere(recovery);
        assertRefused(
                visitor.send(visitor.at("/v1/account", oldSession).GET()), 401, "keys-rotated");
        assertRefused(
                visitor.send(
                        visitor.at("/v1/account", basic(visitor.account(), visitor.recoveryCode()))
                                .GET()),
                401,
                "unauthenticated");

        assertTheSecondServiceNotices();
        thief.assertIsRefusedByPlacement(oldHead);
        for (int index = 0; index < AWAY; index++) {
            thief.assertIsRefusedBy(index, oldHead);
        }
        suppliers.set(AWAY, startSupplier(AWAY));
        awaitHeard();
        thief.assertIsRefusedBy(AWAY, oldHead);
        visitor.awaitDeliveries();
        // Of four suppliers two are enough, and the one that was away is needed now.
        suppliers.get(0).close();
        suppliers.get(1).close();
        allAreThere(visitor.credentials());
    }

    private void put(String path, int size) throws Exception {
        String name = path.replace(' ', '-');
        assertThat(visitor.put(name, random(size)).statusCode()).isEqualTo(201);
        files.put(name, random(size));
    }

    private void allAreThere(String authorization) throws Exception {
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            HttpRequest.Builder request =
                    visitor.at("/v1/files/" + file.getKey(), authorization).GET();
            assertThat(visitor.fetch(request).body()).as(file.getKey()).isEqualTo(file.getValue());
        }
    }

    private JsonNode openSession(String password) throws Exception {
        return json(
                visitor.post(
                        "/v1/sessions",
                        "{\"account\": %d, \"password\": \"%s\"}"
                                .formatted(visitor.account(), password)));
    }

    /// A file, from the second customer-service.
    private HttpResponse<byte[]> there(String path, String authorization) throws Exception {
        return visitor.fetch(
                HttpRequest.newBuilder(secondCustomer.resolve("/v1/files/" + path))
                        .timeout(PATIENCE)
                        .header("Authorization", authorization)
                        .GET());
    }

    private void assertTheSecondServiceNotices() throws Exception {
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            assertThat(there(file.getKey(), visitor.credentials()).body())
                    .isEqualTo(file.getValue());
        }
        assertThat(there("small", basic(visitor.account(), visitor.recoveryCode())).statusCode())
                .isEqualTo(401);
    }

    private Supplier supplier(int index) {
        return SupplierApplication.suppliersOf(suppliers.get(index)).all().getFirst();
    }

    private CountersignedHead headAt(int index) {
        AccountNumber account = new AccountNumber(visitor.account());
        return supplier(index).volumes().stream()
                .flatMap(each -> each.volume().store().newest(account).stream())
                .max(Comparator.comparingLong(head -> head.head().version()))
                .orElseThrow();
    }

    private void awaitHeard() throws Exception {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!SupplierApplication.suppliersOf(suppliers.get(AWAY)).areHeard()) {
            assertThat(System.nanoTime()).as("placement was not heard").isLessThan(end);
            TimeUnit.MILLISECONDS.sleep(20);
        }
    }

    /// Somebody who has the password and kept a head from before, and so the former master key.
    private final class Thief {

        private final AccountKeys keys;
        private final SignedAccountTokens tokens;

        Thief(AccountHead kept) {
            SecureRandom random = new SecureRandom();
            Password password = Password.of(Visitor.PASSWORD);
            this.keys =
                    new PasswordLock(random)
                            .unlock(kept.unlockers(), password, kept.account())
                            .map(master -> new AccountKeys(master, kept.account(), random))
                            .orElseThrow();
            this.tokens =
                    new SignedAccountTokens(
                            kept.account(), 0, keys.signingKey(), Clock.systemUTC());
        }

        private PlacementApi placement() {
            URI url = URI.create(ports.placementUrl());
            return clients.client(PlacementApi.class, url, FaultCode.PLACEMENT_AWAY);
        }

        private String placementToken() {
            return "Bearer " + tokens.tokenForPlacement(Scope.COMMIT);
        }

        /// Why he gets no block numbers.
        private @Nullable FaultCode blockRange() {
            try {
                var _ =
                        placement()
                                .grantBlockRange(
                                        placementToken(), keys.account(), new BlockRangeRequest(1));
                return null;
            } catch (Fault fault) {
                return fault.code();
            }
        }

        /// A head that follows the current one, signed by the former key.
        private SignedHead forged(CountersignedHead old) {
            AccountHead head = old.head();
            while (head.version() <= headAt(2).head().version()) {
                head = head.next(head.accountFile(), head.openRanges());
            }
            return SignedHead.sign(head, keys.signingKey());
        }

        void assertIsRefusedByPlacement(CountersignedHead old) {
            assertThat(blockRange()).isEqualTo(FaultCode.KEYS_ROTATED);
            HeadSwap swap =
                    new HeadSwap(
                            ByteString.of(forged(old).toBytes()),
                            ByteString.of(old.toBytes()),
                            List.of());
            assertFault(
                    FaultCode.KEYS_ROTATED,
                    () -> placement().swapHead(placementToken(), keys.account(), swap));
        }

        void assertIsRefusedBy(int index, CountersignedHead old) {
            Supplier supplier = supplier(index);
            SupplierApi api =
                    clients.client(
                            SupplierApi.class,
                            URI.create("http://127.0.0.1:" + supplierPorts.get(index)),
                            FaultCode.SUPPLIER_AWAY);
            for (Scope scope : List.of(Scope.FETCH, Scope.STORE)) {
                assertFault(
                        FaultCode.KEYS_ROTATED,
                        () -> api.contract(token(supplier, scope), keys.account()));
            }
            assertFault(
                    FaultCode.KEYS_ROTATED,
                    () ->
                            api.keepLiveSet(
                                    token(supplier, Scope.COLLECT),
                                    keys.account(),
                                    SignedLiveSet.sign(nothing(old), keys.signingKey())));
            CountersignedHead head = CountersignedHead.countersign(forged(old), keys.signingKey());
            assertFault(
                    FaultCode.KEYS_ROTATED,
                    () ->
                            api.keepHead(
                                    keys.account(),
                                    new HeadMessage(ByteString.of(head.toBytes()))));
        }

        private String token(Supplier supplier, Scope scope) {
            return "Bearer " + tokens.tokenFor(supplier.membership().supplier(), scope);
        }

        /// That nothing is alive.
        private LiveSet nothing(CountersignedHead old) {
            return new LiveSet(
                    keys.account(),
                    old.head().layout().group(),
                    1_000_000,
                    new BlockNumber(1_000_000),
                    BlockSet.EMPTY,
                    List.of(new LiveSet.OfLayout(old.head().layout(), BlockSet.EMPTY)));
        }

        private static void assertFault(FaultCode code, ThrowingCallable call) {
            Fault fault = catchThrowableOfType(Fault.class, call);
            assertThat(fault).isNotNull();
            assertThat(fault.code()).isEqualTo(code);
        }
    }
}
