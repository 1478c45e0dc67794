package dev.stowage.placement;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stowage.format.address.BlockNumber;
import dev.stowage.format.address.CarrierId;
import dev.stowage.format.layout.Code;
import dev.stowage.format.signature.SigningKey;
import dev.stowage.protocol.fault.FaultCode;
import dev.stowage.protocol.placement.ChooseAgainRequest;
import dev.stowage.protocol.placement.JoinCodeRequest;
import dev.stowage.protocol.placement.LayoutRequest;
import dev.stowage.protocol.placement.OverrideRequest;
import dev.stowage.protocol.placement.ReplacementRequest;
import dev.stowage.protocol.placement.Reservation;
import dev.stowage.protocol.placement.Reservation.SupplierOrder;
import dev.stowage.protocol.placement.ReserveRequest;
import dev.stowage.protocol.placement.ServedCarrier;
import dev.stowage.protocol.placement.ServiceRole;
import dev.stowage.protocol.placement.SupplierId;
import dev.stowage.protocol.placement.SupplierView;
import dev.stowage.protocol.token.AccountToken.Scope;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Accounts whose records may not lie with everybody, over HTTP.
class ResidencyTest {

    private static final int OF_EACH = 8;
    private static final int CARRIERS_EACH = 2;
    private static final int CARRIERS = 3 * OF_EACH * CARRIERS_EACH;

    @TempDir Path data;

    private final List<FakeSupplier> plain = new ArrayList<>();
    private final List<FakeSupplier> north = new ArrayList<>();
    private final List<FakeSupplier> both = new ArrayList<>();
    private House house;

    @BeforeEach
    void open() throws Exception {
        house = House.open(data);
        join(plain, "far", Set.of());
        join(north, "near", Set.of("north"));
        join(both, "near", Set.of("north", "ssd"));
        house.awaitCarriers(CARRIERS);
    }

    @AfterEach
    void close() {
        house.close();
    }

    private void join(List<FakeSupplier> suppliers, String zone, Set<String> tags)
            throws Exception {
        String code =
                house.api()
                        .makeJoinCode(
                                house.operator(),
                                new JoinCodeRequest(
                                        ServiceRole.SUPPLIER, null, zone, tags, OF_EACH, 60))
                        .code();
        for (int i = 0; i < OF_EACH; i++) {
            FakeSupplier supplier = new FakeSupplier(house, CARRIERS_EACH, 1, code);
            supplier.beat();
            suppliers.add(supplier);
        }
    }

    @Test
    void suppliersOfTheSameTagsFormOctetsAmongThemselves() {
        List<ServedCarrier> carriers = house.carriers(CARRIERS);
        for (int octet = 0; octet < CARRIERS; octet += 8) {
            Set<SupplierId> suppliers =
                    carriers.subList(octet, octet + 8).stream()
                            .map(ServedCarrier::supplier)
                            .collect(Collectors.toSet());
            assertThat(List.of(ids(plain), ids(north), ids(both))).contains(suppliers);
        }
    }

    @Test
    void nothingOfAnAccountLiesWhereItsOwnerForbadeIt() {
        for (int i = 0; i < 20; i++) {
            assertThat(suppliers(reserve(null, Set.of("ssd")))).isSubsetOf(ids(both));
            assertThat(suppliers(reserve(Set.of("near", "nowhere"), Set.of("north"))))
                    .doesNotContainAnyElementsOf(ids(plain));
            assertThat(suppliers(reserve(Set.of("far"), null))).isSubsetOf(ids(plain));
        }
        for (var wish :
                List.of(
                        Map.entry(Set.of("nowhere"), Set.<String>of()),
                        Map.entry(Set.<String>of(), Set.of("south")),
                        Map.entry(Set.of("far"), Set.of("north")))) {
            assertThat(
                            Faults.assertFault(
                                            FaultCode.TOO_FEW_SUPPLIERS,
                                            () -> reserve(wish.getKey(), wish.getValue()))
                                    .facts())
                    .containsEntry("available", 0);
        }
    }

    @Test
    void whatIsChosenLaterObeysTooAndAfterAStart() {
        TestAccount account = reserve(Set.of("near"), Set.of("north", "ssd"));
        Set<SupplierId> first = suppliers(account);
        house.close();
        house = House.open(data);
        List.of(plain, north, both)
                .forEach(
                        suppliers ->
                                suppliers.forEach(
                                        each -> {
                                            each.moveTo(house);
                                            each.beat();
                                        }));
        for (int i = 0; i < 10; i++) {
            SupplierId refused = first.iterator().next();
            Reservation again =
                    house.api()
                            .chooseAgain(
                                    account.token(Scope.REGISTER),
                                    account.number(),
                                    new ChooseAgainRequest(Set.of(refused)));
            first = suppliers(new TestAccount(account.key(), again));
            assertThat(first).isSubsetOf(ids(both)).doesNotContain(refused);
            account = new TestAccount(account.key(), again);
        }
        TestAccount last = account;
        house.api().swapHead(last.token(Scope.COMMIT), last.number(), last.swap(1, 1));
        for (int number : new int[] {2, 7}) {
            Reservation further =
                    house.api()
                            .addLayout(
                                    last.token(Scope.COMMIT),
                                    last.number(),
                                    new LayoutRequest(number, null, Code.RS, Set.of()));
            assertThat(suppliers(new TestAccount(last.key(), further))).isSubsetOf(ids(both));
        }
        Faults.assertFault(
                FaultCode.TOO_FEW_SUPPLIERS,
                () ->
                        house.api()
                                .addLayout(
                                        last.token(Scope.COMMIT),
                                        last.number(),
                                        new LayoutRequest(13, null, Code.RS, Set.of())));
    }

    @Test
    void aSuccessorIsWhereAllAccountsOnTheCarrierMayLie() throws Exception {
        String operator = house.operator();
        TestAccount account = reserve(Set.of("near"), Set.of("ssd"));
        house.api().swapHead(account.token(Scope.COMMIT), account.number(), account.swap(1, 1));
        CarrierId carrier = account.reservation().layout().carrier(0, BlockNumber.FIRST);

        assertThat(house.replacementsApi().candidates(operator, carrier).candidates())
                .as("all others that may have it serve its octet")
                .isEmpty();
        FakeSupplier elsewhere = plain.getFirst();
        assertThat(
                        Faults.assertFault(
                                FaultCode.PRECONDITION_FAILED,
                                () ->
                                        house.replacementsApi()
                                                .replace(
                                                        operator,
                                                        carrier,
                                                        new ReplacementRequest(
                                                                "why", elsewhere.volume(), null))))
                .hasMessageContaining("zones [near], tags [ssd]");
    }

    @Test
    void whoHoldsForAnAccountAloneIsWhereItMayLie() {
        TestAccount account = reserve(Set.of("near"), Set.of("ssd"));
        String token = account.token(Scope.COMMIT);
        house.api().swapHead(token, account.number(), account.swap(1, 1));
        CarrierId carrier = account.reservation().layout().carrier(0, BlockNumber.FIRST);
        SupplierId elsewhere = plain.getFirst().id();
        CarrierId holder =
                house.carriers(CARRIERS).stream()
                        .filter(each -> each.supplier().equals(elsewhere))
                        .findFirst()
                        .orElseThrow()
                        .carrier();

        assertThat(house.api().replacementCandidates(token, account.number(), carrier).candidates())
                .isNotEmpty()
                .allMatch(each -> ids(both).contains(each.supplier()));
        assertThat(
                        Faults.assertFault(
                                FaultCode.PRECONDITION_FAILED,
                                () ->
                                        house.api()
                                                .offerReplacement(
                                                        token,
                                                        account.number(),
                                                        new OverrideRequest(
                                                                carrier, elsewhere, Set.of()))))
                .hasMessageContaining("zones [near], tags [ssd]");
        Faults.assertFault(
                FaultCode.PRECONDITION_FAILED,
                () ->
                        house.api()
                                .swapHead(
                                        token,
                                        account.number(),
                                        account.swap(
                                                2,
                                                2,
                                                head -> head.replacing(carrier, holder),
                                                List.of())));
    }

    @Test
    void theOperatorSeesTheTags() throws Exception {
        List<SupplierView> views =
                house.suppliersApi().suppliers(house.operator(), null, 1000).suppliers();
        assertThat(views)
                .filteredOn(each -> each.tags().equals(Set.of("north", "ssd")))
                .extracting(SupplierView::supplier)
                .containsExactlyInAnyOrderElementsOf(ids(both));
    }

    private TestAccount reserve(@Nullable Set<String> zones, @Nullable Set<String> tags) {
        SigningKey key = House.newKey();
        ReserveRequest request =
                new ReserveRequest(
                        key.verifyingKey(),
                        4,
                        null,
                        Code.RS,
                        TestAccount.NEEDED_SPACE,
                        null,
                        zones,
                        tags);
        return new TestAccount(key, house.api().reserve(house.customer(), request));
    }

    private static Set<SupplierId> suppliers(TestAccount account) {
        return account.reservation().orders().stream()
                .map(SupplierOrder::supplier)
                .collect(Collectors.toSet());
    }

    private static Set<SupplierId> ids(List<FakeSupplier> suppliers) {
        return suppliers.stream().map(FakeSupplier::id).collect(Collectors.toSet());
    }
}
