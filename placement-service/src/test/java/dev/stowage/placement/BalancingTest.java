package dev.stowage.placement;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stowage.format.address.CarrierId;
import dev.stowage.protocol.fault.FaultCode;
import dev.stowage.protocol.placement.Balance;
import dev.stowage.protocol.placement.Balance.Move;
import dev.stowage.protocol.placement.BalanceRequest;
import dev.stowage.protocol.placement.EventKind;
import dev.stowage.protocol.placement.JoinCodeRequest;
import dev.stowage.protocol.placement.ReplacementRequest;
import dev.stowage.protocol.placement.ServiceRole;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.LongStream;
import org.assertj.core.data.Offset;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// An operator who has carriers moved from full volumes to roomier ones, over HTTP.
class BalancingTest {

    private static final Offset<Double> EXACTLY = Offset.offset(1e-6);

    @TempDir Path data;

    private Fleet fleet;
    private TestAccount account;
    private long quota;

    @AfterEach
    void close() {
        fleet.close();
    }

    /// Volumes have room for ten quotas of the account.
    ///
    /// @return a carrier of the account; nine are spoken for where it is
    private CarrierId fullCarrier() {
        account = fleet.account();
        quota = account.reservation().layout().supplierQuota(TestAccount.NEEDED_SPACE);
        CarrierId full = Fleet.carrierOf(account, 2);
        LongStream.range(0, Fleet.SERVING)
                .mapToObj(CarrierId::new)
                .forEach(each -> fill(fleet.serverOf(each), each.equals(full) ? 9 : 5));
        fleet.spare().forEach(each -> fill(each, 1));
        return full;
    }

    private void fill(FakeSupplier supplier, int quotas) {
        supplier.beatWith(10 * quota, quotas * quota);
    }

    private Balance balance(int most, @Nullable Boolean dryRun) throws IOException {
        return fleet.house()
                .replacementsApi()
                .balance(
                        fleet.house().operator(),
                        new BalanceRequest("the new ones are empty", most, dryRun));
    }

    private CarrierId requireMoved(Balance balance) {
        assertThat(balance.moves()).hasSize(1);
        assertThat(balance.refused()).isEmpty();
        return balance.moves().getFirst().carrier();
    }

    @Test
    void theFullestVolumeGivesACarrierToARoomierOneAndWaitsUntilItsRecordsAreThere()
            throws Exception {
        fleet = new Fleet(data, 1);
        CarrierId full = fullCarrier();
        FakeSupplier before = fleet.serverOf(full);
        FakeSupplier spare = fleet.spare().getFirst();

        Balance planned = balance(10, true);

        assertThat(requireMoved(planned)).isEqualTo(full);
        Move move = planned.moves().getFirst();
        assertThat(move.from()).isEqualTo(before.volume());
        assertThat(move.to()).isEqualTo(spare.volume());
        assertThat(move.supplier()).isEqualTo(spare.id());
        assertThat(move.asked()).isEqualTo(quota);
        assertThat(move.fromShare()).isEqualTo(0.9, EXACTLY);
        assertThat(move.toShare()).isEqualTo(0.2, EXACTLY);
        assertThat(fleet.carrier(full).generation()).as("of a dry run").isEqualTo(1);

        assertThat(balance(10, null).moves()).isEqualTo(planned.moves());
        assertThat(fleet.carrier(full).generation()).isEqualTo(2);
        assertThat(fleet.carrier(full).supplier()).isEqualTo(spare.id());
        assertThat(fleet.events(EventKind.CARRIER_REPLACED))
                .singleElement()
                .satisfies(event -> assertThat(event.detail()).contains("the new ones are empty"));

        fleet.replace(Fleet.carrierOf(account, 1), before.volume(), 1);
        FakeSupplier other = new FakeSupplier(fleet.house(), 1);
        fleet.add(other);
        fill(other, 0);
        fill(before, 9);
        fill(spare, 2);
        Balance next = balance(10, true);
        assertThat(next.waiting()).isEqualTo(2);
        assertThat(next.moves())
                .singleElement()
                .satisfies(each -> assertThat(each.from()).isNotEqualTo(before.volume()));
    }

    @Test
    void aVolumeGivesTheNextOneWhenTheRecordsOfTheFormerAreWithItsSuccessor() throws Exception {
        fleet = new Fleet(data, 1);
        CarrierId full = fullCarrier();
        assertThat(requireMoved(balance(1, false))).isEqualTo(full);
        assertThat(balance(1, true).waiting()).isEqualTo(1);

        fleet.make();
        fleet.rebuildEverything();
        fleet.rebuildEverything();
        fleet.make();

        assertThat(balance(1, true).waiting()).isZero();
    }

    @Test
    void nothingMovesWhereLittleIsGained() throws Exception {
        fleet = new Fleet(data, 1);
        CarrierId _ = fullCarrier();
        FakeSupplier spare = fleet.spare().getFirst();

        fill(spare, 8);
        assertThat(balance(10, false)).isEqualTo(new Balance(List.of(), List.of(), 0));
        fill(spare, 7);
        assertThat(balance(10, true).moves()).hasSize(1);
    }

    @Test
    void noMoreMoveThanTheOperatorSaysAndASupplierTakesOneAtATime() throws Exception {
        fleet = new Fleet(data, 3);
        CarrierId _ = fullCarrier();

        assertThat(balance(2, true).moves()).hasSize(2);
        assertThat(balance(100, true).moves())
                .hasSize(3)
                .extracting(Move::supplier)
                .doesNotHaveDuplicates();
    }

    @Test
    void recordsStayInAsManyZonesAsTheyWere() throws Exception {
        fleet = new Fleet(data, 0);
        CarrierId full = fullCarrier();
        CarrierId beside = new CarrierId((full.value() + 1) % Fleet.SERVING);
        List<FakeSupplier> withoutZone = List.of(fleet.serverOf(full), fleet.serverOf(beside));
        FakeSupplier alone = inZone("alone");
        FakeSupplier shared = inZone("shared");
        fleet.replace(full, alone.volume(), 1);
        fleet.replace(beside, shared.volume(), 1);
        fleet.make();
        fleet.rebuildEverything();
        fleet.rebuildEverything();
        fleet.make();
        withoutZone.forEach(each -> fill(each, 10));
        fill(alone, 9);
        fill(shared, 5);

        FakeSupplier alsoShared = inZone("shared");
        assertThat(balance(100, true).moves()).extracting(Move::carrier).doesNotContain(full);
        FakeSupplier alsoAlone = inZone("alone");
        assertThat(balance(1, true).moves())
                .singleElement()
                .satisfies(
                        move -> {
                            assertThat(move.carrier()).isEqualTo(full);
                            assertThat(move.supplier())
                                    .isEqualTo(alsoAlone.id())
                                    .isNotEqualTo(alsoShared.id());
                        });
    }

    private FakeSupplier inZone(String zone) throws IOException {
        String code =
                fleet.house()
                        .api()
                        .makeJoinCode(
                                fleet.house().operator(),
                                new JoinCodeRequest(ServiceRole.SUPPLIER, null, zone, 1, 60))
                        .code();
        FakeSupplier supplier = new FakeSupplier(fleet.house(), 1, 1, code);
        fleet.add(supplier);
        fill(supplier, 0);
        return supplier;
    }

    @Test
    void whoWasFiredGetsNothing() throws Exception {
        fleet = new Fleet(data, 1);
        CarrierId _ = fullCarrier();
        fleet.house()
                .replacementsApi()
                .fire(
                        fleet.house().operator(),
                        fleet.spare().getFirst().id(),
                        new ReplacementRequest("too dear", null, null));

        assertThat(balance(10, true).moves()).isEmpty();
    }

    @Test
    void onlyOperatorsBalance() throws Exception {
        fleet = new Fleet(data, 0);

        Faults.assertFault(
                FaultCode.TOKEN_REFUSED,
                () ->
                        fleet.house()
                                .replacementsApi()
                                .balance(
                                        fleet.house().customer(),
                                        new BalanceRequest("mine", 1, null)));
        assertThat(balance(BalanceRequest.MAX_CARRIERS, null).moves()).isEmpty();
    }
}
