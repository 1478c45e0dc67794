package dev.stowage.supplier;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stowage.format.address.BlockNumber;
import dev.stowage.format.address.CarrierId;
import dev.stowage.format.closing.Closing;
import dev.stowage.format.closing.SignedClosing;
import dev.stowage.format.live.BlockSet;
import dev.stowage.format.live.LiveSet;
import dev.stowage.format.live.LiveSet.OfLayout;
import dev.stowage.format.live.SignedLiveSet;
import dev.stowage.format.record.FragmentRecord;
import dev.stowage.format.signature.ByteString;
import dev.stowage.format.signature.SigningKey;
import dev.stowage.protocol.fault.FaultCode;
import dev.stowage.protocol.placement.CarrierSet;
import dev.stowage.protocol.placement.ClosingMessage;
import dev.stowage.protocol.placement.ServiceRole;
import dev.stowage.protocol.placement.SupplierId;
import dev.stowage.protocol.supplier.AbsenceApi;
import dev.stowage.protocol.supplier.ContractRequest;
import dev.stowage.protocol.supplier.CustomersApi;
import dev.stowage.protocol.supplier.FetchOutcome;
import dev.stowage.protocol.supplier.FetchRequest;
import dev.stowage.protocol.supplier.HeadMessage;
import dev.stowage.protocol.supplier.InventoryRequest;
import dev.stowage.protocol.supplier.MaintenanceWish;
import dev.stowage.protocol.supplier.Notice;
import dev.stowage.protocol.supplier.RebuildApi;
import dev.stowage.protocol.supplier.RecordBatch;
import dev.stowage.protocol.supplier.SupplierApi;
import dev.stowage.protocol.supplier.UpkeepApi;
import dev.stowage.protocol.supplier.VolumesApi;
import dev.stowage.protocol.supplier.WantedRecord;
import dev.stowage.protocol.token.AccountToken.Scope;
import dev.stowage.protocol.token.RebuildOrder;
import dev.stowage.protocol.wire.ApiClients;
import dev.stowage.supplier.trial.SampleAccount;
import dev.stowage.verification.endpoint.EndpointTrial;
import dev.stowage.verification.endpoint.Request;
import dev.stowage.verification.endpoint.RequestCapture;
import io.micrometer.observation.ObservationRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Every endpoint of a supplier and requests that nobody of ours made, over plain sockets.
class HostileSupplierRequestsTest {

    private static final int CARRIER = 0;
    private static final long QUOTA = 1 << 20;
    private static final int SEEDS = Integer.getInteger("stowage.seeds", 150);

    @TempDir Path data;

    @Test
    void noneBreaksTheSupplierAndEachIsAnsweredWithACode() throws Exception {
        List<String> failures = new ArrayList<>();
        try (SupplierHouse house = SupplierHouse.open(data, 1, Map.of())) {
            SampleAccount bystander = house.newAccount();
            house.grant(bystander, CARRIER, QUOTA);
            FragmentRecord kept = bystander.record(1, CARRIER);
            house.store(bystander, CARRIER, kept);
            SampleAccount victim = house.newAccount();
            house.grant(victim, CARRIER, QUOTA);
            house.keepHead(victim, CARRIER, 1);
            EndpointTrial trial = new EndpointTrial(house.url(CARRIER), FaultCode.answers());

            for (Request request : requests(house, victim)) {
                failures.addAll(trial.run(request, 0, SEEDS));
            }

            assertThat(failures).isEmpty();
            comeBack(house);
            assertThat(house.fetch(bystander, CARRIER, kept, 3))
                    .isInstanceOf(FetchOutcome.Intact.class);
            house.store(bystander, CARRIER, bystander.record(2, CARRIER));
        }
    }

    private List<Request> requests(SupplierHouse house, SampleAccount victim) throws Exception {
        String operator = "Bearer " + Files.readString(data.resolve("operator-token")).strip();
        List<Request> requests = new ArrayList<>();
        ApiClients clients = new ApiClients(Duration.ofSeconds(5), ObservationRegistry.NOOP);
        try (clients;
                RequestCapture capture = new RequestCapture()) {
            requests.addAll(caught(capture, clients, SupplierApi.class, calls(house, victim)));
            requests.addAll(
                    caught(capture, clients, CustomersApi.class, ofCustomers(operator, victim)));
            requests.addAll(caught(capture, clients, UpkeepApi.class, ofUpkeep(operator)));
            requests.addAll(caught(capture, clients, VolumesApi.class, ofVolumes(operator)));
            requests.addAll(caught(capture, clients, RebuildApi.class, ofRebuilds(house, victim)));
            requests.addAll(caught(capture, clients, AbsenceApi.class, ofAbsence(operator)));
        }
        return requests;
    }

    /// Some of the requests may have been understood.
    private void comeBack(SupplierHouse house) throws IOException {
        String operator = "Bearer " + Files.readString(data.resolve("operator-token")).strip();
        try (ApiClients clients = new ApiClients(Duration.ofSeconds(5), ObservationRegistry.NOOP)) {
            AbsenceApi api =
                    clients.client(AbsenceApi.class, house.url(CARRIER), FaultCode.SUPPLIER_AWAY);
            api.endMaintenance(operator);
            api.stay(operator);
        }
    }

    private static List<Consumer<AbsenceApi>> ofAbsence(String operator) {
        return List.of(
                api -> api.exit(operator),
                api -> api.leave(operator, new Notice(10)),
                api -> api.stay(operator),
                api -> api.maintenance(operator),
                api -> api.maintain(operator, new MaintenanceWish(1, "a reason")),
                api -> api.endMaintenance(operator));
    }

    private static <T> Collection<Request> caught(
            RequestCapture capture, ApiClients clients, Class<T> api, List<Consumer<T>> calls)
            throws IOException {
        T client = clients.client(api, capture.uri(), FaultCode.SUPPLIER_AWAY);
        return capture.ofAll(api, client, calls).values();
    }

    private static List<Consumer<CustomersApi>> ofCustomers(String operator, SampleAccount victim) {
        return List.of(
                api -> api.customers(operator, victim.number(), 10),
                api -> api.giveNotice(operator, victim.number(), new Notice(10)),
                api -> api.takeNoticeBack(operator, victim.number()));
    }

    private static List<Consumer<VolumesApi>> ofVolumes(String operator) {
        UUID volume = new UUID(1, 2);
        return List.of(
                api -> api.volumes(operator),
                api -> api.drain(operator, volume),
                api -> api.takeDrainBack(operator, volume));
    }

    private static List<Consumer<UpkeepApi>> ofUpkeep(String operator) {
        return List.of(
                api -> api.space(operator),
                api -> api.scrub(operator),
                api -> api.hurryScrub(operator));
    }

    private static List<Consumer<RebuildApi>> ofRebuilds(
            SupplierHouse house, SampleAccount victim) {
        SigningKey key = new SampleAccount(4).key();
        UUID rebuilder = new UUID(7, 8);
        String bearer =
                house.placement()
                        .bearerOf(rebuilder, key, ServiceRole.SUPPLIER, house.supplier(CARRIER));
        FragmentRecord record = victim.record(4, CARRIER);
        String order =
                new RebuildOrder(
                                new UUID(1, 1),
                                victim.number(),
                                victim.key().verifyingKey(),
                                SampleAccount.LAYOUT.group(),
                                CarrierSet.of(List.of(new CarrierId(CARRIER))),
                                BlockNumber.FIRST,
                                new BlockNumber(10),
                                new SupplierId(rebuilder),
                                Instant.now(),
                                Instant.now().plusSeconds(3600))
                        .sign(house.placement().key());
        WantedRecord wanted =
                new WantedRecord(record.header().address(), record.header().position(), 3);
        return List.of(
                api -> api.store(bearer, order, new RecordBatch(List.of(record))),
                api -> api.liveSet(bearer, order),
                api -> api.keepLiveSet(bearer, order, liveSet(victim)),
                api ->
                        api.inventory(
                                bearer,
                                order,
                                new InventoryRequest(
                                        SampleAccount.LAYOUT,
                                        CarrierSet.of(List.of(new CarrierId(CARRIER))))),
                api -> api.fetch(bearer, order, new FetchRequest(List.of(wanted))));
    }

    private static List<Consumer<SupplierApi>> calls(SupplierHouse house, SampleAccount victim) {
        String order =
                house.placement().order(victim, CARRIER, QUOTA).sign(house.placement().key());
        String bearer =
                house.bearer(
                        victim, CARRIER, Scope.STORE, Scope.FETCH, Scope.REGISTER, Scope.COLLECT);
        FragmentRecord record = victim.record(3, CARRIER);
        WantedRecord wanted =
                new WantedRecord(record.header().address(), record.header().position(), 3);
        byte[] head = victim.countersigned(2, house.placement().key()).toBytes();
        return List.of(
                api -> api.grant(victim.number(), new ContractRequest(order)),
                api -> api.contract(bearer, victim.number()),
                api -> api.release(bearer, victim.number(), null),
                api -> api.store(bearer, new RecordBatch(List.of(record))),
                api -> api.fetch(bearer, new FetchRequest(List.of(wanted))),
                api -> api.keepHead(victim.number(), new HeadMessage(ByteString.of(head))),
                api -> api.head(bearer, victim.number()),
                api -> api.close(victim.number(), ClosingMessage.of(closing(victim))),
                api -> api.keepLiveSet(bearer, victim.number(), liveSet(victim)),
                api -> api.liveSet(bearer, victim.number(), SampleAccount.LAYOUT.group()),
                api ->
                        api.inventory(
                                bearer,
                                victim.number(),
                                SampleAccount.LAYOUT.group(),
                                CARRIER,
                                new CarrierId(CARRIER)),
                api ->
                        api.missing(
                                bearer,
                                victim.number(),
                                SampleAccount.LAYOUT.group(),
                                new CarrierId(CARRIER)));
    }

    /// One that ends nothing, for the account is needed.
    private static SignedClosing closing(SampleAccount victim) {
        return SignedClosing.sign(Closing.takenBack(victim.number(), 0, 1), victim.key());
    }

    private static SignedLiveSet liveSet(SampleAccount victim) {
        return SignedLiveSet.sign(
                new LiveSet(
                        victim.number(),
                        SampleAccount.LAYOUT.group(),
                        1,
                        new BlockNumber(100),
                        BlockSet.EMPTY,
                        List.of(new OfLayout(SampleAccount.LAYOUT, BlockSet.EMPTY))),
                victim.key());
    }
}
