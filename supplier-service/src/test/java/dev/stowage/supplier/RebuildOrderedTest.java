package dev.stowage.supplier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.stowage.format.address.AccountNumber;
import dev.stowage.format.address.BlockNumber;
import dev.stowage.format.address.CarrierGroup;
import dev.stowage.format.address.CarrierId;
import dev.stowage.format.layout.Code;
import dev.stowage.format.layout.Layout;
import dev.stowage.format.layout.WholeGroup;
import dev.stowage.format.live.BlockSet;
import dev.stowage.format.live.LiveSet;
import dev.stowage.format.live.LiveSet.OfLayout;
import dev.stowage.format.live.SignedLiveSet;
import dev.stowage.format.record.FragmentRecord;
import dev.stowage.format.signature.SigningKey;
import dev.stowage.protocol.fault.Fault;
import dev.stowage.protocol.fault.FaultCode;
import dev.stowage.protocol.placement.CarrierSet;
import dev.stowage.protocol.placement.ServiceRole;
import dev.stowage.protocol.placement.SupplierId;
import dev.stowage.protocol.supplier.FetchOutcome;
import dev.stowage.protocol.supplier.FetchRequest;
import dev.stowage.protocol.supplier.InventoryAnswer.Held;
import dev.stowage.protocol.supplier.InventoryRequest;
import dev.stowage.protocol.supplier.RebuildApi;
import dev.stowage.protocol.supplier.RecordBatch;
import dev.stowage.protocol.supplier.WantedRecord;
import dev.stowage.protocol.token.AccountToken.Scope;
import dev.stowage.protocol.token.RebuildOrder;
import dev.stowage.supplier.trial.SampleAccount;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A supplier that makes lost records again, by placement's order and over HTTP.
class RebuildOrderedTest {

    private static final int CARRIER = 0;
    private static final long QUOTA = 1 << 20;
    private static final UUID REBUILDER = new UUID(7, 8);
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @TempDir Path data;
    private final SigningKey key = SigningKey.random(new SecureRandom());
    private SupplierHouse house;
    private SampleAccount account;

    @BeforeEach
    void open() throws Exception {
        house = SupplierHouse.open(data, 1, Map.of());
        account = house.newAccount();
        house.grant(account, CARRIER, QUOTA);
        for (long block : new long[] {9, 10, 20, 21}) {
            house.store(account, CARRIER, account.record(block, CARRIER));
        }
        Eventually.holds(PATIENCE, this::isBelieved);
    }

    @AfterEach
    void close() {
        house.close();
    }

    private boolean isBelieved() {
        try {
            fetch(bearer(), order(), account.record(10, CARRIER));
            return true;
        } catch (Fault notYet) {
            return false;
        }
    }

    private String bearer() {
        return bearer(REBUILDER, ServiceRole.SUPPLIER);
    }

    private String bearer(UUID service, ServiceRole role) {
        return house.placement().bearerOf(service, key, role, house.supplier(CARRIER));
    }

    private String order() {
        return order(account.number(), SampleAccount.LAYOUT.group(), CARRIER);
    }

    /// About blocks 10 … 20.
    private String order(AccountNumber about, CarrierGroup group, int carrier) {
        Instant now = Instant.now();
        return new RebuildOrder(
                        new UUID(1, 1),
                        about,
                        account.key().verifyingKey(),
                        group,
                        CarrierSet.of(List.of(new CarrierId(carrier))),
                        new BlockNumber(10),
                        new BlockNumber(20),
                        new SupplierId(REBUILDER),
                        now,
                        now.plusSeconds(3600))
                .sign(house.placement().key());
    }

    private RebuildApi api() {
        return house.client(RebuildApi.class, CARRIER);
    }

    private FetchOutcome fetch(String bearer, String order, FragmentRecord record) {
        WantedRecord wanted =
                new WantedRecord(record.header().address(), record.header().position(), 3);
        return api().fetch(bearer, order, new FetchRequest(List.of(wanted))).outcomes().getFirst();
    }

    private void store(String bearer, String order, FragmentRecord record) {
        api().store(bearer, order, new RecordBatch(List.of(record)));
    }

    private static void refused(FaultCode code, Runnable call) {
        assertThatExceptionOfType(Fault.class)
                .isThrownBy(call::run)
                .satisfies(fault -> assertThat(fault.code()).isEqualTo(code));
    }

    @Test
    void fetchesTheBlocksOfTheOrderAndNoOthers() {
        for (long block : new long[] {10, 20}) {
            assertThat(fetch(bearer(), order(), account.record(block, CARRIER)))
                    .isInstanceOf(FetchOutcome.Intact.class);
        }
        assertThat(fetch(bearer(), order(), account.record(11, CARRIER)))
                .isInstanceOf(FetchOutcome.Missing.class);
        assertThat(fetch(bearer(), order(), account.record(10, CARRIER + 1)))
                .as("another position of the group")
                .isInstanceOf(FetchOutcome.Missing.class);
        for (long block : new long[] {9, 21}) {
            refused(
                    FaultCode.FORBIDDEN,
                    () -> fetch(bearer(), order(), account.record(block, CARRIER)));
        }
    }

    @Test
    void saysWhetherCustomersAreServedBeside() {
        FragmentRecord record = account.record(10, CARRIER);
        Eventually.holds(PATIENCE, () -> !isBesideCustomers(record));

        Eventually.holds(
                PATIENCE,
                () -> {
                    assertThat(house.fetch(account, CARRIER, record, 3))
                            .isInstanceOf(FetchOutcome.Intact.class);
                    return isBesideCustomers(record);
                });
    }

    private boolean isBesideCustomers(FragmentRecord record) {
        WantedRecord wanted =
                new WantedRecord(record.header().address(), record.header().position(), 3);
        return api().fetch(bearer(), order(), new FetchRequest(List.of(wanted))).besideCustomers();
    }

    private static InventoryRequest inventory(Layout layout, long... carriers) {
        return new InventoryRequest(layout, carriers(carriers));
    }

    private static CarrierSet carriers(long... carriers) {
        return CarrierSet.of(LongStream.of(carriers).mapToObj(CarrierId::new).toList());
    }

    @Test
    void tellsWhatItHoldsOfTheOrdersBlocksAndWhatIsAlive() {
        BlockSet here = BlockSet.of(List.of(new BlockNumber(10), new BlockNumber(20)));
        InventoryRequest ours = inventory(SampleAccount.LAYOUT, CARRIER);
        assertThat(api().inventory(bearer(), order(), ours).held())
                .containsExactly(new Held(carriers(CARRIER), here));
        InventoryRequest all = inventory(SampleAccount.LAYOUT, CARRIER, CARRIER + 1);
        assertThat(api().inventory(bearer(), order(), all).held())
                .containsExactlyInAnyOrder(
                        new Held(carriers(CARRIER), here),
                        new Held(carriers(CARRIER + 1), BlockSet.EMPTY));
        refused(
                FaultCode.FORBIDDEN,
                () -> {
                    Layout elsewhere = new WholeGroup(Code.RS, CarrierGroup.valueOf("0/1"));
                    Object _ = api().inventory(bearer(), order(), inventory(elsewhere, CARRIER));
                });

        refused(FaultCode.NOT_FOUND, () -> liveSet(order()));
        SignedLiveSet kept = keepLiveSet();
        assertThat(liveSet(order())).isEqualTo(kept);
        refused(FaultCode.TOKEN_REFUSED, () -> liveSet("not an order"));
        refused(
                FaultCode.TOKEN_REFUSED,
                () -> {
                    Object _ =
                            api().inventory(bearer(REBUILDER, ServiceRole.CUSTOMER), order(), ours);
                });
    }

    private SignedLiveSet liveSet(String order) {
        return api().liveSet(bearer(), order);
    }

    private SignedLiveSet keepLiveSet() {
        LiveSet set =
                new LiveSet(
                        account.number(),
                        SampleAccount.LAYOUT.group(),
                        3,
                        new BlockNumber(100),
                        BlockSet.EMPTY,
                        List.of(new OfLayout(SampleAccount.LAYOUT, BlockSet.EMPTY)));
        SignedLiveSet signed = SignedLiveSet.sign(set, account.key());
        house.api(CARRIER)
                .keepLiveSet(
                        house.bearer(account, CARRIER, Scope.COLLECT), account.number(), signed);
        return signed;
    }

    @Test
    void storesWhatBelongsToTheCarrierAndNothingElse() {
        FragmentRecord lost = account.record(15, CARRIER);
        store(bearer(), order(), lost);
        assertThat(house.fetch(account, CARRIER, lost, 3)).isInstanceOf(FetchOutcome.Intact.class);

        for (long block : new long[] {8, 22}) {
            refused(
                    FaultCode.FORBIDDEN,
                    () -> store(bearer(), order(), account.record(block, CARRIER)));
        }
        String forAnother = order(account.number(), SampleAccount.LAYOUT.group(), CARRIER + 1);
        refused(
                FaultCode.FORBIDDEN,
                () -> store(bearer(), forAnother, account.record(16, CARRIER)));
        SampleAccount forger = new SampleAccount(account.number(), 99);
        refused(
                FaultCode.FOREIGN_SIGNATURE,
                () -> store(bearer(), order(), forger.record(16, CARRIER)));
    }

    @Test
    void anOrderIsWorthNothingWithoutItsRebuilderNorTheRebuilderWithoutIt() {
        FragmentRecord wanted = account.record(10, CARRIER);
        UUID other = new UUID(7, 9);
        refused(
                FaultCode.TOKEN_REFUSED,
                () -> fetch(bearer(other, ServiceRole.SUPPLIER), order(), wanted));
        refused(
                FaultCode.TOKEN_REFUSED,
                () -> fetch(bearer(REBUILDER, ServiceRole.CUSTOMER), order(), wanted));
        refused(
                FaultCode.TOKEN_REFUSED,
                () -> fetch(house.bearer(account, CARRIER, Scope.FETCH), order(), wanted));
        refused(FaultCode.TOKEN_REFUSED, () -> fetch("Bearer " + order(), order(), wanted));
        refused(FaultCode.TOKEN_REFUSED, () -> fetch(bearer(), "not an order", wanted));
        refused(
                FaultCode.TOKEN_REFUSED,
                () -> store(bearer(other, ServiceRole.SUPPLIER), order(), wanted));
        refused(FaultCode.TOKEN_REFUSED, () -> house.api(CARRIER).fetch(bearer(), wish(wanted)));
    }

    private static FetchRequest wish(FragmentRecord record) {
        return new FetchRequest(
                List.of(
                        new WantedRecord(
                                record.header().address(), record.header().position(), 3)));
    }

    @Test
    void anOrderIsAboutOneAccountAndGroup() {
        SampleAccount neighbour = house.newAccount();
        house.grant(neighbour, CARRIER, QUOTA);
        FragmentRecord theirs = neighbour.record(10, CARRIER);
        house.store(neighbour, CARRIER, theirs);
        refused(FaultCode.FORBIDDEN, () -> fetch(bearer(), order(), theirs));
        String otherGroup = order(account.number(), CarrierGroup.valueOf("0/1"), CARRIER);
        refused(
                FaultCode.FORBIDDEN,
                () -> fetch(bearer(), otherGroup, account.record(10, CARRIER)));
        String unknown = order(new AccountNumber(77), SampleAccount.LAYOUT.group(), CARRIER);
        refused(
                FaultCode.UNKNOWN_CONTRACT,
                () -> fetch(bearer(), unknown, new SampleAccount(77).record(10, CARRIER)));
    }

    @Test
    void aRevokedRebuilderIsRefused() {
        house.placement().revoke(REBUILDER);
        Eventually.holds(
                PATIENCE,
                () -> {
                    try {
                        fetch(bearer(), order(), account.record(10, CARRIER));
                        return false;
                    } catch (Fault refused) {
                        return refused.code() == FaultCode.TOKEN_REFUSED;
                    }
                });
    }
}
