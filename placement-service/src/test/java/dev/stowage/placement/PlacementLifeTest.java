package dev.stowage.placement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.stowage.format.address.AccountNumber;
import dev.stowage.format.address.CarrierId;
import dev.stowage.format.head.CountersignedHead;
import dev.stowage.format.head.SignedHead;
import dev.stowage.format.layout.Code;
import dev.stowage.format.layout.Combination;
import dev.stowage.format.layout.WholeGroup;
import dev.stowage.format.signature.ByteString;
import dev.stowage.format.signature.SigningKey;
import dev.stowage.format.signature.VerifyingKey;
import dev.stowage.protocol.fault.Fault;
import dev.stowage.protocol.fault.FaultCode;
import dev.stowage.protocol.placement.BlockRangeGrant;
import dev.stowage.protocol.placement.BlockRangeRequest;
import dev.stowage.protocol.placement.ChooseAgainRequest;
import dev.stowage.protocol.placement.HeadAnswer;
import dev.stowage.protocol.placement.HeadSwap;
import dev.stowage.protocol.placement.HeadSwap.CarrierGeneration;
import dev.stowage.protocol.placement.JoinCode;
import dev.stowage.protocol.placement.JoinCodeRequest;
import dev.stowage.protocol.placement.Joined;
import dev.stowage.protocol.placement.Reservation;
import dev.stowage.protocol.placement.Reservation.SupplierOrder;
import dev.stowage.protocol.placement.ReserveRequest;
import dev.stowage.protocol.placement.ServedCarrier;
import dev.stowage.protocol.placement.ServiceRole;
import dev.stowage.protocol.placement.SupplierId;
import dev.stowage.protocol.token.AccountToken.Scope;
import dev.stowage.protocol.token.ContractOrder;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The life of a house in which nothing but placement is real, over HTTP.
class PlacementLifeTest {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @TempDir static Path data;

    private static House house;
    private static List<FakeSupplier> suppliers;

    @BeforeAll
    static void open() {
        house = House.open(data);
        suppliers = house.joinSuppliers(8, 2);
        awaitCarriers(house, 16);
    }

    @AfterAll
    static void close() {
        house.close();
    }

    static void awaitCarriers(House house, int count) {
        Instant deadline = Instant.now().plus(PATIENCE);
        while (carriers(house, count).size() < count && Instant.now().isBefore(deadline)) {
            Thread.onSpinWait();
        }
        assertThat(carriers(house, count)).hasSize(count);
    }

    private static List<ServedCarrier> carriers(House house, int count) {
        return house.api().carriers(house.customer(), new CarrierId(0), count).carriers();
    }

    @Test
    void carriersOfAnOctetLieOnEightSuppliers() {
        List<ServedCarrier> carriers = carriers(house, 100);
        assertThat(carriers).hasSize(16);
        assertThat(carriers).extracting(each -> each.carrier().value()).isSorted();
        assertThat(carriers.subList(0, 8)).extracting(ServedCarrier::supplier).doesNotHaveDuplicates();
        assertThat(carriers.subList(8, 16)).extracting(ServedCarrier::supplier).doesNotHaveDuplicates();
        assertThat(carriers).allMatch(each -> each.generation() == 1);
    }

    @Test
    void suppliersLearnTheirCarriers() {
        FakeSupplier supplier = suppliers.getFirst();
        assertThat(supplier.assigned())
                .hasSize(2)
                .allMatch(each -> each.generation() == 1 && each.volume().equals(supplier.volume()));
    }

    @Test
    void aServiceThatJoinsAgainIsTheSame() {
        SigningKey key = House.newKey();
        Joined first = house.join(key, ServiceRole.CUSTOMER, House.BOOTSTRAP_CODE);
        Joined second = house.join(key, ServiceRole.CUSTOMER, "a code that nobody made");
        assertThat(second.service()).isEqualTo(first.service());
        assertThat(house.api().renewCertificate(House.serviceToken(first, key)).service())
                .isEqualTo(first.service());
    }

    @Test
    void joinCodesAreGoodForSoManyJoinsOfTheirRole() throws Exception {
        JoinCode code =
                house.api()
                        .makeJoinCode(
                                house.operator(),
                                new JoinCodeRequest(ServiceRole.CUSTOMER, null, "zone-7", 1, 60));
        assertFault(
                FaultCode.JOIN_CODE_REFUSED,
                () -> house.join(House.newKey(), ServiceRole.SUPPLIER, code.code()));
        assertThat(house.join(House.newKey(), ServiceRole.CUSTOMER, code.code()).zone())
                .isEqualTo("zone-7");
        assertFault(
                FaultCode.JOIN_CODE_REFUSED,
                () -> house.join(House.newKey(), ServiceRole.CUSTOMER, code.code()));
    }

    @Test
    void whoDoesNotHoldTheKeyDoesNotJoin() {
        VerifyingKey stolen = suppliers.getFirst().key().verifyingKey();
        var honest = House.joinRequest(House.newKey(), ServiceRole.SUPPLIER, House.BOOTSTRAP_CODE);
        var request =
                new dev.stowage.protocol.placement.JoinRequest(
                        honest.joinCode(), honest.role(), stolen, honest.proof(), List.of());
        assertFault(FaultCode.FOREIGN_SIGNATURE, () -> house.api().join(request));
    }

    @Test
    void onlyOperatorsMakeCodes() {
        JoinCodeRequest request = new JoinCodeRequest(ServiceRole.CUSTOMER, null, null, 1, 60);
        assertFault(
                FaultCode.TOKEN_REFUSED,
                () -> house.api().makeJoinCode("Bearer something-of-my-own", request));
        assertFault(
                FaultCode.TOKEN_REFUSED,
                () -> house.api().makeJoinCode(house.customer(), request));
    }

    @Test
    void aReservationHasANumberALayoutAndSignedOrders() {
        TestAccount account = TestAccount.reserve(house);
        Reservation reservation = account.reservation();
        assertThat(reservation.layout())
                .isInstanceOfSatisfying(
                        Combination.class, layout -> assertThat(layout.suppliers()).isEqualTo(4));
        assertThat(reservation.positions()).hasSize(4);
        assertThat(reservation.orders()).extracting(SupplierOrder::supplier).doesNotHaveDuplicates();
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
        assertThat(account.reservation().positions()).hasSize(8);
    }

    @Test
    void wrongNumbersAreRefused() {
        Fault five = assertFault(FaultCode.INVALID_SUPPLIERS, () -> TestAccount.reserve(house, 5, null));
        assertThat(five.facts().get("allowed")).isEqualTo(List.of(2, 4, 7, 13, 18, 26, 64));
        assertFault(FaultCode.INVALID_REQUEST, () -> TestAccount.reserve(house, 4, 8));
        assertFault(FaultCode.INVALID_REQUEST, () -> TestAccount.reserve(house, 13, 0));
        assertFault(
                FaultCode.INVALID_REQUEST,
                () ->
                        house.api()
                                .reserve(
                                        house.customer(),
                                        new ReserveRequest(
                                                House.newKey().verifyingKey(), 4, null, Code.RS, -1)));
        assertFault(
                FaultCode.INVALID_REQUEST,
                () -> house.api().carriers(house.customer(), new CarrierId(0), 8193));
    }

    @Test
    void tooFewSuppliersAreCounted() {
        Fault fault = assertFault(FaultCode.TOO_FEW_SUPPLIERS, () -> TestAccount.reserve(house, 13, null));
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
        assertThat(again.orders()).extracting(SupplierOrder::supplier).doesNotContain(refused).hasSize(4);
    }

    @Test
    void aHeadFollowsAHead() {
        TestAccount account = TestAccount.reserve(house);
        assertFault(FaultCode.UNKNOWN_ACCOUNT, () -> house.api().head(house.customer(), account.number(), null));
        HeadAnswer first = swap(account, account.swap(1, 10));
        HeadAnswer second = swap(account, account.swap(2, 20));
        assertThat(List.of(first.version(), second.version())).containsExactly(1L, 2L);
        HeadAnswer current = house.api().head(house.customer(), account.number(), 1L);
        assertThat(current).isEqualTo(second);
        assertThat(house.api().head(house.customer(), account.number(), 2L).countersigned()).isNull();
        CountersignedHead head = CountersignedHead.ofBytes(current.countersigned().toArray());
        assertThat(head.provenBy(account.key().verifyingKey(), house.joinedCustomer().placementKey()))
                .isTrue();
    }

    @Test
    void aHeadThatDoesNotFollowIsAConflict() {
        TestAccount account = TestAccount.reserve(house);
        assertFault(FaultCode.HEAD_CONFLICT, () -> swap(account, account.swap(2, 1)));
        swap(account, account.swap(1, 10));
        Fault fault = assertFault(FaultCode.HEAD_CONFLICT, () -> swap(account, account.swap(1, 11)));
        assertThat(fault.facts()).containsEntry("offered", 1).containsEntry("current", 1);
    }

    @Test
    void theSameHeadAgainIsAnsweredAgain() {
        TestAccount account = TestAccount.reserve(house);
        HeadSwap swap = account.swap(1, 10);
        assertThat(swap(account, swap)).isEqualTo(swap(account, swap));
    }

    @Test
    void aHeadOfAnotherIsRefused() {
        TestAccount account = TestAccount.reserve(house);
        TestAccount other = TestAccount.reserve(house);
        assertFault(FaultCode.INVALID_REQUEST, () -> swap(account, other.swap(1, 1)));
        SignedHead forged =
                SignedHead.sign(account.head(1, 1, account.reservation().layout()), other.key());
        assertFault(
                FaultCode.FOREIGN_SIGNATURE,
                () ->
                        swap(
                                account,
                                new HeadSwap(ByteString.of(forged.toBytes()), null, List.of())));
        assertFault(
                FaultCode.MALFORMED,
                () -> swap(account, new HeadSwap(ByteString.of(new byte[200]), null, List.of())));
    }

    @Test
    void carriersThatChangedHandsAreNamed() {
        TestAccount account = TestAccount.reserve(house);
        ByteString head = ByteString.of(account.head(1, 1).toBytes());
        List<CarrierGeneration> known =
                List.of(
                        new CarrierGeneration(new CarrierId(0), 1),
                        new CarrierGeneration(new CarrierId(3), 7));
        Fault fault =
                assertFault(
                        FaultCode.GENERATION_CHANGED,
                        () -> swap(account, new HeadSwap(head, null, known)));
        assertThat(fault.facts()).containsEntry("changed", List.of("3:1"));
        swap(account, new HeadSwap(head, null, known.subList(0, 1)));
    }

    @Test
    void foreignAndExpiredTokensAreRefused() {
        TestAccount account = TestAccount.reserve(house);
        TestAccount other = TestAccount.reserve(house);
        BlockRangeRequest request = new BlockRangeRequest(1);
        assertFault(
                FaultCode.TOKEN_REFUSED,
                () -> house.api().grantBlockRange(other.token(Scope.COMMIT), account.number(), request));
        assertFault(
                FaultCode.TOKEN_REFUSED,
                () -> house.api().grantBlockRange(account.token(Scope.STORE), account.number(), request));
        assertFault(
                FaultCode.TOKEN_EXPIRED,
                () ->
                        house.api()
                                .grantBlockRange(
                                        account.token(Scope.COMMIT, Instant.now().minusSeconds(600)),
                                        account.number(),
                                        request));
        assertFault(
                FaultCode.TOKEN_REFUSED,
                () -> house.api().reserve(suppliers.getFirst().token(), request(account)));
        assertFault(FaultCode.TOKEN_REFUSED, () -> house.api().head("Basic abc", account.number(), null));
    }

    private static ReserveRequest request(TestAccount account) {
        return new ReserveRequest(account.key().verifyingKey(), 4, null, Code.RS, 1);
    }

    @Test
    void aThousandBlockRangesAreDisjoint() throws Exception {
        TestAccount account = TestAccount.reserve(house);
        List<BlockRangeGrant> grants =
                allAtOnce(
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

    @Test
    void ofManyHeadsExactlyOneWins() throws Exception {
        TestAccount account = TestAccount.reserve(house);
        for (long version = 1; version <= 3; version++) {
            long offered = version;
            List<Boolean> won = allAtOnce(16, i -> wins(account, account.swap(offered, 100 + i)));
            assertThat(won).filteredOn(Boolean::booleanValue).hasSize(1);
        }
    }

    private static boolean wins(TestAccount account, HeadSwap swap) {
        try {
            swap(account, swap);
            return true;
        } catch (Fault fault) {
            assertThat(fault.code()).isEqualTo(FaultCode.HEAD_CONFLICT);
            return false;
        }
    }

    private static HeadAnswer swap(TestAccount account, HeadSwap swap) {
        return house.api().swapHead(account.token(Scope.COMMIT), account.number(), swap);
    }

    private static Fault assertFault(FaultCode code, Runnable call) {
        Fault fault = catchThrowableOfType(Fault.class, call::run);
        assertThat(fault).isNotNull();
        assertThat(fault.code()).as(fault.getMessage()).isEqualTo(code);
        return fault;
    }

    /// A task of many.
    interface Numbered<T> {
        T run(int number) throws Exception;
    }

    private static <T> List<T> allAtOnce(int count, Numbered<T> task)
            throws InterruptedException, ExecutionException {
        try (ExecutorService threads = Executors.newFixedThreadPool(32)) {
            List<Callable<T>> tasks = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                int number = i;
                tasks.add(() -> task.run(number));
            }
            List<T> results = new ArrayList<>();
            for (Future<T> future : threads.invokeAll(tasks)) {
                results.add(future.get());
            }
            return results;
        }
    }
}
