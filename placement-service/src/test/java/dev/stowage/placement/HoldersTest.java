package dev.stowage.placement;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stowage.format.address.BlockNumber;
import dev.stowage.format.address.CarrierId;
import dev.stowage.format.head.AccountHead;
import dev.stowage.format.layout.Code;
import dev.stowage.format.layout.Layout;
import dev.stowage.placement.registry.Fired;
import dev.stowage.protocol.fault.FaultCode;
import dev.stowage.protocol.placement.BlockRangeRequest;
import dev.stowage.protocol.placement.HeadSwap;
import dev.stowage.protocol.placement.HeadSwap.CarrierGeneration;
import dev.stowage.protocol.placement.LayoutRequest;
import dev.stowage.protocol.placement.OverrideCandidates.Candidate;
import dev.stowage.protocol.placement.OverrideOffer;
import dev.stowage.protocol.placement.OverrideRequest;
import dev.stowage.protocol.placement.Reservation.SupplierOrder;
import dev.stowage.protocol.placement.ServedCarrier;
import dev.stowage.protocol.placement.SupplierId;
import dev.stowage.protocol.token.AccountToken.Scope;
import dev.stowage.protocol.token.AssignedCarrier;
import dev.stowage.protocol.token.ContractOrder;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// Who holds, for one account of four suppliers alone, what belongs on one of its carriers: over
/// HTTP, among 8 suppliers that serve two octets.
@ExtendWith(HouseExtension.class)
class HoldersTest {

    private final House house;
    private TestAccount account;
    private Layout layout;
    private long version;

    HoldersTest(House house) {
        this.house = house;
    }

    @BeforeEach
    void register() {
        account = TestAccount.reserve(house);
        layout = account.reservation().layout();
        version = 0;
        var _ =
                house.api()
                        .grantBlockRange(
                                account.token(Scope.COMMIT),
                                account.number(),
                                new BlockRangeRequest(10));
        swap(List.of());
    }

    private void swap(List<CarrierGeneration> generations, CarrierId... overrides) {
        var _ = swapped(generations, overrides);
        version++;
    }

    private long swapped(List<CarrierGeneration> generations, CarrierId... overrides) {
        HeadSwap swap =
                account.swap(
                        version + 1, version + 1, head -> overriding(head, overrides), generations);
        return house.api().swapHead(account.token(Scope.COMMIT), account.number(), swap).version();
    }

    private static AccountHead overriding(AccountHead head, CarrierId... overrides) {
        AccountHead changed = head;
        for (int i = 0; i < overrides.length; i += 2) {
            changed = changed.replacing(overrides[i], overrides[i + 1]);
        }
        return changed;
    }

    private CarrierId carrier(int position) {
        return layout.carrier(position, BlockNumber.FIRST);
    }

    private SupplierId supplierOf(CarrierId carrier) {
        return served(carrier).supplier();
    }

    private ServedCarrier served(CarrierId carrier) {
        return house.carriers(16).stream()
                .filter(each -> each.carrier().equals(carrier))
                .findFirst()
                .orElseThrow();
    }

    private CarrierId reserve(int index) {
        return IntStream.range(0, 8)
                .mapToObj(i -> layout.group().carrier(i))
                .filter(each -> !layout.covers(each))
                .skip(index)
                .findFirst()
                .orElseThrow();
    }

    /// A carrier of the other octet, served by who serves this one.
    private CarrierId elsewhere(CarrierId carrier) {
        return house.carriers(16).stream()
                .filter(each -> !layout.group().contains(each.carrier()))
                .filter(each -> each.supplier().equals(supplierOf(carrier)))
                .findFirst()
                .orElseThrow()
                .carrier();
    }

    private OverrideOffer offer(CarrierId carrier, @Nullable SupplierId with) {
        return house.api()
                .offerReplacement(
                        account.token(Scope.COMMIT),
                        account.number(),
                        new OverrideRequest(carrier, with, Set.of()));
    }

    private ContractOrder believe(SupplierOrder order) {
        return ContractOrder.verify(
                order.order(),
                house.joinedCustomer().placementKey(),
                order.supplier(),
                Clock.systemUTC());
    }

    @Test
    void somebodyOfTheReserveIsOfferedFirstWithAnOrderInPlaceOfTheCarrier() {
        OverrideOffer offer = offer(carrier(1), null);

        assertThat(offer.reserve()).isTrue();
        assertThat(layout.group().contains(offer.holder())).isTrue();
        assertThat(layout.covers(offer.holder())).isFalse();
        assertThat(offer.former()).isEqualTo(supplierOf(carrier(1)));
        assertThat(offer.order().supplier()).isEqualTo(supplierOf(offer.holder()));
        ContractOrder order = believe(offer.order());
        ServedCarrier holder = served(offer.holder());
        assertThat(order.quota()).isEqualTo(TestAccount.NEEDED_SPACE / 2);
        assertThat(order.carriers())
                .containsExactly(
                        new AssignedCarrier(carrier(1), holder.generation(), holder.volume()));
        assertThat(order.instead().holders()).isEqualTo(Map.of(carrier(1), offer.holder()));
    }

    @Test
    void candidatesHoldNothingElseOfTheLayoutAndAreEachAnotherSupplier() {
        List<Candidate> candidates =
                house.api()
                        .replacementCandidates(
                                account.token(Scope.COMMIT), account.number(), carrier(0))
                        .candidates();

        assertThat(candidates).hasSize(4).allMatch(Candidate::reserve);
        assertThat(candidates)
                .extracting(Candidate::supplier)
                .doesNotHaveDuplicates()
                .doesNotContain(
                        IntStream.range(0, 4)
                                .mapToObj(position -> supplierOf(carrier(position)))
                                .toArray(SupplierId[]::new));
    }

    @Test
    void whoWasFiredIsTheLastToBeOffered() {
        Fired fired = house.bean(Fired.class);
        List<SupplierId> some =
                IntStream.range(0, 3).mapToObj(i -> supplierOf(reserve(i))).toList();
        some.forEach(fired::fire);
        try {
            for (int tries = 0; tries < 8; tries++) {
                assertThat(offer(carrier(1), null).order().supplier())
                        .isEqualTo(supplierOf(reserve(3)));
            }
        } finally {
            some.forEach(fired::hire);
        }
    }

    @Test
    void whoIsNamedMustFit() {
        SupplierId free = supplierOf(reserve(2));
        assertThat(offer(carrier(1), free).order().supplier()).isEqualTo(free);

        Faults.assertFault(
                FaultCode.PRECONDITION_FAILED, () -> offer(carrier(1), supplierOf(carrier(2))));
        Faults.assertFault(
                FaultCode.PRECONDITION_FAILED, () -> offer(carrier(1), supplierOf(carrier(1))));
        Faults.assertFault(
                FaultCode.NOT_FOUND, () -> offer(carrier(1), new SupplierId(new UUID(1, 1))));
        Faults.assertFault(FaultCode.INVALID_REQUEST, () -> offer(reserve(0), null));
    }

    @Test
    void whoRefusedIsNotOffered() {
        Set<SupplierId> refused =
                Set.of(supplierOf(reserve(0)), supplierOf(reserve(1)), supplierOf(reserve(2)));
        OverrideOffer offer =
                house.api()
                        .offerReplacement(
                                account.token(Scope.COMMIT),
                                account.number(),
                                new OverrideRequest(carrier(1), null, refused));
        assertThat(offer.order().supplier()).isEqualTo(supplierOf(reserve(3)));
    }

    @Test
    void aHeadMustNotLetASupplierHoldTwoCarriersOfALayout() {
        Faults.assertFault(
                FaultCode.PRECONDITION_FAILED,
                () -> swapped(List.of(), carrier(0), elsewhere(carrier(2))));
        Faults.assertFault(
                FaultCode.PRECONDITION_FAILED,
                () ->
                        swapped(
                                List.of(),
                                carrier(0),
                                reserve(0),
                                carrier(1),
                                elsewhere(reserve(0))));
        Faults.assertFault(
                FaultCode.PRECONDITION_FAILED,
                () -> swapped(List.of(), carrier(0), new CarrierId(1 << 20)));
        swap(List.of(), carrier(0), elsewhere(reserve(0)));
    }

    @Test
    void whatACommitAddsIsWithTheHolderAndNotWithTheFormerOne() {
        CarrierGeneration former = new CarrierGeneration(carrier(0), 1);
        CarrierGeneration holder = new CarrierGeneration(reserve(0), 1);
        swap(List.of(former));
        Faults.assertFault(FaultCode.GENERATION_CHANGED, () -> swapped(List.of(holder)));

        swap(List.of(), carrier(0), reserve(0));

        Faults.assertFault(
                FaultCode.GENERATION_CHANGED,
                () -> swapped(List.of(former), carrier(0), reserve(0)));
        swap(List.of(holder), carrier(0), reserve(0));
    }

    @Test
    void noMoreAreReplacedThanTheCodeTolerates() {
        swap(List.of(), carrier(0), reserve(0));
        swap(List.of(), carrier(0), reserve(0), carrier(1), reserve(1));

        Faults.assertFault(FaultCode.TOO_MUCH_MISSING, () -> offer(carrier(2), null));
        Faults.assertFault(
                FaultCode.TOO_MUCH_MISSING,
                () ->
                        swapped(
                                List.of(),
                                carrier(0),
                                reserve(0),
                                carrier(1),
                                reserve(1),
                                carrier(2),
                                reserve(2)));
        assertThat(offer(carrier(1), null).carrier()).as("again").isEqualTo(carrier(1));
    }

    @Test
    void anOverrideEndsWhenTheFirstSupplierIsNamed() {
        swap(List.of(), carrier(0), reserve(0));

        OverrideOffer offer = offer(carrier(0), supplierOf(carrier(0)));

        assertThat(offer.holder()).isEqualTo(carrier(0));
        assertThat(offer.former()).isEqualTo(supplierOf(reserve(0)));
        assertThat(believe(offer.order()).instead().isNone()).isTrue();
        swap(List.of());
        swap(List.of(new CarrierGeneration(carrier(0), 1)));
    }

    @Test
    void furtherLayoutsAreHeldAsTheHeadSays() {
        swap(List.of(), carrier(0), reserve(0));

        List<SupplierOrder> orders =
                house.api()
                        .addLayout(
                                account.token(Scope.COMMIT),
                                account.number(),
                                new LayoutRequest(4, null, Code.XOR, Set.of()))
                        .orders();

        assertThat(orders)
                .extracting(SupplierOrder::supplier)
                .contains(supplierOf(reserve(0)))
                .doesNotContain(supplierOf(carrier(0)));
        ContractOrder holders =
                orders.stream()
                        .filter(each -> each.supplier().equals(supplierOf(reserve(0))))
                        .map(this::believe)
                        .findFirst()
                        .orElseThrow();
        assertThat(holders.instead().holders()).isEqualTo(Map.of(carrier(0), reserve(0)));
    }

    @Test
    void aTokenToCommitIsNeeded() {
        Faults.assertFault(
                FaultCode.TOKEN_REFUSED,
                () ->
                        house.api()
                                .replacementCandidates(
                                        account.token(Scope.STORE), account.number(), carrier(0)));
    }
}
