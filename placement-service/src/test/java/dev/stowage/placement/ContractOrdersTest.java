package dev.stowage.placement;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stowage.format.address.AccountNumber;
import dev.stowage.format.address.BlockNumber;
import dev.stowage.format.address.CarrierId;
import dev.stowage.format.layout.Code;
import dev.stowage.format.layout.Layout;
import dev.stowage.protocol.fault.FaultCode;
import dev.stowage.protocol.placement.ContractOrderPage;
import dev.stowage.protocol.placement.HeadAnswer;
import dev.stowage.protocol.placement.LayoutRequest;
import dev.stowage.protocol.token.AccountToken.Scope;
import dev.stowage.protocol.token.AssignedCarrier;
import dev.stowage.protocol.token.ContractOrder;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a supplier is told that took over a carrier, over HTTP.
class ContractOrdersTest {

    @TempDir Path data;

    private Fleet fleet;

    @BeforeEach
    void open() {
        fleet = new Fleet(data, 1);
    }

    @AfterEach
    void close() {
        fleet.close();
    }

    private ContractOrderPage page(FakeSupplier supplier, CarrierId carrier) {
        return fleet.house().rebuildsApi().contractOrders(supplier.token(), carrier, null);
    }

    private List<ContractOrder> orders(FakeSupplier supplier, CarrierId carrier) {
        return page(supplier, carrier).contracts().stream()
                .map(
                        contract ->
                                ContractOrder.verify(
                                        contract.order(),
                                        fleet.house().joinedCustomer().placementKey(),
                                        supplier.id(),
                                        fleet.clock()))
                .toList();
    }

    /// Names a whole group beside the account's combination.
    private Layout addWholeGroup(TestAccount account) {
        Layout further =
                fleet.house()
                        .api()
                        .addLayout(
                                account.token(Scope.COMMIT),
                                account.number(),
                                new LayoutRequest(null, 0, Code.RS, Set.of()))
                        .layout();
        fleet.house()
                .api()
                .swapHead(
                        account.token(Scope.COMMIT),
                        account.number(),
                        account.swap(2, 2, List.of(further)));
        return further;
    }

    private static CarrierId unusedBy(TestAccount account) {
        return LongStream.range(0, Fleet.SERVING)
                .mapToObj(CarrierId::new)
                .filter(each -> !account.reservation().layout().covers(each))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aSuccessorGetsAnOrderOfEverybodyWhoHasAClaimByAnyLayout() throws Exception {
        TestAccount narrow = fleet.account();
        TestAccount wide = fleet.account();
        while (!wide.reservation().layout().equals(narrow.reservation().layout())) {
            wide = fleet.account();
        }
        CarrierId carrier = unusedBy(narrow);
        Layout further = addWholeGroup(wide);
        fleet.replace(carrier, null, null);
        FakeSupplier successor = fleet.spare().getFirst();

        List<ContractOrder> orders = orders(successor, carrier);

        assertThat(orders)
                .extracting(ContractOrder::account)
                .contains(wide.number())
                .doesNotContain(narrow.number())
                .isSorted();
        AccountNumber number = wide.number();
        assertThat(orders)
                .filteredOn(order -> order.account().equals(number))
                .singleElement()
                .satisfies(
                        order -> {
                            assertThat(order.quota())
                                    .isEqualTo(further.supplierQuota(TestAccount.NEEDED_SPACE));
                            assertThat(order.carriers())
                                    .containsExactly(
                                            new AssignedCarrier(carrier, 2, successor.volume()));
                        });
    }

    @Test
    void aSuccessorGetsTheNewestHeadsAndNothingOfWhoHasNone() throws Exception {
        TestAccount account = fleet.account();
        CarrierId carrier = account.reservation().layout().carrier(0, BlockNumber.FIRST);
        HeadAnswer newest =
                fleet.house()
                        .api()
                        .swapHead(
                                account.token(Scope.COMMIT), account.number(), account.swap(2, 2));
        TestAccount reserved = TestAccount.reserve(fleet.house(), null, 0);
        fleet.replace(carrier, null, null);

        assertThat(page(fleet.spare().getFirst(), carrier).contracts())
                .filteredOn(each -> each.account().equals(account.number()))
                .singleElement()
                .satisfies(each -> assertThat(each.head()).isEqualTo(newest.countersigned()));
        assertThat(page(fleet.spare().getFirst(), carrier).contracts())
                .noneMatch(each -> each.account().equals(reserved.number()));
    }

    @Test
    void nobodyIsToldOfCarriersThatOthersServe() throws Exception {
        CarrierId carrier = new CarrierId(3);
        FakeSupplier before = fleet.serverOf(carrier);
        assertThat(orders(before, carrier)).isEmpty();
        fleet.replace(carrier, null, null);
        Faults.assertFault(FaultCode.FORBIDDEN, () -> page(before, carrier));
        Faults.assertFault(FaultCode.FORBIDDEN, () -> page(before, new CarrierId(1000)));
    }

    @Test
    void pagesHaveAllAccountsOnceAndLastlyThereIsNoNext() throws Exception {
        CarrierId carrier = new CarrierId(5);
        Set<AccountNumber> all = new TreeSet<>();
        for (int i = 0; i < 300; i++) {
            TestAccount account = TestAccount.reserve(fleet.house(), null, 0);
            fleet.swap(account);
            all.add(account.number());
        }
        fleet.replace(carrier, null, null);
        FakeSupplier successor = fleet.spare().getFirst();

        ContractOrderPage first = page(successor, carrier);
        assertThat(first.contracts()).hasSize(ContractOrderPage.MAX_ORDERS);
        ContractOrderPage second =
                fleet.house()
                        .rebuildsApi()
                        .contractOrders(successor.token(), carrier, first.next());
        assertThat(second.contracts()).hasSize(all.size() - ContractOrderPage.MAX_ORDERS);
        assertThat(second.next()).isNull();
    }

    @Test
    void layoutsOfHeadsFromEarlierBuildsAreFoundWhenPlacementStarts() throws Exception {
        TestAccount wide = fleet.account();
        CarrierId carrier = unusedBy(wide);
        addWholeGroup(wide);
        fleet.restart(
                database -> {
                    database.statements()
                            .update(
                                    "delete from claim where layout <> (select layout from account where number = claim.account)");
                    database.statements().update("insert into claim_filling values (-1)");
                });
        fleet.beatWithout();
        fleet.replace(carrier, null, null);

        assertThat(orders(fleet.spare().getFirst(), carrier))
                .extracting(ContractOrder::account)
                .containsExactly(wide.number());
    }
}
