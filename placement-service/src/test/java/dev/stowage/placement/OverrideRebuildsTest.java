package dev.stowage.placement;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stowage.format.address.BlockNumber;
import dev.stowage.format.address.CarrierId;
import dev.stowage.format.layout.Layout;
import dev.stowage.protocol.fault.FaultCode;
import dev.stowage.protocol.placement.Candidate;
import dev.stowage.protocol.placement.CarrierSet;
import dev.stowage.protocol.placement.EventKind;
import dev.stowage.protocol.placement.HeadSwap.CarrierGeneration;
import dev.stowage.protocol.placement.MissingReport;
import dev.stowage.protocol.placement.MissingReport.MissingRecords;
import dev.stowage.protocol.placement.OverrideOffer;
import dev.stowage.protocol.placement.OverrideRequest;
import dev.stowage.protocol.placement.RebuildLease;
import dev.stowage.protocol.placement.RebuildView;
import dev.stowage.protocol.placement.SupplierId;
import dev.stowage.protocol.token.AccountToken.Scope;
import dev.stowage.protocol.token.AssignedCarrier;
import dev.stowage.protocol.token.ContractOrder;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What becomes of the records of an account that has another carrier hold what belongs on one of
/// its own, over HTTP.
class OverrideRebuildsTest {

    @TempDir Path data;

    private Fleet fleet;
    private TestAccount account;
    private Layout layout;
    private long version = 1;

    @BeforeEach
    void open() {
        fleet = new Fleet(data, 3);
        begin();
    }

    private void begin() {
        account = fleet.account();
        layout = account.reservation().layout();
    }

    @AfterEach
    void close() {
        fleet.close();
    }

    private CarrierId carrier(int position) {
        return Fleet.carrierOf(account, position);
    }

    private CarrierId reserve(int index) {
        return LongStream.range(0, Fleet.SERVING)
                .mapToObj(CarrierId::new)
                .filter(each -> !layout.covers(each))
                .skip(index)
                .findFirst()
                .orElseThrow();
    }

    private void swap(List<CarrierGeneration> generations, CarrierId overridden, CarrierId holder) {
        version++;
        var _ =
                fleet.house()
                        .api()
                        .swapHead(
                                account.token(Scope.COMMIT),
                                account.number(),
                                account.swap(
                                        version,
                                        version,
                                        head -> head.replacing(overridden, holder),
                                        generations));
    }

    private void override(CarrierId overridden, CarrierId holder) {
        swap(List.of(), overridden, holder);
    }

    private OverrideOffer offer(CarrierId carrier) {
        return fleet.house()
                .api()
                .offerReplacement(
                        account.token(Scope.COMMIT),
                        account.number(),
                        new OverrideRequest(carrier, null, Set.of()));
    }

    private void rebuildEverything() {
        fleet.make();
        fleet.rebuildEverything();
        fleet.rebuildEverything();
        fleet.make();
    }

    @Test
    void whatBelongsThereIsMadeAgainAtTheHolder() throws Exception {
        FakeSupplier rebuilder = fleet.spare().getFirst();
        override(carrier(0), reserve(0));
        fleet.make();
        fleet.make();

        RebuildLease lease = fleet.lease(rebuilder, 16).getFirst();

        assertThat(fleet.order(lease, rebuilder).carriers())
                .isEqualTo(CarrierSet.of(List.of(carrier(0))));
        assertThat(lease.overrides()).isEqualTo(Map.of(carrier(0), reserve(0)));
        assertThat(lease.former())
                .isEqualTo(Map.of(carrier(0), List.of(fleet.serverOf(carrier(0)).asFormer())));
        assertThat(fleet.rebuilds()).hasSize(1);
        assertThat(fleet.events(EventKind.CARRIER_REPLACED))
                .singleElement()
                .satisfies(
                        event -> {
                            assertThat(event.account()).isEqualTo(account.number());
                            assertThat(event.carrier()).isEqualTo(carrier(0));
                            assertThat(event.supplier())
                                    .isEqualTo(fleet.carrier(reserve(0)).supplier());
                        });
    }

    @Test
    void noMoreIsReplacedThanIsToleratedUntilItIsMadeAgain() {
        override(carrier(0), reserve(0));
        version++;
        var _ =
                fleet.house()
                        .api()
                        .swapHead(
                                account.token(Scope.COMMIT),
                                account.number(),
                                account.swap(
                                        version,
                                        version,
                                        head ->
                                                head.replacing(carrier(0), reserve(0))
                                                        .replacing(carrier(1), reserve(1)),
                                        List.of()));
        Faults.assertFault(FaultCode.TOO_MUCH_MISSING, () -> offer(carrier(2)));
        fleet.make();
        Faults.assertFault(FaultCode.TOO_MUCH_MISSING, () -> offer(carrier(2)));

        rebuildEverything();

        assertThat(offer(carrier(2)).carrier()).isEqualTo(carrier(2));
    }

    @Test
    void carriersThatWereReplacedForAllCountAsMissingToo() throws Exception {
        fleet.replace(carrier(1), null, null);
        fleet.replace(carrier(2), null, null);
        Faults.assertFault(FaultCode.TOO_MUCH_MISSING, () -> offer(carrier(0)));
        fleet.make();
        Faults.assertFault(FaultCode.TOO_MUCH_MISSING, () -> offer(carrier(0)));

        rebuildEverything();

        assertThat(offer(carrier(0)).carrier()).isEqualTo(carrier(0));
    }

    @Test
    void whoIsOverriddenBackIsMissingUntilItIsMadeAgain() throws Exception {
        FakeSupplier rebuilder = fleet.spare().getFirst();
        override(carrier(0), reserve(0));
        rebuildEverything();
        override(carrier(0), carrier(0));
        fleet.make();

        RebuildLease lease = fleet.lease(rebuilder, 16).getFirst();

        assertThat(lease.overrides()).isEmpty();
        assertThat(lease.former())
                .isEqualTo(Map.of(carrier(0), List.of(fleet.serverOf(reserve(0)).asFormer())));
        assertThat(fleet.progress(rebuilder, lease.rebuild(), Fleet.ended(0, null))).isZero();
        fleet.make();
        fleet.make();
        assertThat(fleet.lease(rebuilder, 16)).isEmpty();
    }

    @Test
    void aRebuilderThatWasAtItBeforeBeginsAnew() throws Exception {
        FakeSupplier rebuilder = fleet.spare().getFirst();
        override(carrier(0), reserve(0));
        fleet.make();
        RebuildLease before = fleet.lease(rebuilder, 16).getFirst();
        override(carrier(0), reserve(1));
        fleet.make();

        assertThat(fleet.progress(rebuilder, before.rebuild(), Fleet.ended(0, null))).isZero();
        fleet.make();

        assertThat(fleet.lease(rebuilder, 16))
                .singleElement()
                .satisfies(
                        lease -> {
                            assertThat(lease.overrides()).isEqualTo(Map.of(carrier(0), reserve(1)));
                            assertThat(lease.former().get(carrier(0)))
                                    .containsExactly(
                                            fleet.serverOf(reserve(0)).asFormer(),
                                            fleet.serverOf(carrier(0)).asFormer());
                        });
    }

    @Test
    void aHolderThatIsReplacedIsRebuiltForThoseForWhomItHolds() throws Exception {
        FakeSupplier rebuilder = fleet.serverOf(carrier(2));
        CarrierId holder = reserve(0);
        override(carrier(0), holder);
        rebuildEverything();
        FakeSupplier former = fleet.serverOf(holder);
        fleet.replace(holder, null, null);
        FakeSupplier successor = fleet.serverOf(holder);
        fleet.make();
        fleet.make();

        assertThat(order(successor, holder))
                .satisfies(
                        order -> {
                            assertThat(order.carriers())
                                    .containsExactly(
                                            new AssignedCarrier(carrier(0), 2, successor.volume()));
                            assertThat(order.instead().holders())
                                    .isEqualTo(Map.of(carrier(0), holder));
                            assertThat(order.quota())
                                    .isEqualTo(layout.supplierQuota(TestAccount.NEEDED_SPACE));
                        });
        Faults.assertFault(
                FaultCode.GENERATION_CHANGED,
                () -> swap(List.of(new CarrierGeneration(holder, 1)), carrier(0), holder));
        version--;
        swap(List.of(new CarrierGeneration(holder, 2)), carrier(0), holder);
        RebuildLease lease = fleet.lease(rebuilder, 16).getFirst();
        assertThat(fleet.order(lease, rebuilder).carriers())
                .isEqualTo(CarrierSet.of(List.of(carrier(0))));
        assertThat(lease.former()).isEqualTo(Map.of(carrier(0), List.of(former.asFormer())));
        fleet.make();
        assertThat(former.released()).isEmpty();

        assertThat(fleet.progress(rebuilder, lease.rebuild(), Fleet.ended(0, null))).isZero();
        fleet.make();
        assertThat(former.released()).as("by the word of one").isEmpty();
        fleet.secondWord(fleet.spare().getFirst(), lease.rebuild());
        fleet.make();

        assertThat(former.released())
                .containsExactly(new AssignedCarrier(holder, 1, former.volume()));
    }

    private ContractOrder order(FakeSupplier supplier, CarrierId carrier) {
        return fleet
                .house()
                .rebuildsApi()
                .contractOrders(supplier.token(), carrier, null)
                .contracts()
                .stream()
                .filter(each -> each.account().equals(account.number()))
                .map(
                        each ->
                                ContractOrder.verify(
                                        each.order(),
                                        fleet.house().joinedCustomer().placementKey(),
                                        supplier.id(),
                                        fleet.clock()))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aSuccessorOfTheOverriddenCarrierHasNothingToDoWithTheAccount() throws Exception {
        override(carrier(0), reserve(0));
        rebuildEverything();
        List<RebuildView> before = fleet.rebuilds();
        fleet.replace(carrier(0), null, null);
        fleet.make();

        assertThat(
                        fleet.house()
                                .rebuildsApi()
                                .contractOrders(
                                        fleet.serverOf(carrier(0)).token(), carrier(0), null)
                                .contracts())
                .noneMatch(each -> each.account().equals(account.number()));
        assertThat(fleet.rebuilds()).hasSameSizeAs(before);
    }

    @Test
    void theHolderIsBelievedWhatItMissesAndTheFormerOneIsNot() throws Exception {
        override(carrier(0), reserve(0));
        rebuildEverything();
        int before = fleet.rebuilds().size();
        MissingReport report =
                new MissingReport(
                        List.of(
                                new MissingRecords(
                                        account.number(),
                                        layout.group(),
                                        carrier(0),
                                        BlockNumber.FIRST,
                                        BlockNumber.FIRST,
                                        1)));
        fleet.house().rebuildsApi().missing(fleet.serverOf(carrier(0)).token(), report);
        assertThat(fleet.rebuilds()).hasSize(before);
        fleet.house().rebuildsApi().missing(fleet.serverOf(reserve(0)).token(), report);
        assertThat(fleet.rebuilds()).hasSize(before + 1);
    }

    @Test
    void noSuccessorHoldsTwoCarriersOfALayout(@TempDir Path other) throws Exception {
        fleet.close();
        fleet = new Fleet(other, 8);
        fleet.house().awaitCarriers(16);
        begin();
        while (layout.group().first().value() != 0) {
            begin();
        }
        CarrierId holder = new CarrierId(8);
        SupplierId holding = fleet.house().carriers(16).get(8).supplier();
        assertThat(candidates(carrier(1))).contains(holding);
        SupplierId beside = fleet.carrier(carrier(1)).supplier();
        assertThat(candidates(holder)).contains(beside);

        override(carrier(0), holder);

        assertThat(candidates(carrier(1))).doesNotContain(holding).isNotEmpty();
        assertThat(candidates(holder))
                .doesNotContain(beside)
                .contains(fleet.carrier(carrier(0)).supplier());
    }

    private List<SupplierId> candidates(CarrierId carrier) throws Exception {
        return fleet
                .house()
                .replacementsApi()
                .candidates(fleet.house().operator(), carrier)
                .candidates()
                .stream()
                .map(Candidate::supplier)
                .toList();
    }
}
