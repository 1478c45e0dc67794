package dev.stowage.placement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.stowage.format.address.CarrierId;
import dev.stowage.format.signature.ByteString;
import dev.stowage.placement.api.Rounds;
import dev.stowage.protocol.fault.Fault;
import dev.stowage.protocol.fault.FaultCode;
import dev.stowage.protocol.placement.Candidate;
import dev.stowage.protocol.placement.EventKind;
import dev.stowage.protocol.placement.HeadSwap;
import dev.stowage.protocol.placement.HeadSwap.CarrierGeneration;
import dev.stowage.protocol.placement.JoinCodeRequest;
import dev.stowage.protocol.placement.Replacement;
import dev.stowage.protocol.placement.ReplacementList;
import dev.stowage.protocol.placement.ReplacementList.Refusal;
import dev.stowage.protocol.placement.ReplacementRequest;
import dev.stowage.protocol.placement.ServedCarrier;
import dev.stowage.protocol.placement.ServiceRole;
import dev.stowage.protocol.placement.SupplierView;
import dev.stowage.protocol.placement.VolumeCondition;
import dev.stowage.protocol.token.AccountToken.Scope;
import dev.stowage.protocol.token.AssignedCarrier;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// An operator who fires and hires, over HTTP.
class ReplacementTest {

    @TempDir Path data;

    private Fleet fleet;

    @AfterEach
    void close() {
        fleet.close();
    }

    @Test
    void anotherSupplierServesTheCarrierInItsNextGenerationAndEverybodyHearsOfIt()
            throws Exception {
        fleet = new Fleet(data, 1);
        TestAccount account = fleet.account();
        CarrierId carrier = Fleet.carrierOf(account, 0);
        FakeSupplier before = fleet.serverOf(carrier);
        FakeSupplier after = fleet.spare().getFirst();
        String revision =
                fleet.house().api().carriers(fleet.house().customer(), carrier, 1, null).revision();

        Replacement done = fleet.replace(carrier, null, 1);

        assertThat(done)
                .isEqualTo(
                        new Replacement(carrier, 2, before.volume(), after.volume(), after.id()));
        assertThat(fleet.carrier(carrier).supplier()).isEqualTo(after.id());
        assertThat(
                        fleet.house()
                                .api()
                                .carriers(fleet.house().customer(), carrier, 1, revision)
                                .carriers())
                .isNotNull();
        assertThat(before.assigned()).isEmpty();
        assertThat(after.assigned())
                .containsExactly(new AssignedCarrier(carrier, 2, after.volume()));
        HeadSwap late =
                new HeadSwap(
                        ByteString.of(account.head(2, 2).toBytes()),
                        null,
                        List.of(new CarrierGeneration(carrier, 1)));
        Faults.assertFault(
                FaultCode.GENERATION_CHANGED,
                () ->
                        fleet.house()
                                .api()
                                .swapHead(account.token(Scope.COMMIT), account.number(), late));
        assertThat(fleet.events(EventKind.CARRIER_REPLACED))
                .singleElement()
                .satisfies(
                        event -> {
                            assertThat(event.carrier()).isEqualTo(carrier);
                            assertThat(event.supplier()).isEqualTo(after.id());
                            assertThat(event.detail())
                                    .contains("operator")
                                    .contains("it is slow")
                                    .contains(before.id().toString());
                        });
    }

    @Test
    void aSupplierThatIsFiredGivesAwayWhatOthersCanServe() throws Exception {
        fleet = new Fleet(data, 1);
        CarrierId carrier = new CarrierId(3);
        FakeSupplier fired = fleet.serverOf(carrier);

        ReplacementList done = fire(fired);

        assertThat(done.replaced()).extracting(Replacement::carrier).containsExactly(carrier);
        assertThat(done.refused()).isEmpty();
        assertThat(done.left()).isZero();
        assertThat(fire(fired)).isEqualTo(new ReplacementList(List.of(), List.of(), 0));
        ReplacementList next = fire(fleet.serverOf(new CarrierId(4)));
        assertThat(next.replaced()).extracting(Replacement::supplier).containsExactly(fired.id());
        ReplacementList other = fire(fleet.serverOf(new CarrierId(5)));
        assertThat(other.replaced()).hasSize(1);
    }

    @Test
    void whoIsFiredGetsNoCarriersOfNewOctetsUntilItIsHiredAgain() throws Exception {
        fleet = new Fleet(data, 0);
        FakeSupplier fired = new FakeSupplier(fleet.house(), 2);
        fleet.add(fired);
        fire(fired);
        fleet.restart();
        FakeSupplier leaving = fleet.serverOf(new CarrierId(4));
        for (int i = 0; i < Fleet.SERVING - 1; i++) {
            fleet.add(new FakeSupplier(fleet.house(), 1));
        }

        formOctets(leaving);

        assertThat(fleet.house().carriers(2 * Fleet.SERVING)).hasSize(Fleet.SERVING);
        assertThat(view(fired).firedAt()).isNotNull();

        assertThat(fire(leaving, fired.id().value()).replaced()).hasSize(1);
        assertThat(view(fired).firedAt()).isNull();
        formOctets(leaving);

        assertThat(fleet.house().carriers(2 * Fleet.SERVING))
                .hasSize(2 * Fleet.SERVING)
                .extracting(ServedCarrier::supplier)
                .contains(fired.id())
                .doesNotContain(leaving.id());
    }

    private void formOctets(FakeSupplier leaving) {
        fleet.clock().advance(Duration.ofSeconds(21));
        fleet.beatWithout(leaving);
        leaving.beat(VolumeCondition.SERVING, fleet.house().now().plusSeconds(86_400), null);
        fleet.house().bean(Rounds.class).formOctets();
    }

    private SupplierView view(FakeSupplier supplier) throws IOException {
        return fleet
                .house()
                .suppliersApi()
                .suppliers(fleet.house().operator(), null, null)
                .suppliers()
                .stream()
                .filter(each -> each.supplier().equals(supplier.id()))
                .findFirst()
                .orElseThrow();
    }

    private ReplacementList fire(FakeSupplier supplier) throws Exception {
        return fire(supplier, null);
    }

    private ReplacementList fire(FakeSupplier supplier, @Nullable UUID with) throws Exception {
        return fleet.house()
                .replacementsApi()
                .fire(
                        fleet.house().operator(),
                        supplier.id(),
                        new ReplacementRequest("too dear", with, null));
    }

    @Test
    void nobodyServesTwoCarriersOfAnOctet() throws Exception {
        fleet = new Fleet(data, 0);
        CarrierId carrier = new CarrierId(2);
        FakeSupplier other = fleet.serverOf(new CarrierId(6));

        assertThat(candidates(carrier)).isEmpty();
        Faults.assertFault(FaultCode.TOO_FEW_SUPPLIERS, () -> replace(carrier, null));
        Fault named =
                Faults.assertFault(
                        FaultCode.PRECONDITION_FAILED, () -> replace(carrier, other.volume()));
        assertThat(named).hasMessageContaining("carrier 6 of the same octet");
        assertThat(fire(fleet.serverOf(carrier)).refused())
                .extracting(Refusal::carrier, Refusal::code)
                .containsExactly(tuple(carrier, "too-few-suppliers"));
        assertThat(fleet.events(EventKind.CARRIER_REPLACED)).isEmpty();
    }

    private List<Candidate> candidates(CarrierId carrier) throws Exception {
        return fleet.house()
                .replacementsApi()
                .candidates(fleet.house().operator(), carrier)
                .candidates();
    }

    private Replacement replace(CarrierId carrier, UUID with) {
        try {
            return fleet.replace(carrier, with, null);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    @Test
    void aSuccessorHasRoomForAllWhoHaveAClaim() throws Exception {
        fleet = new Fleet(data, 1);
        TestAccount account = fleet.account();
        CarrierId carrier = Fleet.carrierOf(account, 1);
        FakeSupplier spare = fleet.spare().getFirst();
        long quota = account.reservation().layout().supplierQuota(TestAccount.NEEDED_SPACE);

        spare.beatWith(quota - 1);
        assertThat(candidates(carrier)).isEmpty();
        Faults.assertFault(
                FaultCode.PRECONDITION_FAILED, () -> replace(carrier, spare.id().value()));
        spare.beatWith(quota);
        assertThat(candidates(carrier))
                .singleElement()
                .satisfies(each -> assertThat(each.asked()).isEqualTo(quota));
        assertThat(replace(carrier, spare.id().value()).to()).isEqualTo(spare.volume());
    }

    @Test
    void nobodyStoresOnHisOwnSupplier() throws Exception {
        fleet = new Fleet(data, 0);
        TestAccount account = fleet.account();
        House house = fleet.house();
        String code =
                house.api()
                        .makeJoinCode(
                                house.operator(),
                                new JoinCodeRequest(
                                        ServiceRole.SUPPLIER, account.number(), null, 1, 60))
                        .code();
        FakeSupplier own = new FakeSupplier(house, 1, 1, code);
        fleet.add(own);

        CarrierId used = Fleet.carrierOf(account, 2);
        assertThat(candidates(used)).isEmpty();
        Fault named =
                Faults.assertFault(
                        FaultCode.PRECONDITION_FAILED, () -> replace(used, own.volume()));
        assertThat(named).hasMessageContaining("account " + account.number());
        CarrierId unused =
                account.reservation()
                        .layout()
                        .group()
                        .carrier(Fleet.carrierOf(account, 3).value() + 1);
        assertThat(candidates(unused)).extracting(Candidate::supplier).containsExactly(own.id());
    }

    @Test
    void nobodyIsNamedWhoIsAwayUnknownOrServesItAlready() throws Exception {
        fleet = new Fleet(data, 1);
        CarrierId carrier = new CarrierId(0);
        UUID present = fleet.serverOf(carrier).volume();
        FakeSupplier spare = fleet.spare().getFirst();

        Faults.assertFault(FaultCode.NOT_FOUND, () -> replace(carrier, UUID.randomUUID()));
        Faults.assertFault(FaultCode.NOT_FOUND, () -> replace(new CarrierId(8), spare.volume()));
        assertThat(replace(carrier, present).generation()).isEqualTo(1);
        fleet.clock().advance(Duration.ofMinutes(4));
        fleet.beatWithout(spare);
        Faults.assertFault(FaultCode.PRECONDITION_FAILED, () -> replace(carrier, spare.volume()));
        Faults.assertFault(FaultCode.TOO_FEW_SUPPLIERS, () -> replace(carrier, null));
        spare.beat();
        assertThat(replace(carrier, spare.volume()).generation()).isEqualTo(2);
    }

    @Test
    void twoDecisionsAtOnceAreOne() throws Exception {
        fleet = new Fleet(data, 8);
        CarrierId carrier = new CarrierId(7);

        List<Boolean> done =
                Together.allAtOnce(
                        16,
                        _ -> {
                            try {
                                return fleet.replace(carrier, null, 1).generation() == 2;
                            } catch (Fault fault) {
                                assertThat(fault.code()).isEqualTo(FaultCode.GENERATION_CHANGED);
                                return false;
                            }
                        });

        assertThat(done).containsOnlyOnce(true);
        assertThat(fleet.events(EventKind.CARRIER_REPLACED)).hasSize(1);
    }

    @Test
    void decisionsAtOnceNeverGiveTwoCarriersOfAnOctetToOneSupplier() throws Exception {
        fleet = new Fleet(data, 8);

        Together.allAtOnce(8, number -> fleet.replace(new CarrierId(number), null, 1));

        assertThat(fleet.house().carriers(Fleet.SERVING))
                .extracting(each -> each.supplier())
                .doesNotHaveDuplicates();
        assertThat(fleet.house().carriers(Fleet.SERVING))
                .allSatisfy(each -> assertThat(each.generation()).isEqualTo(2));
    }

    @Test
    void aVolumeThatGetsItsCarrierBackIsNoFormerOneAnyMore() throws Exception {
        fleet = new Fleet(data, 1);
        CarrierId carrier = new CarrierId(1);
        FakeSupplier first = fleet.serverOf(carrier);
        FakeSupplier second = fleet.spare().getFirst();

        fleet.replace(carrier, second.volume(), 1);
        fleet.replace(carrier, first.volume(), 2);
        fleet.make();
        fleet.make();

        assertThat(first.assigned())
                .containsExactly(new AssignedCarrier(carrier, 3, first.volume()));
        assertThat(first.released()).isEmpty();
        assertThat(second.released())
                .containsExactly(new AssignedCarrier(carrier, 2, second.volume()));
    }

    @Test
    void onlyOperatorsFireAndReasonsAreNamed() throws Exception {
        fleet = new Fleet(data, 0);
        House house = fleet.house();
        CarrierId carrier = new CarrierId(0);
        ReplacementRequest request = new ReplacementRequest("why", null, null);
        Faults.assertFault(
                FaultCode.TOKEN_REFUSED,
                () -> house.replacementsApi().replace(house.customer(), carrier, request));
        Faults.assertFault(
                FaultCode.TOKEN_REFUSED,
                () ->
                        house.replacementsApi()
                                .fire(house.customer(), fleet.serverOf(carrier).id(), request));
        Faults.assertFault(
                FaultCode.TOKEN_REFUSED,
                () -> house.replacementsApi().candidates(house.customer(), carrier));
        Faults.assertFault(
                FaultCode.TOKEN_REFUSED,
                () -> house.eventsApi().events(house.customer(), null, null, null));
    }
}
