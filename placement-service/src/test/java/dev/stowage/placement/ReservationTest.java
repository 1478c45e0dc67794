package dev.stowage.placement;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stowage.format.address.AccountNumber;
import dev.stowage.format.address.CarrierId;
import dev.stowage.format.layout.Code;
import dev.stowage.format.layout.Combination;
import dev.stowage.format.layout.WholeGroup;
import dev.stowage.protocol.fault.Fault;
import dev.stowage.protocol.fault.FaultCode;
import dev.stowage.protocol.placement.BlockRangeGrant;
import dev.stowage.protocol.placement.BlockRangeRequest;
import dev.stowage.protocol.placement.ChooseAgainRequest;
import dev.stowage.protocol.placement.Reservation;
import dev.stowage.protocol.placement.Reservation.SupplierOrder;
import dev.stowage.protocol.placement.ReserveRequest;
import dev.stowage.protocol.placement.ServedCarrier;
import dev.stowage.protocol.placement.SupplierId;
import dev.stowage.protocol.token.AccountToken.Scope;
import dev.stowage.protocol.token.ContractOrder;
import java.time.Clock;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// Carriers, reservations and block numbers, over HTTP.
@ExtendWith(HouseExtension.class)
class ReservationTest {

    private final House house;

    ReservationTest(House house) {
        this.house = house;
    }

    @Test
    void carriersOfAnOctetLieOnEightSuppliers() {
        List<ServedCarrier> carriers = house.carriers(100);
        assertThat(carriers).hasSize(16);
        assertThat(carriers).extracting(each -> each.carrier().value()).isSorted();
        assertThat(carriers.subList(0, 8))
                .extracting(ServedCarrier::supplier)
                .doesNotHaveDuplicates();
        assertThat(carriers.subList(8, 16))
                .extracting(ServedCarrier::supplier)
                .doesNotHaveDuplicates();
        assertThat(carriers).allMatch(each -> each.generation() == 1);
    }

    @Test
    void suppliersLearnTheirCarriers() {
        FakeSupplier supplier = house.suppliers().getFirst();
        supplier.awaitAssigned(2);
        assertThat(supplier.assigned())
                .hasSize(2)
                .allMatch(
                        each -> each.generation() == 1 && each.volume().equals(supplier.volume()));
    }

    @Test
    void aReservationHasANumberALayoutAndSignedOrders() {
        TestAccount account = TestAccount.reserve(house);
        Reservation reservation = account.reservation();
        assertThat(reservation.layout())
                .isInstanceOfSatisfying(
                        Combination.class, layout -> assertThat(layout.suppliers()).isEqualTo(4));
        assertThat(reservation.orders()).hasSize(4);
        assertThat(reservation.orders())
                .extracting(SupplierOrder::supplier)
                .doesNotHaveDuplicates();
        for (SupplierOrder order : reservation.orders()) {
            ContractOrder believed =
                    ContractOrder.verify(
                            order.order(),
                            house.joinedCustomer().placementKey(),
                            order.supplier(),
                            Clock.systemUTC());
            assertThat(believed.account()).isEqualTo(account.number());
            assertThat(believed.key()).isEqualTo(account.key().verifyingKey());
            assertThat(believed.quota()).isEqualTo(TestAccount.NEEDED_SPACE / 2);
            assertThat(believed.carriers()).hasSize(1);
        }
    }

    @Test
    void numbersAscend() {
        AccountNumber first = TestAccount.reserve(house).number();
        AccountNumber second = TestAccount.reserve(house).number();
        assertThat(second).isGreaterThan(first);
    }

    @Test
    void aLevelAloneIsAWholeGroup() {
        TestAccount account = TestAccount.reserve(house, null, 0);
        assertThat(account.reservation().layout()).isInstanceOf(WholeGroup.class);
        assertThat(account.reservation().orders()).hasSize(8);
    }

    @Test
    void wrongNumbersAreRefused() {
        Fault five =
                Faults.assertFault(
                        FaultCode.INVALID_SUPPLIERS, () -> TestAccount.reserve(house, 5, null));
        assertThat(five.facts().get("allowed")).isEqualTo(List.of(2, 4, 7, 13, 18, 26, 64));
        Faults.assertFault(FaultCode.INVALID_LEVEL, () -> TestAccount.reserve(house, 4, 8));
        Faults.assertFault(FaultCode.INVALID_LAYOUT, () -> TestAccount.reserve(house, 13, 0));
        Faults.assertFault(
                FaultCode.INVALID_REQUEST,
                () ->
                        house.api()
                                .reserve(
                                        house.customer(),
                                        new ReserveRequest(
                                                House.newKey().verifyingKey(),
                                                4,
                                                null,
                                                Code.RS,
                                                -1,
                                                null)));
        Faults.assertFault(
                FaultCode.INVALID_REQUEST,
                () -> house.api().carriers(house.customer(), new CarrierId(0), 131_073, null));
    }

    @Test
    void tooFewSuppliersAreCounted() {
        Fault fault =
                Faults.assertFault(
                        FaultCode.TOO_FEW_SUPPLIERS, () -> TestAccount.reserve(house, 13, null));
        assertThat(fault.facts()).containsEntry("needed", 13).containsEntry("available", 8);
    }

    @Test
    void whoRefusedIsNotChosenAgain() {
        TestAccount account = TestAccount.reserve(house);
        SupplierId refused = account.reservation().orders().getFirst().supplier();
        Reservation again =
                house.api()
                        .chooseAgain(
                                account.token(Scope.REGISTER),
                                account.number(),
                                new ChooseAgainRequest(Set.of(refused)));
        assertThat(again.account()).isEqualTo(account.number());
        assertThat(again.orders())
                .extracting(SupplierOrder::supplier)
                .doesNotContain(refused)
                .hasSize(4);
    }

    @Test
    void foreignAndExpiredTokensAreRefused() {
        TestAccount account = TestAccount.reserve(house);
        TestAccount other = TestAccount.reserve(house);
        BlockRangeRequest request = new BlockRangeRequest(1);
        Faults.assertFault(
                FaultCode.TOKEN_REFUSED,
                () ->
                        house.api()
                                .grantBlockRange(
                                        other.token(Scope.COMMIT), account.number(), request));
        Faults.assertFault(
                FaultCode.TOKEN_REFUSED,
                () ->
                        house.api()
                                .grantBlockRange(
                                        account.token(Scope.STORE), account.number(), request));
        Faults.assertFault(
                FaultCode.TOKEN_EXPIRED,
                () ->
                        house.api()
                                .grantBlockRange(
                                        account.token(
                                                Scope.COMMIT, Instant.now().minusSeconds(600)),
                                        account.number(),
                                        request));
        Faults.assertFault(
                FaultCode.TOKEN_REFUSED,
                () -> house.api().reserve(house.suppliers().getFirst().token(), request(account)));
        Faults.assertFault(
                FaultCode.TOKEN_REFUSED,
                () -> house.api().head("Basic abc", account.number(), null));
    }

    @Test
    void aThousandBlockRangesAreDisjoint() throws Exception {
        TestAccount account = TestAccount.reserve(house);
        List<BlockRangeGrant> grants =
                Together.allAtOnce(
                        1000,
                        i ->
                                house.api()
                                        .grantBlockRange(
                                                account.token(Scope.COMMIT),
                                                account.number(),
                                                new BlockRangeRequest(1 + i % 7)));
        Set<Long> numbers = new HashSet<>();
        for (BlockRangeGrant grant : grants) {
            for (int i = 0; i < grant.count(); i++) {
                assertThat(numbers.add(grant.first().bits() + i)).isTrue();
            }
        }
    }

    private ReserveRequest request(TestAccount account) {
        return new ReserveRequest(account.key().verifyingKey(), 4, null, Code.RS, 1, null);
    }
}
