package dev.stowage.placement;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stowage.format.address.BlockNumber;
import dev.stowage.format.address.CarrierId;
import dev.stowage.format.layout.WholeGroup;
import dev.stowage.placement.carrier.Carriers;
import dev.stowage.placement.carrier.Octets;
import dev.stowage.protocol.fault.Fault;
import dev.stowage.protocol.fault.FaultCode;
import dev.stowage.protocol.placement.CarrierList;
import dev.stowage.protocol.placement.CarrierSet;
import dev.stowage.protocol.placement.HeadAnswer;
import dev.stowage.protocol.placement.HeadSwap;
import dev.stowage.protocol.placement.HeadSwap.CarrierGeneration;
import dev.stowage.protocol.placement.Reservation;
import dev.stowage.protocol.placement.Reservation.SupplierOrder;
import dev.stowage.protocol.placement.ServedCarrier;
import dev.stowage.protocol.placement.SupplierId;
import dev.stowage.protocol.token.AccountToken.Scope;
import dev.stowage.protocol.token.AssignedCarrier;
import dev.stowage.protocol.token.ContractOrder;
import dev.stowage.protocol.wire.StowageJson;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/// The widest group, reliability level 7, over HTTP: 131,072 carriers on 64 suppliers. What each
/// call takes is printed.
class WideGroupTest {

    private static final int SUPPLIERS = 64;
    private static final int CARRIERS_EACH = 2048;
    private static final int CARRIERS = SUPPLIERS * CARRIERS_EACH;
    private static final int LEVEL = 7;
    private static final CarrierId FIRST = new CarrierId(0);
    private static final Duration NOBODY_COMES = Duration.ofSeconds(2);
    private static final JsonMapper JSON =
            JsonMapper.builder().addModule(new StowageJson()).build();

    @TempDir static Path data;

    private static House house;

    @BeforeAll
    static void formAllOctets() {
        TestClock clock = new TestClock();
        house = House.open(data, Map.of(), clock);
        house.joinSuppliers(SUPPLIERS, CARRIERS_EACH);
        clock.advance(NOBODY_COMES);
        measured(
                "octets formed",
                () -> {
                    house.bean(Octets.class).form();
                    return house.bean(Carriers.class).count();
                });
    }

    @AfterAll
    static void close() {
        house.close();
    }

    @Test
    void everyOctetLiesOnEightSuppliersAndAllSuppliersServeAlike() {
        List<ServedCarrier> carriers = carriers(measured("carriers fetched", () -> fetched(null)));
        Map<SupplierId, Integer> load = new HashMap<>();
        for (int first = 0; first < CARRIERS; first += CarrierId.OCTET) {
            Set<SupplierId> octet = new HashSet<>();
            for (ServedCarrier each : carriers.subList(first, first + CarrierId.OCTET)) {
                octet.add(each.supplier());
                load.merge(each.supplier(), 1, Integer::sum);
            }
            assertThat(octet).hasSize(CarrierId.OCTET);
            assertThat(carriers.get(first).carrier().value()).isEqualTo(first);
        }
        assertThat(load).hasSize(SUPPLIERS);
        assertThat(load.values()).containsOnly(CARRIERS_EACH);
    }

    @Test
    void aListIsShortAndShorterStillForThoseWhoKnowIt() {
        CarrierList list = fetched(null);
        assertThat(JSON.writeValueAsBytes(list)).hasSizeLessThan(2 * CARRIERS);
        CarrierList again = measured("known carriers fetched", () -> fetched(list.revision()));
        for (int minute = 0; again.carriers() != null && minute < 2; minute++) {
            again = fetched(again.revision());
        }
        assertThat(again.carriers()).as("nothing changed but the minute").isNull();
        assertThat(JSON.writeValueAsBytes(again)).hasSizeLessThan(100);
    }

    @Test
    void anAccountIsReservedAndCommitsInTheWidestGroup() {
        TestAccount account = reserved();
        Reservation reservation = account.reservation();
        assertThat(reservation.layout()).isInstanceOf(WholeGroup.class);
        assertThat(reservation.orders()).hasSize(SUPPLIERS);
        Set<CarrierId> covered = new HashSet<>();
        for (SupplierOrder order : reservation.orders()) {
            assertThat(order.order()).hasSizeLessThan(3 * CARRIERS_EACH);
            carriers(order).forEach(each -> covered.add(each.carrier()));
        }
        assertThat(covered).hasSize(CARRIERS);

        List<CarrierGeneration> generations = generations(1);
        HeadSwap swap = swap(account, generations);
        assertThat(JSON.writeValueAsBytes(swap)).hasSizeLessThan(2000);
        HeadAnswer answer = measured("commit", () -> swap(account, swap));
        assertThat(answer.version()).isEqualTo(1);
    }

    @Test
    void whateverChangedHandsIsNamed() {
        TestAccount account = reserved();
        Fault all = refused(account, generations(2));
        assertThat(all.facts())
                .containsEntry("changed", List.of("1:" + CarrierSet.of(ids(generations(2)))));
        List<CarrierGeneration> some = new ArrayList<>(generations(1));
        some.set(77, new CarrierGeneration(new CarrierId(77), 3));
        some.add(new CarrierGeneration(new CarrierId(CARRIERS), 1));
        some.add(new CarrierGeneration(new CarrierId(Long.MAX_VALUE), 1));
        assertThat(refused(account, some).facts())
                .containsEntry(
                        "changed",
                        List.of(
                                "0:" + CarrierSet.of(ids(some.subList(CARRIERS, CARRIERS + 2))),
                                "1:" + CarrierSet.of(List.of(new CarrierId(77)))));
    }

    private static TestAccount reserved() {
        TestAccount[] account = new TestAccount[1];
        measured(
                "reserve",
                () -> {
                    account[0] = TestAccount.reserve(house, null, LEVEL);
                    return account[0].reservation();
                });
        return account[0];
    }

    private static List<AssignedCarrier> carriers(SupplierOrder order) {
        return ContractOrder.verify(
                        order.order(),
                        house.joinedCustomer().placementKey(),
                        order.supplier(),
                        Clock.systemUTC())
                .carriers();
    }

    private static CarrierList fetched(String known) {
        return house.api().carriers(house.customer(), FIRST, CARRIERS, known);
    }

    private static List<ServedCarrier> carriers(CarrierList list) {
        return Objects.requireNonNull(list.carriers());
    }

    private static List<CarrierGeneration> generations(int generation) {
        List<CarrierGeneration> generations = new ArrayList<>(CARRIERS);
        for (int carrier = 0; carrier < CARRIERS; carrier++) {
            generations.add(new CarrierGeneration(new CarrierId(carrier), generation));
        }
        return generations;
    }

    private static List<CarrierId> ids(List<CarrierGeneration> generations) {
        return generations.stream().map(CarrierGeneration::carrier).toList();
    }

    private static Fault refused(TestAccount account, List<CarrierGeneration> generations) {
        return Faults.assertFault(
                FaultCode.GENERATION_CHANGED, () -> swap(account, swap(account, generations)));
    }

    private static HeadSwap swap(TestAccount account, List<CarrierGeneration> generations) {
        return new HeadSwap(account.swap(1, BlockNumber.FIRST.bits()).signed(), null, generations);
    }

    private static HeadAnswer swap(TestAccount account, HeadSwap swap) {
        return house.api().swapHead(account.token(Scope.COMMIT), account.number(), swap);
    }

    private static <T> T measured(String what, Supplier<T> call) {
        Instant start = Instant.now();
        T answer = call.get();
        System.out.printf(
                "level 7: %s in %d ms, %,d bytes%n",
                what,
                Duration.between(start, Instant.now()).toMillis(),
                JSON.writeValueAsBytes(answer).length);
        return answer;
    }
}
