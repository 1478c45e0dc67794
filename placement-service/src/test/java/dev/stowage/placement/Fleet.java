package dev.stowage.placement;

import dev.stowage.format.address.BlockNumber;
import dev.stowage.format.address.CarrierId;
import dev.stowage.placement.rebuild.Rebuilds;
import dev.stowage.protocol.placement.BlockRangeGrant;
import dev.stowage.protocol.placement.BlockRangeRequest;
import dev.stowage.protocol.placement.EventKind;
import dev.stowage.protocol.placement.EventView;
import dev.stowage.protocol.placement.LeaseRequest;
import dev.stowage.protocol.placement.RebuildLease;
import dev.stowage.protocol.placement.RebuildLeases;
import dev.stowage.protocol.placement.RebuildProgress;
import dev.stowage.protocol.placement.RebuildView;
import dev.stowage.protocol.placement.Replacement;
import dev.stowage.protocol.placement.ReplacementRequest;
import dev.stowage.protocol.placement.ServedCarrier;
import dev.stowage.protocol.placement.SupplierId;
import dev.stowage.protocol.token.AccountToken.Scope;
import dev.stowage.protocol.token.RebuildOrder;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// One octet on eight suppliers and some suppliers more, in a placement whose clock can be put
/// forward and that replaces nobody unless it is told to.
final class Fleet implements AutoCloseable {

    static final int SERVING = 8;

    private final TestClock clock = new TestClock();
    private final Path data;
    private final Map<String, Object> properties;
    private final List<FakeSupplier> suppliers = new ArrayList<>();
    private House house;

    /// @param spare suppliers beside those that serve
    Fleet(Path data, int spare) {
        this(data, spare, Map.of());
    }

    Fleet(Path data, int spare, Map<String, Object> more) {
        this.data = data;
        this.properties = new HashMap<>(Map.of("stowage.placement.replace-automatically", false));
        properties.putAll(more);
        this.house = House.open(data, properties, clock);
        suppliers.addAll(house.joinSuppliers(SERVING, 1));
        house.awaitCarriers(SERVING);
        for (int i = 0; i < spare; i++) {
            add(new FakeSupplier(house, 1));
        }
    }

    void add(FakeSupplier supplier) {
        supplier.beat();
        suppliers.add(supplier);
    }

    /// What is done to the database while placement does not run.
    @FunctionalInterface
    interface Change {
        void make(TestDatabase database);
    }

    /// Stops placement and starts it again.
    void restart() throws SQLException {
        restart(_ -> {});
    }

    void restart(Change meanwhile) throws SQLException {
        house.close();
        try (TestDatabase database = TestDatabase.open(data.resolve("placement"))) {
            meanwhile.make(database);
        }
        house = House.open(data, properties, clock);
        suppliers.forEach(supplier -> supplier.moveTo(house));
    }

    House house() {
        return house;
    }

    TestClock clock() {
        return clock;
    }

    List<FakeSupplier> spare() {
        return suppliers.subList(SERVING, suppliers.size());
    }

    /// All but these say that they live.
    void beatWithout(FakeSupplier... silent) {
        List<FakeSupplier> quiet = List.of(silent);
        suppliers.stream().filter(each -> !quiet.contains(each)).forEach(FakeSupplier::beat);
    }

    ServedCarrier carrier(CarrierId carrier) {
        return house.carriers(SERVING).get((int) carrier.value());
    }

    FakeSupplier serverOf(CarrierId carrier) {
        return find(carrier(carrier).supplier());
    }

    FakeSupplier find(SupplierId id) {
        return suppliers.stream().filter(each -> each.id().equals(id)).findFirst().orElseThrow();
    }

    /// An account with a head, and numbers for its blocks.
    TestAccount account() {
        TestAccount account = TestAccount.reserve(house);
        swap(account);
        return account;
    }

    void swap(TestAccount account) {
        grant(account);
        house.api()
                .swapHead(
                        account.token(Scope.COMMIT, house.now().plusSeconds(60)),
                        account.number(),
                        account.swap(1, 1));
    }

    BlockRangeGrant grant(TestAccount account) {
        return house.api()
                .grantBlockRange(
                        account.token(Scope.COMMIT, house.now().plusSeconds(60)),
                        account.number(),
                        new BlockRangeRequest(10));
    }

    static CarrierId carrierOf(TestAccount account, int position) {
        return account.reservation().layout().carrier(position, BlockNumber.FIRST);
    }

    Replacement replace(CarrierId carrier, @Nullable UUID with, @Nullable Integer generation)
            throws IOException {
        return house.replacementsApi()
                .replace(
                        house.operator(),
                        carrier,
                        new ReplacementRequest("it is slow", with, generation));
    }

    List<EventView> events(EventKind kind) throws IOException {
        return house.eventsApi().events(house.operator(), null, null, 1000).events().stream()
                .filter(event -> event.kind() == kind)
                .toList();
    }

    void make() {
        house.bean(Rebuilds.class).make();
    }

    List<RebuildLease> lease(FakeSupplier supplier, int most) {
        return leases(supplier, most).leases();
    }

    RebuildLeases leases(FakeSupplier supplier, int most) {
        return house.rebuildsApi().lease(supplier.token(), new LeaseRequest(most));
    }

    long progress(FakeSupplier supplier, UUID rebuild, RebuildProgress progress) {
        return house.rebuildsApi().progress(supplier.token(), rebuild, progress).leaseMillis();
    }

    static RebuildProgress underWay(long rebuilt) {
        return new RebuildProgress(10, rebuilt, 0, 100 * rebuilt, 200 * rebuilt, false, null);
    }

    static RebuildProgress ended(long impossible, @Nullable String trouble) {
        return new RebuildProgress(10, 10 - impossible, impossible, 1000, 2000, true, trouble);
    }

    /// A supplier takes a rebuild that another one calls done, and finds nothing left to do.
    void secondWord(FakeSupplier supplier, UUID rebuild) {
        if (lease(supplier, 16).stream().noneMatch(each -> each.rebuild().equals(rebuild))) {
            throw new AssertionError("rebuild %s is not leased".formatted(rebuild));
        }
        long _ = progress(supplier, rebuild, new RebuildProgress(0, 0, 0, 0, 0, true, null));
    }

    /// Everybody who may takes rebuilds and calls them done.
    void rebuildEverything() {
        for (FakeSupplier each : suppliers) {
            for (RebuildLease lease : lease(each, 16)) {
                long _ = progress(each, lease.rebuild(), ended(0, null));
            }
        }
    }

    List<RebuildView> rebuilds() throws Exception {
        return house.rebuildsApi().rebuilds(house.operator(), null, null, null).rebuilds();
    }

    RebuildOrder order(RebuildLease lease, FakeSupplier supplier) {
        return RebuildOrder.verify(
                lease.order(), house.joinedCustomer().placementKey(), supplier.id(), clock);
    }

    @Override
    public void close() {
        house.close();
    }
}
