package dev.stowage.placement;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stowage.format.address.CarrierId;
import dev.stowage.placement.registry.Roster;
import dev.stowage.placement.replacement.AutomaticReplacement;
import dev.stowage.protocol.placement.EventKind;
import dev.stowage.protocol.placement.EventView;
import dev.stowage.protocol.placement.VolumeCondition;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Suppliers that are gone, over HTTP.
class AutomaticReplacementTest {

    /// Heartbeats that may be missed; silence counts from then on.
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private static final Duration OFFLINE = PATIENCE.plus(Duration.ofMinutes(5));
    private static final Duration DEAD = PATIENCE.plus(Duration.ofHours(24));
    private static final Duration A_LITTLE = Duration.ofSeconds(10);

    private static final Duration A_ROUND = Duration.ofSeconds(5);

    @TempDir Path data;

    private Fleet fleet;

    @AfterEach
    void close() {
        fleet.close();
    }

    private void round() {
        fleet.house().bean(AutomaticReplacement.class).run();
    }

    /// The others are heard of after that time; placement listens all the while.
    private void silence(Duration time, FakeSupplier... silent) {
        Roster roster = fleet.house().bean(Roster.class);
        for (Duration left = time; left.isPositive(); left = left.minus(A_ROUND)) {
            fleet.clock().advance(left.compareTo(A_ROUND) < 0 ? left : A_ROUND);
            roster.count();
        }
        fleet.beatWithout(silent);
    }

    private int generation(CarrierId carrier) {
        return fleet.carrier(carrier).generation();
    }

    private void rebuildEverything() {
        fleet.make();
        fleet.rebuildEverything();
        fleet.make();
    }

    @Test
    void whoIsSilentForADayIsReplacedAndComesBackWithoutItsCarrier() throws Exception {
        fleet = new Fleet(data, 1);
        CarrierId carrier = new CarrierId(0);
        FakeSupplier dead = fleet.serverOf(carrier);
        FakeSupplier spare = fleet.spare().getFirst();

        silence(DEAD.minus(A_LITTLE), dead);
        round();
        assertThat(generation(carrier)).isEqualTo(1);
        silence(A_LITTLE, dead);
        round();
        assertThat(generation(carrier)).isEqualTo(2);
        assertThat(fleet.serverOf(carrier)).isEqualTo(spare);
        assertThat(fleet.events(EventKind.CARRIER_REPLACED))
                .singleElement()
                .extracting(EventView::detail)
                .asString()
                .contains("automatic", "dead");
        round();
        dead.beat();
        round();
        round();

        assertThat(generation(carrier)).isEqualTo(2);
        assertThat(dead.assigned()).isEmpty();
        assertThat(fleet.events(EventKind.SUPPLIER_RETURNED))
                .singleElement()
                .extracting(EventView::supplier)
                .isEqualTo(dead.id());
    }

    @Test
    void whoIsOfflineIsReplacedWhereAnotherLossWouldTakeMoreThanHalfOfTheTolerance() {
        fleet = new Fleet(data, 2);
        TestAccount account = fleet.account();
        CarrierId used = Fleet.carrierOf(account, 0);
        CarrierId unused = new CarrierId((Fleet.carrierOf(account, 3).value() + 1) % 8);
        FakeSupplier one = fleet.serverOf(used);
        FakeSupplier other = fleet.serverOf(unused);

        silence(OFFLINE.minus(A_LITTLE), one, other);
        round();
        assertThat(generation(used)).isEqualTo(1);
        silence(A_LITTLE, one, other);
        round();
        assertThat(generation(used)).isEqualTo(2);
        assertThat(generation(unused)).isEqualTo(1);
    }

    @Test
    void aWideLayoutBearsOneThatIsOffline() {
        fleet = new Fleet(data, 2);
        TestAccount wide = TestAccount.reserve(fleet.house(), null, 0);
        fleet.swap(wide);
        FakeSupplier first = fleet.serverOf(new CarrierId(1));
        FakeSupplier second = fleet.serverOf(new CarrierId(5));

        silence(OFFLINE, first);
        round();
        assertThat(generation(new CarrierId(1))).isEqualTo(1);
        silence(OFFLINE, first, second);
        round();
        assertThat(generation(new CarrierId(1)) + generation(new CarrierId(5))).isEqualTo(3);
    }

    @Test
    void whoIsBeingMaintainedIsNotReplaced() {
        fleet = new Fleet(data, 1);
        CarrierId carrier = new CarrierId(4);
        FakeSupplier maintained = fleet.serverOf(carrier);
        maintained.beat(
                VolumeCondition.SERVING, null, fleet.clock().instant().plus(DEAD).plus(DEAD));
        silence(DEAD.plus(A_LITTLE), maintained);
        round();
        assertThat(generation(carrier)).isEqualTo(1);
        silence(DEAD.plus(DEAD), maintained);
        round();
        assertThat(generation(carrier)).isEqualTo(2);
    }

    @Test
    void oneSupplierIsReplacedAtATime() throws Exception {
        fleet = new Fleet(data, 3);
        TestAccount account = fleet.account();
        CarrierId one = Fleet.carrierOf(account, 0);
        CarrierId other = Fleet.carrierOf(account, 2);
        FakeSupplier first = fleet.serverOf(one);
        FakeSupplier second = fleet.serverOf(other);

        silence(DEAD, first, second);
        round();
        fleet.make();
        round();
        assertThat(generation(one) + generation(other)).isEqualTo(3);
        rebuildEverything();
        round();
        assertThat(generation(one) + generation(other)).isEqualTo(4);
    }

    @Test
    void aSuccessorThatDiesBeforeItHoldsEverythingIsReplacedItself() {
        fleet = new Fleet(data, 3);
        CarrierId carrier = Fleet.carrierOf(fleet.account(), 0);
        FakeSupplier first = fleet.serverOf(carrier);

        silence(DEAD, first);
        round();
        fleet.make();
        FakeSupplier successor = fleet.serverOf(carrier);
        silence(DEAD, first, successor);
        round();

        assertThat(generation(carrier)).isEqualTo(3);
        assertThat(fleet.serverOf(carrier)).isNotIn(first, successor);
    }

    @Test
    void nothingIsReplacedWhereMoreIsLostThanTheCodeToleratesUntilTheOperatorSaysSo()
            throws Exception {
        fleet = new Fleet(data, 3);
        TestAccount account = fleet.account();
        FakeSupplier[] lost = {
            fleet.serverOf(Fleet.carrierOf(account, 0)),
            fleet.serverOf(Fleet.carrierOf(account, 1)),
            fleet.serverOf(Fleet.carrierOf(account, 3))
        };
        silence(DEAD, lost);
        round();
        round();

        assertThat(fleet.events(EventKind.CARRIER_REPLACED)).isEmpty();
        List<EventView> refused = fleet.events(EventKind.REPLACEMENT_REFUSED);
        assertThat(refused)
                .hasSize(3)
                .allSatisfy(event -> assertThat(event.detail()).contains("an operator has to"));
        fleet.replace(Fleet.carrierOf(account, 0), null, null);
        assertThat(generation(Fleet.carrierOf(account, 0))).isEqualTo(2);
        silence(Duration.ZERO, lost[0]);
        rebuildEverything();
        silence(DEAD, lost[0], lost[1]);
        round();
        assertThat(generation(Fleet.carrierOf(account, 1))).isEqualTo(2);
    }

    @Test
    void whatNobodyCanServeIsSaidOnceAndAgainWhenItIsSilentAgain() throws Exception {
        fleet = new Fleet(data, 0);
        FakeSupplier dead = fleet.serverOf(new CarrierId(6));
        silence(DEAD, dead);
        round();
        round();
        assertThat(fleet.events(EventKind.REPLACEMENT_REFUSED))
                .singleElement()
                .satisfies(event -> assertThat(event.carrier()).isEqualTo(new CarrierId(6)));
        silence(Duration.ZERO);
        round();
        silence(DEAD, dead);
        round();
        assertThat(fleet.events(EventKind.REPLACEMENT_REFUSED)).hasSize(2);
        fleet.add(new FakeSupplier(fleet.house(), 1));
        round();
        assertThat(generation(new CarrierId(6))).isEqualTo(2);
    }

    @Test
    void aVolumeThatFailedOrIsNamedNoMoreIsDeadSooner() {
        fleet = new Fleet(data, 2);
        FakeSupplier failed = fleet.serverOf(new CarrierId(2));
        FakeSupplier unnamed = fleet.serverOf(new CarrierId(3));
        for (int i = 0; i < 2; i++) {
            failed.beat(VolumeCondition.FAILED, null, null);
            unnamed.beat(List.of());
            round();
            assertThat(generation(new CarrierId(2)) + generation(new CarrierId(3))).isEqualTo(2);
            fleet.clock().advance(OFFLINE.minus(A_LITTLE));
            fleet.beatWithout();
            round();
        }
        failed.beat(VolumeCondition.FAILED, null, null);
        unnamed.beat(List.of());
        round();
        fleet.clock().advance(OFFLINE);
        fleet.beatWithout(failed, unnamed);
        failed.beat(VolumeCondition.FAILED, null, null);
        unnamed.beat(List.of());
        round();
        rebuildEverything();
        round();
        assertThat(generation(new CarrierId(2)) + generation(new CarrierId(3))).isEqualTo(4);
    }

    @Test
    void afterAStartNobodyIsGoneForHavingBeenSilentWhilePlacementWas() throws Exception {
        fleet = new Fleet(data, 1);
        CarrierId carrier = new CarrierId(7);
        FakeSupplier silent = fleet.serverOf(carrier);
        silence(DEAD.minus(A_LITTLE), silent);
        fleet.restart();
        silence(A_LITTLE, silent);
        round();
        assertThat(generation(carrier)).isEqualTo(1);
        silence(DEAD, silent);
        round();
        assertThat(generation(carrier)).isEqualTo(2);
    }
}
