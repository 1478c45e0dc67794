package dev.stowage.supplier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stowage.format.head.CountersignedHead;
import dev.stowage.format.record.FragmentRecord;
import dev.stowage.protocol.fault.Fault;
import dev.stowage.protocol.fault.FaultCode;
import dev.stowage.protocol.placement.ServiceRole;
import dev.stowage.protocol.placement.VolumeState;
import dev.stowage.protocol.supplier.ContractRequest;
import dev.stowage.protocol.supplier.ContractView;
import dev.stowage.protocol.supplier.DrainView;
import dev.stowage.protocol.supplier.DrainView.Phase;
import dev.stowage.protocol.supplier.FetchOutcome;
import dev.stowage.protocol.supplier.RecordBatch;
import dev.stowage.protocol.supplier.VolumeView;
import dev.stowage.protocol.supplier.VolumesApi;
import dev.stowage.protocol.token.AccountToken.Scope;
import dev.stowage.protocol.wire.ApiClients;
import dev.stowage.supplier.hosting.Suppliers;
import dev.stowage.supplier.trial.SampleAccount;
import io.micrometer.observation.ObservationRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A supplier empties one of its volumes into another one, over HTTP and files.
class DrainTest {

    private static final long QUOTA = 500_000;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir Path data;
    @TempDir Path elsewhere;
    private final Map<String, Object> settings = new HashMap<>();
    private final ApiClients clients =
            new ApiClients(Duration.ofSeconds(10), ObservationRegistry.NOOP);
    private final List<FragmentRecord> records = new ArrayList<>();
    private Path further;
    private SupplierHouse house;
    private SampleAccount account;

    @BeforeEach
    void open() throws IOException {
        further = Files.createDirectory(elsewhere.resolve("further"));
        settings.put("stowage.supplier.capacity", "1MB");
        settings.put("stowage.supplier.volumes[0].directory", further);
        settings.put("stowage.supplier.volumes[0].capacity", "2MB");
        house = SupplierHouse.open(data, 1, settings);
        account = house.newAccount();
        house.grant(account, 0, QUOTA);
        for (int block = 1; block <= 40; block++) {
            records.add(account.record(block, 0));
        }
        store(records);
        house.keepHead(account, 0, 7);
    }

    @AfterEach
    void close() {
        house.close();
        clients.close();
    }

    @Test
    void movesAllOfAVolumeAndItsCarriersToTheOtherAndItsDirectoryMayBeRemoved() throws Exception {
        SampleAccount both = house.newAccount();
        house.grant(both, 0, 2048);
        grantFurther(both, 4096);
        house.store(both, 0, both.record(1, 0), both.record(1, 1));

        drain(own());
        awaitPhase(own(), Phase.DRAINED);

        VolumeView drained = view(own());
        assertThat(drained.carriers()).isZero();
        assertThat(drained.space().used()).isZero();
        assertThat(drained.space().trash()).isEqualTo(41 * 2048);
        assertThat(view(further).carriers()).isEqualTo(2);
        assertThat(view(further).space().used()).isEqualTo(42 * 2048);
        assertThat(view(further).space().trash()).isZero();
        ContractView contract = contract(both);
        assertThat(contract.quota()).isEqualTo(2048 + 4096);
        assertThat(contract.used()).isEqualTo(2 * 2048);
        assertThat(contract.lapsesAt()).isNotNull();
        assertThat(contract(account).quota()).isEqualTo(QUOTA);
        assertThat(contract(account).lapsesAt()).isNull();
        refused(FaultCode.GENERATION_CHANGED, () -> house.store(account, 0, account.record(50, 0)));

        house.context().close();
        Files.move(own(), elsewhere.resolve("removed"));
        settings.put("stowage.supplier.capacity", "0B");
        house.restart();

        allAreThere();
        assertThat(house.fetch(both, 0, both.record(1, 0), 3))
                .isInstanceOf(FetchOutcome.Intact.class);
        assertThat(contract(both).quota()).isEqualTo(2048 + 4096);
        assertThat(newestHead()).isEqualTo(7);
        assertThat(house.store(account, 0, next(50)).used()).isEqualTo(41 * 2048);
    }

    @Test
    void takesNothingNewWhileItIsDrained() {
        settings.put("stowage.supplier.compaction-rate", "10KB");
        house.restart();
        drain(own());
        awaitPhase(own(), Phase.COPYING);

        refused(FaultCode.CONTRACT_REFUSED, () -> house.grant(house.newAccount(), 0, 100));
        Eventually.holds(PATIENCE, () -> state(own()).carriers() == 0);
        assertThat(state(own()).grantable()).isZero();
        allAreThere();
        store(List.of(account.record(60, 0)));
    }

    @Test
    void waitsUntilThereIsRoomAndSaysSo() {
        grantFurther(house.newAccount(), 2_000_000);
        drain(own());
        Eventually.holds(PATIENCE, () -> drainOf(own()).waitsFor() != null);

        assertThat(drainOf(own()).phase()).isEqualTo(Phase.COPYING);
        assertThat(drainOf(own()).to()).isNull();
        assertThat(drainOf(own()).waitsFor()).contains("no other volume").contains("500000 bytes");
        allAreThere();
        settings.put("stowage.supplier.volumes[0].capacity", "3MB");
        house.restart();

        awaitPhase(own(), Phase.DRAINED);
        allAreThere();
    }

    @Test
    void waitsForPlacementAndGoesOnAfterARestart() {
        house.placement().setAway(true);
        drain(own());
        awaitPhase(own(), Phase.HANDING_OVER);
        allAreThere();
        refused(FaultCode.BUSY, () -> house.store(account, 0, account.record(60, 0)));
        refused(FaultCode.PRECONDITION_FAILED, () -> takeBack(own()));
        assertThat(contract(account).quota()).isEqualTo(QUOTA);
        assertThat(contract(account).used()).isEqualTo(40 * 2048);

        house.context().close();
        house.placement().setAway(false);
        house.restart();

        awaitPhase(own(), Phase.DRAINED);
        allAreThere();
        assertThat(house.placement().moved()).isEqualTo(1);
    }

    @Test
    void isTakenBackAndAllIsAsItWas() {
        settings.put("stowage.supplier.compaction-rate", "10KB");
        house.restart();
        drain(own());
        Eventually.holds(PATIENCE, () -> view(further).space().trash() > 0);

        assertThat(takeBack(own()).drain()).isNull();

        allAreThere();
        assertThat(view(further).space().used()).isZero();
        assertThat(contract(account).quota()).isEqualTo(QUOTA);
        assertThat(contract(account).used()).isEqualTo(40 * 2048);
        assertThat(view(further).space().allocated()).isZero();
        store(List.of(account.record(60, 0)));
        house.grant(house.newAccount(), 0, 100);
    }

    @Test
    void writersLoseNothingWhileItIsDrained() throws Exception {
        List<FragmentRecord> stored = new ArrayList<>();
        drain(own());
        int block = 100;
        while (drainOf(own()).phase() != Phase.DRAINED) {
            FragmentRecord record = account.record(block++, 0);
            try {
                house.store(account, 0, record);
                stored.add(record);
            } catch (Fault fault) {
                assertThat(fault.code()).isIn(FaultCode.BUSY, FaultCode.GENERATION_CHANGED);
            }
        }

        records.addAll(stored);
        allAreThere();
    }

    private void drain(Path volume) {
        VolumeView _ = volumes().drain(operator(), idOf(volume));
    }

    private VolumeView takeBack(Path volume) {
        return volumes().takeDrainBack(operator(), idOf(volume));
    }

    private VolumesApi volumes() {
        return clients.client(VolumesApi.class, house.url(0), FaultCode.SUPPLIER_AWAY);
    }

    private String operator() {
        try {
            return "Bearer " + Files.readString(data.resolve("operator-token")).strip();
        } catch (IOException unreadable) {
            throw new AssertionError(unreadable);
        }
    }

    private VolumeView view(Path directory) {
        return volumes().volumes(operator()).volumes().stream()
                .filter(each -> each.directory().equals(directory.toString()))
                .findFirst()
                .orElseThrow();
    }

    private UUID idOf(Path directory) {
        return Objects.requireNonNull(view(directory).volume());
    }

    private DrainView drainOf(Path directory) {
        return Objects.requireNonNull(view(directory).drain());
    }

    private VolumeState state(Path directory) {
        UUID id = idOf(directory);
        return house.placement().lastOf(0).volumes().stream()
                .filter(each -> each.volume().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private void awaitPhase(Path directory, Phase phase) {
        Eventually.holds(PATIENCE, () -> drainOf(directory).phase() == phase);
    }

    private void allAreThere() {
        for (FragmentRecord record : records) {
            assertThat(house.fetch(account, 0, record, 3)).isInstanceOf(FetchOutcome.Intact.class);
        }
    }

    private void store(List<FragmentRecord> batch) {
        house.api(0).store(house.bearer(account, 0, Scope.STORE), new RecordBatch(batch));
        records.addAll(batch.stream().filter(each -> !records.contains(each)).toList());
    }

    /// A record for its carrier as it is served after it has changed hands.
    private FragmentRecord next(long block) {
        return account.block(block, 4096, 0).record(0, 2);
    }

    private ContractView contract(SampleAccount whose) {
        return house.api(0).contract(house.bearer(whose, 0, Scope.FETCH), whose.number());
    }

    private void grantFurther(SampleAccount whose, long quota) {
        String order =
                house.placement()
                        .order(whose, 0, quota, house.placement().assignedFurther())
                        .sign(house.placement().key());
        house.api(0).grant(whose.number(), new ContractRequest(order));
    }

    /// Nobody but accounts is believed before placement has been heard.
    private long newestHead() {
        Eventually.holds(PATIENCE, this::isHeard);
        SampleAccount service = new SampleAccount(31);
        String bearer =
                house.placement().bearerOf(service.key(), ServiceRole.CUSTOMER, house.supplier(0));
        byte[] head = house.api(0).head(bearer, account.number()).countersigned().toArray();
        return CountersignedHead.ofBytes(head).head().version();
    }

    private boolean isHeard() {
        return house.context().getBean(Suppliers.class).areHeard();
    }

    private Path own() {
        return data.resolve("supplier-1");
    }

    private static void refused(FaultCode code, Runnable call) {
        assertThatThrownBy(call::run)
                .isInstanceOfSatisfying(
                        Fault.class,
                        fault -> assertThat(fault.code()).as(fault.getMessage()).isEqualTo(code));
    }
}
