package dev.stowage.placement;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stowage.format.address.BlockNumber;
import dev.stowage.format.address.CarrierGroup;
import dev.stowage.format.address.CarrierId;
import dev.stowage.protocol.fault.FaultCode;
import dev.stowage.protocol.placement.CarrierSet;
import dev.stowage.protocol.placement.EventKind;
import dev.stowage.protocol.placement.RebuildLease;
import dev.stowage.protocol.placement.RebuildLease.FormerHolder;
import dev.stowage.protocol.placement.SupplierId;
import dev.stowage.protocol.token.AccountToken.Scope;
import dev.stowage.protocol.token.AssignedCarrier;
import dev.stowage.protocol.token.RebuildOrder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What is to be made again and who does it, over HTTP.
class RebuildsTest {

    private static final Duration LEASE = Duration.ofSeconds(60);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(500);

    /// After which a rebuilder is believed alone, for nobody else came.
    private static final Duration ALONE = Duration.ofMinutes(10);

    @TempDir Path data;

    private Fleet fleet;

    @BeforeEach
    void open() {
        fleet = new Fleet(data, 3);
    }

    @AfterEach
    void close() {
        fleet.close();
    }

    private UUID replaceFirst(TestAccount account) throws Exception {
        fleet.replace(Fleet.carrierOf(account, 0), null, null);
        fleet.make();
        return fleet.rebuilds().getLast().rebuild();
    }

    @Test
    void aReplacedCarrierIsRebuiltAndThenItsFormerVolumeIsReleased() throws Exception {
        TestAccount account = fleet.account();
        CarrierId carrier = Fleet.carrierOf(account, 0);
        FakeSupplier former = fleet.serverOf(carrier);
        FakeSupplier rebuilder = fleet.serverOf(Fleet.carrierOf(account, 1));
        fleet.replace(carrier, null, null);
        fleet.make();

        RebuildLease lease = fleet.lease(rebuilder, 16).getFirst();
        RebuildOrder order = fleet.order(lease, rebuilder);
        CarrierGroup group = account.reservation().layout().group();
        assertThat(order.account()).isEqualTo(account.number());
        assertThat(order.group()).isEqualTo(group);
        assertThat(order.key()).isEqualTo(account.key().verifyingKey());
        assertThat(order.carriers()).isEqualTo(CarrierSet.of(List.of(carrier)));
        assertThat(order.first()).isEqualTo(BlockNumber.FIRST);
        assertThat(order.last()).isGreaterThanOrEqualTo(fleet.grant(account).first());
        assertThat(lease.layouts()).containsExactly(account.reservation().layout());
        assertThat(lease.former()).isEqualTo(Map.of(carrier, List.of(former.asFormer())));
        assertThat(lease.leaseMillis()).isEqualTo(LEASE.toMillis());

        assertThat(fleet.progress(rebuilder, lease.rebuild(), Fleet.underWay(4)))
                .isEqualTo(LEASE.toMillis());
        fleet.make();
        assertThat(former.released()).isEmpty();
        assertThat(fleet.progress(rebuilder, lease.rebuild(), Fleet.ended(0, null))).isZero();
        fleet.make();
        assertThat(former.released()).isEmpty();
        fleet.secondWord(fleet.spare().getFirst(), lease.rebuild());
        fleet.make();

        assertThat(former.released())
                .containsExactly(new AssignedCarrier(carrier, 1, former.volume()));
        assertThat(fleet.rebuilds())
                .singleElement()
                .satisfies(
                        done -> {
                            assertThat(done.endedAt()).isNotNull();
                            assertThat(done.rebuilt()).isEqualTo(10);
                            assertThat(done.bytesRebuilt()).isEqualTo(1000);
                            assertThat(done.bytesRead()).isEqualTo(2000);
                        });
        for (EventKind kind :
                List.of(
                        EventKind.REBUILD_MADE,
                        EventKind.REBUILD_DONE,
                        EventKind.FORMER_RELEASED)) {
            assertThat(fleet.events(kind)).as(kind.name()).hasSize(1);
        }
    }

    @Test
    void aCarrierOnWhichNobodyStoresIsReleasedAtOnce() throws Exception {
        FakeSupplier former = fleet.serverOf(new CarrierId(5));
        fleet.replace(new CarrierId(5), null, null);
        fleet.make();
        fleet.make();
        assertThat(fleet.rebuilds()).isEmpty();
        assertThat(former.released()).hasSize(1);
    }

    @Test
    void oneSupplierHasALeaseUntilItIsSilentForTooLong() throws Exception {
        UUID rebuild = replaceFirst(fleet.account());
        FakeSupplier first = fleet.spare().get(1);
        FakeSupplier second = fleet.spare().get(2);
        assertThat(fleet.lease(first, 1)).hasSize(1);
        assertThat(fleet.lease(second, 16)).isEmpty();
        assertThat(fleet.progress(second, rebuild, Fleet.ended(0, null))).isZero();
        assertThat(fleet.rebuilds().getFirst().rebuilder()).isEqualTo(first.id());

        fleet.clock().advance(LEASE.minusSeconds(20));
        assertThat(fleet.progress(first, rebuild, Fleet.underWay(3))).isPositive();
        fleet.clock().advance(LEASE.minusSeconds(20));
        assertThat(fleet.lease(second, 16)).isEmpty();
        fleet.clock().advance(Duration.ofSeconds(21));
        assertThat(fleet.progress(first, rebuild, Fleet.ended(0, null))).isZero();
        assertThat(fleet.rebuilds().getFirst().endedAt()).isNull();
        assertThat(fleet.lease(second, 16)).hasSize(1);
        assertThat(fleet.progress(first, rebuild, Fleet.ended(0, null))).isZero();
        assertThat(fleet.progress(second, rebuild, Fleet.ended(0, null))).isZero();
        fleet.secondWord(first, rebuild);
        assertThat(fleet.rebuilds().getFirst())
                .satisfies(
                        done -> {
                            assertThat(done.endedAt()).isNotNull();
                            assertThat(done.rebuilt()).isEqualTo(3 + 10);
                        });
    }

    @Test
    void manyAskAtOnceAndEachRebuildIsLeasedOnce() throws Exception {
        for (int i = 0; i < 6; i++) {
            fleet.account();
        }
        fleet.replace(new CarrierId(3), null, null);
        fleet.replace(new CarrierId(4), null, null);
        fleet.make();
        int open = fleet.rebuilds().size();

        List<List<UUID>> taken =
                Together.allAtOnce(
                        16,
                        number ->
                                fleet.lease(fleet.spare().get(number % 3), 2).stream()
                                        .map(RebuildLease::rebuild)
                                        .toList());

        assertThat(taken.stream().flatMap(List::stream)).hasSize(open).doesNotHaveDuplicates();
    }

    @Test
    void whatFailsComesBackAfterAPauseThatGrowsAndIsToldWhenItIsStuck() throws Exception {
        UUID rebuild = replaceFirst(fleet.account());
        FakeSupplier rebuilder = fleet.spare().getLast();
        Duration pause = FIRST_PAUSE;
        for (int attempt = 1; attempt <= 5; attempt++) {
            assertThat(fleet.lease(rebuilder, 1)).hasSize(1);
            assertThat(fleet.events(EventKind.REBUILD_STUCK)).isEmpty();
            fleet.progress(
                    rebuilder,
                    rebuild,
                    attempt == 1 ? Fleet.ended(0, "no supplier") : Fleet.ended(2, null));
            fleet.clock().advance(pause.minusMillis(300));
            assertThat(fleet.lease(rebuilder, 1)).isEmpty();
            fleet.clock().advance(Duration.ofMillis(400));
            fleet.beatWithout();
            pause = pause.multipliedBy(2);
        }
        assertThat(fleet.events(EventKind.REBUILD_STUCK)).hasSize(1);
        fleet.make();
        assertThat(fleet.events(EventKind.FORMER_RELEASED)).isEmpty();
        assertThat(fleet.rebuilds().getFirst().impossible()).isEqualTo(2);
        assertThat(fleet.lease(rebuilder, 1)).hasSize(1);
        fleet.progress(rebuilder, rebuild, Fleet.ended(0, null));
        fleet.secondWord(fleet.spare().getFirst(), rebuild);
        fleet.make();
        assertThat(fleet.events(EventKind.FORMER_RELEASED)).hasSize(1);
    }

    @Test
    void whoFindsNothingAsksAgainWhenTheNextIsDue() throws Exception {
        UUID rebuild = replaceFirst(fleet.account());
        FakeSupplier rebuilder = fleet.spare().getLast();
        assertThat(fleet.lease(rebuilder, 1)).hasSize(1);
        assertThat(fleet.leases(rebuilder, 1).pauseMillis()).isEqualTo(LEASE.toMillis() / 6);
        fleet.progress(rebuilder, rebuild, Fleet.ended(0, "no contract"));
        assertThat(fleet.leases(rebuilder, 1).pauseMillis()).isBetween(1L, FIRST_PAUSE.toMillis());
        fleet.clock().advance(FIRST_PAUSE);
        assertThat(fleet.lease(rebuilder, 1)).hasSize(1);
    }

    @Test
    void heartbeatsSayWhetherThereIsSomethingToBeHad() throws Exception {
        FakeSupplier one = fleet.spare().getFirst();
        FakeSupplier another = fleet.spare().getLast();
        assertThat(one.beat().rebuildsWait()).isFalse();

        UUID rebuild = replaceFirst(fleet.account());
        assertThat(one.beat().rebuildsWait()).isTrue();
        assertThat(fleet.lease(another, 1)).hasSize(1);
        assertThat(one.beat().rebuildsWait()).isFalse();

        fleet.progress(another, rebuild, Fleet.ended(0, null));
        assertThat(another.beat().rebuildsWait()).isFalse();
        assertThat(one.beat().rebuildsWait()).isTrue();
    }

    @Test
    void lostCarriersOfOneAccountAndGroupAreOneRebuildAndWhoIsAtItBeginsAgain() throws Exception {
        TestAccount account = fleet.account();
        UUID rebuild = replaceFirst(account);
        FakeSupplier rebuilder = fleet.spare().getLast();
        assertThat(fleet.lease(rebuilder, 1)).hasSize(1);

        fleet.replace(Fleet.carrierOf(account, 1), null, null);
        fleet.make();
        assertThat(fleet.rebuilds())
                .singleElement()
                .satisfies(
                        one ->
                                assertThat(one.carriers())
                                        .isEqualTo(
                                                CarrierSet.of(
                                                        List.of(
                                                                Fleet.carrierOf(account, 0),
                                                                Fleet.carrierOf(account, 1)))));
        assertThat(fleet.lease(fleet.spare().getFirst(), 1)).isEmpty();
        assertThat(fleet.progress(rebuilder, rebuild, Fleet.ended(0, null))).isZero();
        assertThat(fleet.rebuilds().getFirst().endedAt()).isNull();
        RebuildLease again = fleet.lease(rebuilder, 1).getFirst();
        assertThat(fleet.order(again, rebuilder).carriers().size()).isEqualTo(2);
        assertThat(again.former()).hasSize(2);
        fleet.progress(rebuilder, rebuild, Fleet.ended(0, null));
        fleet.secondWord(fleet.spare().getFirst(), rebuild);
        fleet.make();
        assertThat(fleet.events(EventKind.FORMER_RELEASED)).hasSize(2);
    }

    private UUID neverServed(FormerHolder replaced) {
        return fleet.spare().stream()
                .map(FakeSupplier::id)
                .filter(id -> !id.equals(replaced.supplier()))
                .map(SupplierId::value)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aSuccessorThatIsReplacedItselfMakesWhoIsAtItBeginAgain() throws Exception {
        TestAccount account = fleet.account();
        UUID rebuild = replaceFirst(account);
        CarrierId carrier = Fleet.carrierOf(account, 0);
        FakeSupplier rebuilder = fleet.serverOf(Fleet.carrierOf(account, 2));
        List<FormerHolder> first = fleet.lease(rebuilder, 1).getFirst().former().get(carrier);
        FormerHolder replaced = fleet.serverOf(carrier).asFormer();

        fleet.replace(carrier, neverServed(replaced), 2);
        fleet.make();
        fleet.progress(rebuilder, rebuild, Fleet.ended(0, null));
        fleet.make();

        assertThat(fleet.rebuilds()).singleElement().matches(each -> each.endedAt() == null);
        assertThat(fleet.events(EventKind.FORMER_RELEASED)).isEmpty();
        assertThat(fleet.lease(rebuilder, 1).getFirst().former())
                .as("the last one has perhaps nothing, the first one all")
                .isEqualTo(Map.of(carrier, List.of(replaced, first.getFirst())));
    }

    @Test
    void whoIsRevokedOrAwayGetsNoLease() throws Exception {
        replaceFirst(fleet.account());
        FakeSupplier away = fleet.spare().get(1);
        FakeSupplier revoked = fleet.spare().get(2);
        fleet.house().servicesApi().revoke(fleet.house().operator(), revoked.id().value());
        fleet.clock().advance(Duration.ofMinutes(4));

        assertThat(fleet.lease(away, 1)).isEmpty();
        Faults.assertFault(FaultCode.TOKEN_REFUSED, () -> fleet.lease(revoked, 1));
        away.beat();
        assertThat(fleet.lease(away, 1)).hasSize(1);
    }

    @Test
    void aStartForgetsNeitherLeasesNorFormerVolumesNorWhatIsStillToBeMade() throws Exception {
        TestAccount account = fleet.account();
        UUID rebuild = replaceFirst(account);
        FakeSupplier rebuilder = fleet.spare().getLast();
        assertThat(fleet.lease(rebuilder, 1)).hasSize(1);
        fleet.replace(new CarrierId(carrierBeside(account)), null, null);

        fleet.restart();
        fleet.beatWithout();
        assertThat(fleet.lease(fleet.spare().getFirst(), 1)).isEmpty();
        assertThat(fleet.progress(rebuilder, rebuild, Fleet.ended(0, null))).isZero();
        fleet.restart();
        fleet.beatWithout();
        fleet.secondWord(fleet.spare().getFirst(), rebuild);
        fleet.make();
        fleet.make();

        assertThat(fleet.events(EventKind.FORMER_RELEASED)).hasSize(2);
        assertThat(fleet.house().carriers(Fleet.SERVING))
                .filteredOn(each -> each.generation() == 2)
                .hasSize(2);
    }

    @Test
    void theWordOfOneRebuilderReleasesNothingAsLongAsAnotherMayLook() throws Exception {
        UUID rebuild = replaceFirst(fleet.account());
        FakeSupplier liar = fleet.spare().getFirst();
        FakeSupplier other = fleet.spare().getLast();
        assertThat(fleet.lease(liar, 1)).hasSize(1);
        fleet.progress(liar, rebuild, Fleet.ended(0, null));
        assertThat(fleet.lease(liar, 16)).isEmpty();

        assertThat(fleet.lease(other, 16)).hasSize(1);
        fleet.progress(other, rebuild, Fleet.ended(2, null));
        fleet.clock().advance(FIRST_PAUSE);
        fleet.beatWithout();
        assertThat(fleet.lease(liar, 16)).hasSize(1);
        fleet.progress(liar, rebuild, Fleet.ended(0, null));
        fleet.make();
        assertThat(fleet.events(EventKind.FORMER_RELEASED)).isEmpty();
        assertThat(fleet.rebuilds()).singleElement().matches(each -> each.endedAt() == null);

        fleet.clock().advance(ALONE.minusMinutes(1));
        fleet.beatWithout();
        assertThat(fleet.lease(liar, 16)).isEmpty();
        fleet.clock().advance(Duration.ofMinutes(1));
        fleet.beatWithout();
        fleet.secondWord(liar, rebuild);
        fleet.make();
        assertThat(fleet.events(EventKind.FORMER_RELEASED)).hasSize(1);
    }

    private static long carrierBeside(TestAccount account) {
        return IntStream.range(0, Fleet.SERVING)
                .filter(id -> !account.reservation().layout().covers(new CarrierId(id)))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void whatIsToBeMadeAgainGoesWithItsAccount() throws Exception {
        TestAccount account = fleet.account();
        replaceFirst(account);
        fleet.house()
                .api()
                .close(
                        account.token(Scope.COMMIT),
                        account.number(),
                        account.closing(1, Duration.ZERO));
        fleet.make();

        assertThat(fleet.rebuilds()).isEmpty();
        assertThat(fleet.events(EventKind.FORMER_RELEASED)).hasSize(1);
        assertThat(
                        fleet.house()
                                .eventsApi()
                                .events(fleet.house().operator(), account.number(), null, null)
                                .events())
                .isEmpty();
    }
}
