package dev.stowage.supplier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stowage.format.address.BlockNumber;
import dev.stowage.format.head.CountersignedHead;
import dev.stowage.format.live.BlockSet;
import dev.stowage.format.record.FragmentRecord;
import dev.stowage.protocol.fault.Fault;
import dev.stowage.protocol.fault.FaultCode;
import dev.stowage.protocol.placement.ServiceRole;
import dev.stowage.protocol.placement.SupplierId;
import dev.stowage.protocol.supplier.ContractRequest;
import dev.stowage.protocol.supplier.ContractView;
import dev.stowage.protocol.supplier.FetchOutcome;
import dev.stowage.protocol.supplier.VolumeView;
import dev.stowage.protocol.supplier.VolumeView.State;
import dev.stowage.protocol.token.AccountToken.Scope;
import dev.stowage.protocol.token.AssignedCarrier;
import dev.stowage.protocol.token.ContractOrder;
import dev.stowage.supplier.hosting.Supplier;
import dev.stowage.supplier.hosting.Suppliers;
import dev.stowage.supplier.trial.SampleAccount;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A supplier with two volumes, over HTTP and files.
class VolumesTest {

    private static final long QUOTA = 1 << 20;
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @TempDir Path data;
    @TempDir Path elsewhere;
    private final Map<String, Object> settings = new HashMap<>();
    private Path further;
    private SupplierHouse house;
    private SampleAccount account;
    private FragmentRecord here;
    private FragmentRecord there;

    @BeforeEach
    void open() throws IOException {
        further = Files.createDirectory(elsewhere.resolve("further"));
        settings.put("stowage.supplier.volumes[0].directory", further);
        settings.put("stowage.supplier.volumes[0].capacity", "3MB");
        house = SupplierHouse.open(data, 1, settings);
        account = house.newAccount();
        here = account.record(1, 0);
        there = account.record(1, 1);
    }

    @AfterEach
    void close() {
        house.close();
    }

    @Test
    void storesARecordOnTheVolumeThatServesItsCarrierAndFindsItOnWhicheverHasIt() {
        grantBoth();

        house.store(account, 0, here, there, account.record(2, 1));

        assertThat(usedOn(own())).isEqualTo(2048);
        assertThat(usedOn(further)).isEqualTo(2 * 2048);
        assertThat(house.fetch(account, 0, here, 3)).isInstanceOf(FetchOutcome.Intact.class);
        assertThat(house.fetch(account, 0, there, 3)).isInstanceOf(FetchOutcome.Intact.class);
        String bearer = house.bearer(account, 0, Scope.FETCH);
        assertThat(
                        house.api(0)
                                .inventory(
                                        bearer,
                                        account.number(),
                                        SampleAccount.LAYOUT.group(),
                                        1,
                                        null)
                                .blocks())
                .isEqualTo(BlockSet.of(List.of(new BlockNumber(1), new BlockNumber(2))));
    }

    @Test
    void tellsAnAccountOfItsContractsTogetherAndKeepsEachQuotaByItself() {
        house.grant(account, 0, 2048);
        ContractView both = grantFurther(5000);

        assertThat(both.quota()).isEqualTo(7048);
        assertThat(both.carriers().size()).isEqualTo(2);
        assertThat(both.free()).isEqualTo(2 * 2048);
        house.store(account, 0, here);
        refused(FaultCode.QUOTA_EXCEEDED, () -> house.store(account, 0, account.record(2, 0)));
        house.store(account, 0, there);
        assertThat(house.api(0).contract(fetching(), account.number()).used()).isEqualTo(2 * 2048);
    }

    @Test
    void refusesAnOrderAboutTwoVolumes() {
        AssignedCarrier one = house.placement().assigned(0);
        AssignedCarrier other = house.placement().assignedFurther();
        String order =
                new ContractOrder(
                                account.number(),
                                account.key().verifyingKey(),
                                house.supplier(0),
                                QUOTA,
                                List.of(one, other),
                                Instant.now().plusSeconds(60))
                        .sign(house.placement().key());

        refused(
                FaultCode.INVALID_REQUEST,
                () -> house.api(0).grant(account.number(), new ContractRequest(order)));
    }

    @Test
    void servesWhatItHasWhileAVolumeIsAway() throws IOException {
        grantBoth();
        house.store(account, 0, here, there);
        house.keepHead(account, 0, 4);
        SupplierId before = house.supplier(0);
        house.context().close();
        Path away = Files.move(further, elsewhere.resolve("away"));

        house.restart();

        assertThat(supplier().membership().supplier()).isEqualTo(before);
        assertThat(house.fetch(account, 0, here, 3)).isInstanceOf(FetchOutcome.Intact.class);
        house.store(account, 0, account.record(2, 0));
        refused(FaultCode.VOLUME_FAILED, () -> house.store(account, 0, there));
        refused(FaultCode.VOLUME_FAILED, () -> house.fetch(account, 0, there, 3));
        assertThat(view(further).state()).isEqualTo(State.FAILED);
        assertThat(view(further).reason()).contains("no such directory");
        assertThat(view(further).volume()).isEqualTo(house.placement().assignedFurther().volume());
        assertThat(house.placement().lastOf(0).volumes()).hasSize(1);

        Files.createDirectory(further);
        house.restart();
        assertThat(view(further).reason()).contains("see whether its disk is mounted");
        assertThat(further.resolve("records")).doesNotExist();

        deleteAll(further);
        Files.move(away, further);
        house.restart();
        assertThat(house.fetch(account, 0, there, 3)).isInstanceOf(FetchOutcome.Intact.class);
        Eventually.holds(PATIENCE, this::isHeard);
        assertThat(house.placement().lastOf(0).volumes()).hasSize(2);
        house.store(account, 0, account.record(2, 1));
    }

    @Test
    void isTheSameSupplierWithoutItsOwnDirectory() throws IOException {
        grantBoth();
        house.store(account, 0, here, there);
        house.keepHead(account, 0, 4);
        SupplierId before = house.supplier(0);
        house.context().close();
        Files.move(own(), elsewhere.resolve("lost"));

        house.restart();

        assertThat(supplier().membership().supplier()).isEqualTo(before);
        assertThat(house.fetch(account, 0, there, 3)).isInstanceOf(FetchOutcome.Intact.class);
        assertThat(view(own()).state()).isEqualTo(State.FAILED);
        assertThat(newestHead()).isEqualTo(4);
        refused(FaultCode.VOLUME_FAILED, () -> house.store(account, 0, here));
    }

    @Test
    void leavesADirectoryOfAnotherSupplierAsItIs() throws IOException {
        Path others = Files.createDirectory(elsewhere.resolve("others"));
        try (SupplierHouse other = SupplierHouse.open(others, 1, Map.of())) {
            assertThat(other.placement().heard()).isEqualTo(1);
        }
        Path foreign = others.resolve("supplier-1");
        Map<String, String> before = contentOf(foreign);
        settings.put("stowage.supplier.volumes[1].directory", foreign);
        settings.put("stowage.supplier.volumes[1].capacity", "1MB");

        house.restart();

        assertThat(view(foreign).state()).isEqualTo(State.FAILED);
        assertThat(view(foreign).reason()).contains("belongs to another supplier");
        assertThat(view(further).state()).isEqualTo(State.SERVING);
        house.context().close();
        assertThat(contentOf(foreign)).isEqualTo(before);
    }

    @Test
    void doesNotServeACopyOfAVolume() throws IOException {
        house.context().close();
        Path copy = elsewhere.resolve("copy");
        copy(further, copy);
        settings.put("stowage.supplier.volumes[1].directory", copy);
        settings.put("stowage.supplier.volumes[1].capacity", "1MB");

        house.restart();

        assertThat(view(copy).reason()).contains("it is a copy of volume");
        assertThat(house.placement().lastOf(0).volumes()).hasSize(2);
    }

    @Test
    void keepsAHeadOnEveryVolumeWithAContract() throws IOException {
        grantBoth();
        house.keepHead(account, 0, 1);
        house.keepHead(account, 0, 2);

        for (Path directory : List.of(own(), further)) {
            house.context().close();
            Path away = Files.move(directory, elsewhere.resolve("for a while"));
            house.restart();
            assertThat(newestHead()).isEqualTo(2);
            assertThat(house.api(0).contract(fetching(), account.number()).lapsesAt()).isNull();
            house.context().close();
            deleteAll(directory);
            Files.move(away, directory);
            house.restart();
        }
        assertThat(house.api(0).contract(fetching(), account.number()).quota())
                .isEqualTo(2 * QUOTA);
    }

    @Test
    void areOfOneSupplierOnly() {
        Map<String, Object> properties =
                SupplierHouse.properties(
                        data.resolve("other"),
                        2,
                        house.placementUrl(),
                        Map.of(
                                "stowage.supplier.volumes[0].directory",
                                further,
                                "stowage.supplier.volumes[0].capacity",
                                "1MB"));

        assertThatThrownBy(() -> SupplierApplication.start(properties).close())
                .hasStackTraceContaining("stowage.supplier.volumes are those of one supplier");
    }

    private void grantBoth() {
        house.grant(account, 0, QUOTA);
        grantFurther(QUOTA);
    }

    private ContractView grantFurther(long quota) {
        AssignedCarrier carrier = house.placement().assignedFurther();
        String order =
                house.placement().order(account, 0, quota, carrier).sign(house.placement().key());
        return house.api(0).grant(account.number(), new ContractRequest(order));
    }

    private String fetching() {
        return house.bearer(account, 0, Scope.FETCH);
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

    private Supplier supplier() {
        return house.context().getBean(Suppliers.class).all().getFirst();
    }

    private Path own() {
        return data.resolve("supplier-1");
    }

    private VolumeView view(Path directory) {
        return supplier().space().volumes().stream()
                .filter(each -> each.directory().equals(directory.toString()))
                .findFirst()
                .orElseThrow();
    }

    private long usedOn(Path directory) {
        return view(directory).space().used();
    }

    private static void refused(FaultCode code, Runnable call) {
        assertThatThrownBy(call::run)
                .isInstanceOfSatisfying(
                        Fault.class,
                        fault -> assertThat(fault.code()).as(fault.getMessage()).isEqualTo(code));
    }

    private static Map<String, String> contentOf(Path directory) throws IOException {
        Map<String, String> content = new TreeMap<>();
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                content.put(
                        directory.relativize(file).toString(),
                        HexFormat.of().formatHex(Files.readAllBytes(file)));
            }
        }
        return content;
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(from.relativize(file).toString()));
            }
        }
    }

    private static void deleteAll(Path directory) throws IOException {
        if (!Files.exists(directory)) {
            return;
        }
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
