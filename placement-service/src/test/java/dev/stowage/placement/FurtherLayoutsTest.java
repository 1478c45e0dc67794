package dev.stowage.placement;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stowage.format.address.CarrierGroup;
import dev.stowage.format.address.CarrierId;
import dev.stowage.format.address.ReliabilityLevel;
import dev.stowage.format.layout.Code;
import dev.stowage.format.layout.Combination;
import dev.stowage.format.layout.Layout;
import dev.stowage.format.layout.WholeGroup;
import dev.stowage.protocol.fault.FaultCode;
import dev.stowage.protocol.placement.LayoutRequest;
import dev.stowage.protocol.placement.Reservation;
import dev.stowage.protocol.placement.Reservation.SupplierOrder;
import dev.stowage.protocol.placement.SupplierId;
import dev.stowage.protocol.token.AccountToken.Scope;
import dev.stowage.protocol.token.AssignedCarrier;
import dev.stowage.protocol.token.ContractOrder;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// Layouts of accounts beside their first ones, over HTTP, among 8 suppliers that serve two octets.
@ExtendWith(HouseExtension.class)
class FurtherLayoutsTest {

    private final House house;

    FurtherLayoutsTest(House house) {
        this.house = house;
    }

    private TestAccount account(@Nullable Integer suppliers, @Nullable Integer level) {
        TestAccount account = TestAccount.reserve(house, suppliers, level);
        house.api().swapHead(account.token(Scope.COMMIT), account.number(), account.swap(1, 1));
        return account;
    }

    private Reservation add(TestAccount account, LayoutRequest request) {
        return house.api().addLayout(account.token(Scope.COMMIT), account.number(), request);
    }

    private static LayoutRequest request(
            @Nullable Integer suppliers, @Nullable Integer level, Code code) {
        return new LayoutRequest(suppliers, level, code, Set.of());
    }

    private ContractOrder believe(SupplierOrder order) {
        return ContractOrder.verify(
                order.order(),
                house.joinedCustomer().placementKey(),
                order.supplier(),
                Clock.systemUTC());
    }

    private static Set<CarrierId> carriers(ContractOrder order) {
        return order.carriers().stream().map(AssignedCarrier::carrier).collect(Collectors.toSet());
    }

    @Test
    void anotherCodeLiesOnTheSameCarriersAndCostsNothing() {
        TestAccount account = account(4, null);
        Combination first = (Combination) account.reservation().layout();

        Reservation added = add(account, request(4, null, Code.XOR));

        assertThat(added.layout())
                .isEqualTo(new Combination(Code.XOR, first.group(), 4, first.offset()));
        assertThat(added.orders()).hasSize(4);
        for (SupplierOrder order : added.orders()) {
            assertThat(believe(order).quota()).isEqualTo(TestAccount.NEEDED_SPACE / 2);
            assertThat(believe(order).carriers()).hasSize(1);
        }
    }

    @Test
    void ordersAreOverAllThatASupplierHoldsOfTheAccountAsMuchAsTheNarrowestLayoutAsks() {
        TestAccount account = account(4, null);
        Layout first = account.reservation().layout();

        Reservation added = add(account, request(null, 0, Code.RS));

        assertThat(added.layout()).isEqualTo(new WholeGroup(Code.RS, first.group()));
        assertThat(added.orders()).hasSize(8);
        for (SupplierOrder order : added.orders()) {
            ContractOrder believed = believe(order);
            CarrierId carrier = carriers(believed).iterator().next();
            assertThat(believed.carriers()).hasSize(1);
            assertThat(believed.quota())
                    .isEqualTo(
                            first.covers(carrier)
                                    ? TestAccount.NEEDED_SPACE / 2
                                    : TestAccount.NEEDED_SPACE / 4);
        }
    }

    @Test
    void whatWasPromisedIsNotEndedByWhatIsPromisedNext() {
        TestAccount account = account(2, null);
        Layout seven = add(account, request(7, null, Code.RS)).layout();

        Reservation four = add(account, request(4, null, Code.XOR));

        for (SupplierOrder order : four.orders()) {
            Set<CarrierId> covered = carriers(believe(order));
            assertThat(covered).anyMatch(seven::covers);
        }
        assertThat(add(account, request(7, null, Code.RS)).layout()).isEqualTo(seven);
    }

    @Test
    void whoRefusedIsNotChosen() {
        TestAccount account = account(2, null);
        Reservation refused = add(account, request(4, null, Code.RS));
        SupplierId who = refused.orders().getFirst().supplier();

        Reservation again = add(account, new LayoutRequest(4, null, Code.RS, Set.of(who)));

        assertThat(again.orders()).extracting(SupplierOrder::supplier).doesNotContain(who);
    }

    @Test
    void whatTheHeadNamesIsGivenAgain() {
        TestAccount account = account(4, null);
        CarrierGroup group = new CarrierGroup(new CarrierId(0), ReliabilityLevel.ZERO);
        Layout named = new Combination(Code.XOR, group, 7, 3);
        house.api()
                .swapHead(
                        account.token(Scope.COMMIT),
                        account.number(),
                        account.swap(2, 2, List.of(named)));

        assertThat(add(account, request(7, null, Code.XOR)).layout()).isEqualTo(named);
    }

    @Test
    void aHeadNamesOnlyGroupsThatThereAre() {
        TestAccount account = account(4, null);
        CarrierGroup group = new CarrierGroup(new CarrierId(1 << 20), ReliabilityLevel.ZERO);

        Faults.assertFault(
                FaultCode.INVALID_REQUEST,
                () ->
                        house.api()
                                .swapHead(
                                        account.token(Scope.COMMIT),
                                        account.number(),
                                        account.swap(
                                                2, 2, List.of(new WholeGroup(Code.RS, group)))));
    }

    @Test
    void wrongWishesAreRefused() {
        TestAccount account = account(4, null);

        Faults.assertFault(
                FaultCode.INVALID_SUPPLIERS, () -> add(account, request(5, null, Code.RS)));
        Faults.assertFault(FaultCode.INVALID_LEVEL, () -> add(account, request(null, 8, Code.RS)));
        Faults.assertFault(FaultCode.INVALID_LAYOUT, () -> add(account, request(26, 0, Code.RS)));
        Faults.assertFault(
                FaultCode.INVALID_LAYOUT, () -> add(account, request(null, 0, Code.XOR)));
        Faults.assertFault(
                FaultCode.TOO_FEW_SUPPLIERS, () -> add(account, request(null, 5, Code.RS)));
        Faults.assertFault(
                FaultCode.TOKEN_REFUSED,
                () ->
                        house.api()
                                .addLayout(
                                        account.token(Scope.STORE),
                                        account.number(),
                                        request(7, null, Code.RS)));
    }

    @Test
    void whoHasNoHeadYetHasNoFurtherLayout() {
        TestAccount account = TestAccount.reserve(house);

        Faults.assertFault(
                FaultCode.UNKNOWN_ACCOUNT, () -> add(account, request(7, null, Code.RS)));
    }
}
