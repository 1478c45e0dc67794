package dev.stowage.placement;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stowage.format.address.Address;
import dev.stowage.format.address.BlockNumber;
import dev.stowage.format.address.CarrierGroup;
import dev.stowage.format.address.CarrierId;
import dev.stowage.format.address.ReliabilityLevel;
import dev.stowage.format.layout.Code;
import dev.stowage.format.layout.Layout;
import dev.stowage.format.signature.SigningKey;
import dev.stowage.protocol.fault.FaultCode;
import dev.stowage.protocol.placement.AuditReport;
import dev.stowage.protocol.placement.AuditsApi;
import dev.stowage.protocol.placement.BalanceRequest;
import dev.stowage.protocol.placement.BlockRangeRequest;
import dev.stowage.protocol.placement.ChooseAgainRequest;
import dev.stowage.protocol.placement.ConcernApi;
import dev.stowage.protocol.placement.EventsApi;
import dev.stowage.protocol.placement.ExposureApi;
import dev.stowage.protocol.placement.FindingReport;
import dev.stowage.protocol.placement.FoundRecord;
import dev.stowage.protocol.placement.FoundRecord.Kind;
import dev.stowage.protocol.placement.HeadSwap;
import dev.stowage.protocol.placement.Heartbeat;
import dev.stowage.protocol.placement.JoinCodeRequest;
import dev.stowage.protocol.placement.LayoutRequest;
import dev.stowage.protocol.placement.LeaseRequest;
import dev.stowage.protocol.placement.MissingReport;
import dev.stowage.protocol.placement.MissingReport.MissingRecords;
import dev.stowage.protocol.placement.OverrideRequest;
import dev.stowage.protocol.placement.PlacementApi;
import dev.stowage.protocol.placement.RebuildProgress;
import dev.stowage.protocol.placement.RebuildsApi;
import dev.stowage.protocol.placement.ReplacementRequest;
import dev.stowage.protocol.placement.ReplacementsApi;
import dev.stowage.protocol.placement.ReserveRequest;
import dev.stowage.protocol.placement.ServiceRole;
import dev.stowage.protocol.placement.ServicesApi;
import dev.stowage.protocol.placement.VolumeState;
import dev.stowage.protocol.token.AccountToken.Scope;
import dev.stowage.protocol.wire.ApiClients;
import dev.stowage.verification.endpoint.EndpointTrial;
import dev.stowage.verification.endpoint.Request;
import dev.stowage.verification.endpoint.RequestCapture;
import io.micrometer.observation.ObservationRegistry;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Every endpoint of placement and requests that nobody of ours made, over plain sockets.
class HostilePlacementRequestsTest {

    private static final int SUPPLIERS = 8;
    private static final int SEEDS = Integer.getInteger("stowage.seeds", 150);

    @TempDir Path data;

    @Test
    void noneBreaksPlacementAndEachIsAnsweredWithACode() throws Exception {
        try (House house = House.open(data, Map.of(), Clock.systemUTC())) {
            house.joinSuppliers(SUPPLIERS, 2);
            house.awaitCarriers(2 * SUPPLIERS);
            TestAccount account = TestAccount.reserve(house);
            house.api().swapHead(account.token(Scope.COMMIT), account.number(), account.swap(1, 1));
            EndpointTrial trial = new EndpointTrial(house.uri(), FaultCode.answers());
            List<String> failures = new ArrayList<>();

            List<Request> requests = new ArrayList<>(requests(house, account).values());
            requests.addAll(operatorsRequests(house).values());
            requests.addAll(rebuildRequests(house, account).values());
            requests.addAll(exposureRequests(house).values());
            requests.addAll(auditRequests(house).values());
            requests.addAll(concernRequests(account));
            for (Request request : requests) {
                failures.addAll(trial.run(request, 0, SEEDS));
            }

            assertThat(failures).isEmpty();
            assertThat(house.api().head(house.customer(), account.number(), null).version())
                    .isPositive();
            TestAccount next = TestAccount.reserve(house);
            house.api().swapHead(next.token(Scope.COMMIT), next.number(), next.swap(1, 1));
        }
    }

    private static Map<String, Request> requests(House house, TestAccount account)
            throws Exception {
        ApiClients clients = new ApiClients(Duration.ofSeconds(5), ObservationRegistry.NOOP);
        try (clients;
                RequestCapture capture = new RequestCapture()) {
            PlacementApi client =
                    clients.client(PlacementApi.class, capture.uri(), FaultCode.PLACEMENT_AWAY);
            return capture.ofAll(PlacementApi.class, client, calls(house, account));
        }
    }

    private static Map<String, Request> operatorsRequests(House house) throws Exception {
        ApiClients clients = new ApiClients(Duration.ofSeconds(5), ObservationRegistry.NOOP);
        String operator = house.operator();
        UUID service =
                house.join(House.newKey(), ServiceRole.CUSTOMER, House.BOOTSTRAP_CODE).service();
        try (clients;
                RequestCapture capture = new RequestCapture()) {
            ServicesApi client =
                    clients.client(ServicesApi.class, capture.uri(), FaultCode.PLACEMENT_AWAY);
            return capture.ofAll(
                    ServicesApi.class,
                    client,
                    List.of(
                            api -> api.services(operator, service, 10),
                            api -> api.revoke(operator, service)));
        }
    }

    private static Map<String, Request> rebuildRequests(House house, TestAccount account)
            throws Exception {
        ApiClients clients = new ApiClients(Duration.ofSeconds(5), ObservationRegistry.NOOP);
        String operator = house.operator();
        FakeSupplier supplier = house.suppliers().getFirst();
        CarrierId carrier = supplier.assigned().getFirst().carrier();
        ReplacementRequest reason = new ReplacementRequest("why", supplier.volume(), 1);
        MissingReport missing =
                new MissingReport(
                        List.of(
                                new MissingRecords(
                                        account.number(),
                                        new CarrierGroup(
                                                new CarrierId(carrier.value() & -8),
                                                ReliabilityLevel.ZERO),
                                        carrier,
                                        BlockNumber.FIRST,
                                        new BlockNumber(9),
                                        1)));
        RebuildProgress progress = new RebuildProgress(3, 2, 1, 100, 200, true, "trouble");
        Map<String, Request> requests = new HashMap<>();
        try (clients;
                RequestCapture capture = new RequestCapture()) {
            URI uri = capture.uri();
            FaultCode away = FaultCode.PLACEMENT_AWAY;
            requests.putAll(
                    capture.ofAll(
                            RebuildsApi.class,
                            clients.client(RebuildsApi.class, uri, away),
                            List.of(
                                    api -> api.lease(supplier.token(), new LeaseRequest(2)),
                                    api ->
                                            api.progress(
                                                    supplier.token(), UUID.randomUUID(), progress),
                                    api -> api.missing(supplier.token(), missing),
                                    api -> api.rebuilds(operator, account.number(), 1L, 10),
                                    api ->
                                            api.contractOrders(
                                                    supplier.token(), carrier, account.number()))));
            requests.putAll(
                    capture.ofAll(
                            ReplacementsApi.class,
                            clients.client(ReplacementsApi.class, uri, away),
                            List.of(
                                    api -> api.fire(operator, supplier.id(), reason),
                                    api -> api.replace(operator, carrier, reason),
                                    api ->
                                            api.balance(
                                                    operator,
                                                    new BalanceRequest("a test", 3, true)),
                                    api -> api.candidates(operator, carrier))));
            requests.putAll(
                    capture.ofAll(
                            EventsApi.class,
                            clients.client(EventsApi.class, uri, away),
                            List.of(api -> api.events(operator, account.number(), 1L, 10))));
        }
        return requests;
    }

    private static Map<String, Request> auditRequests(House house) throws Exception {
        ApiClients clients = new ApiClients(Duration.ofSeconds(5), ObservationRegistry.NOOP);
        String auditor = house.suppliers().getFirst().token();
        try (clients;
                RequestCapture capture = new RequestCapture()) {
            AuditsApi client =
                    clients.client(AuditsApi.class, capture.uri(), FaultCode.PLACEMENT_AWAY);
            return capture.ofAll(
                    AuditsApi.class,
                    client,
                    List.of(
                            api -> api.take(auditor),
                            api ->
                                    api.report(
                                            auditor,
                                            UUID.randomUUID(),
                                            new AuditReport(
                                                    BlockNumber.FIRST,
                                                    AuditReport.Outcome.BAD,
                                                    10))));
        }
    }

    private static List<Request> concernRequests(TestAccount account) throws Exception {
        ApiClients clients = new ApiClients(Duration.ofSeconds(5), ObservationRegistry.NOOP);
        String fetch = account.token(Scope.FETCH);
        try (clients;
                RequestCapture capture = new RequestCapture()) {
            ConcernApi client =
                    clients.client(ConcernApi.class, capture.uri(), FaultCode.PLACEMENT_AWAY);
            return List.copyOf(
                    capture.ofAll(
                                    ConcernApi.class,
                                    client,
                                    List.of(
                                            api -> api.events(fetch, account.number(), 1L, 10),
                                            api -> api.rebuilds(fetch, account.number(), 1L, 10)))
                            .values());
        }
    }

    private static Map<String, Request> exposureRequests(House house) throws Exception {
        ApiClients clients = new ApiClients(Duration.ofSeconds(5), ObservationRegistry.NOOP);
        String operator = house.operator();
        try (clients;
                RequestCapture capture = new RequestCapture()) {
            ExposureApi client =
                    clients.client(ExposureApi.class, capture.uri(), FaultCode.PLACEMENT_AWAY);
            return capture.ofAll(
                    ExposureApi.class,
                    client,
                    List.of(api -> api.exposure(operator, "zone", "after", 10)));
        }
    }

    private static List<Consumer<PlacementApi>> calls(House house, TestAccount account)
            throws Exception {
        FakeSupplier supplier = house.suppliers().getFirst();
        SigningKey stranger = House.newKey();
        String operator = house.operator();
        String commit = account.token(Scope.COMMIT);
        FoundRecord found = found(account, supplier);
        Heartbeat heartbeat =
                new Heartbeat(
                        "http://127.0.0.1:1",
                        List.of(new VolumeState(supplier.volume(), 1 << 30, 0, 0, 2)),
                        0);
        HeadSwap swap = account.swap(2, 2);
        return List.of(
                api ->
                        api.makeJoinCode(
                                operator,
                                new JoinCodeRequest(
                                        ServiceRole.SUPPLIER, null, "here", Set.of("ssd"), 1, 60)),
                api ->
                        api.join(
                                House.joinRequest(
                                        stranger, ServiceRole.CUSTOMER, House.BOOTSTRAP_CODE)),
                api -> api.heartbeat(supplier.token(), heartbeat),
                api -> api.revoked(supplier.token()),
                api -> api.renewCertificate(supplier.token()),
                api -> api.carriers(house.customer(), new CarrierId(0), 8, "known"),
                api -> api.reserve(house.customer(), wish(stranger)),
                api ->
                        api.chooseAgain(
                                account.token(Scope.REGISTER),
                                account.number(),
                                new ChooseAgainRequest(Set.of(supplier.id()))),
                api ->
                        api.addLayout(
                                commit,
                                account.number(),
                                new LayoutRequest(7, null, Code.RS, Set.of())),
                api ->
                        api.offerReplacement(
                                commit,
                                account.number(),
                                new OverrideRequest(
                                        new CarrierId(1), supplier.id(), Set.of(supplier.id()))),
                api -> api.replacementCandidates(commit, account.number(), new CarrierId(1)),
                api -> api.grantBlockRange(commit, account.number(), new BlockRangeRequest(10)),
                api -> api.head(house.customer(), account.number(), 1L),
                api -> api.swapHead(commit, account.number(), swap),
                api -> api.close(commit, account.number(), account.takingBack(1)),
                api -> api.report(house.customer(), new FindingReport(List.of(found))),
                api -> api.findings(operator, account.number(), 1L, 10));
    }

    private static FoundRecord found(TestAccount account, FakeSupplier supplier) {
        Layout layout = account.reservation().layout();
        return new FoundRecord(
                new Address(account.number(), BlockNumber.FIRST, layout.group()),
                1,
                layout.carrier(1, BlockNumber.FIRST),
                Kind.MISSING,
                supplier.id(),
                Instant.EPOCH,
                Instant.EPOCH,
                1);
    }

    private static ReserveRequest wish(SigningKey stranger) {
        return new ReserveRequest(
                stranger.verifyingKey(),
                4,
                null,
                Code.RS,
                1 << 20,
                "an invitation",
                Set.of("north"),
                Set.of("ssd"));
    }
}
