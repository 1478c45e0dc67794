package dev.stowage.supplier.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stowage.format.address.CarrierId;
import dev.stowage.format.record.FragmentRecord;
import dev.stowage.format.signature.ByteString;
import dev.stowage.protocol.fault.Fault;
import dev.stowage.protocol.fault.FaultCode;
import dev.stowage.protocol.supplier.ContractView;
import dev.stowage.protocol.supplier.HeadMessage;
import dev.stowage.protocol.supplier.RecordBatch;
import dev.stowage.protocol.token.AccountToken;
import dev.stowage.protocol.token.AccountToken.Scope;
import dev.stowage.protocol.token.AssignedCarrier;
import dev.stowage.supplier.PlacementStandIn;
import dev.stowage.supplier.PlainSupplier;
import dev.stowage.supplier.trial.SampleAccount;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContractsTest {

    private static final SampleAccount ACCOUNT = new SampleAccount(12);
    private static final SampleAccount OTHER = new SampleAccount(13);

    @TempDir Path data;
    private PlainSupplier house;

    @BeforeEach
    void open() throws Exception {
        house = new PlainSupplier(data).awaitJoined();
    }

    @AfterEach
    void close() {
        house.close();
    }

    @Test
    void grantsWhatPlacementOrders() {
        ContractView view = grant(ACCOUNT, 5000);

        assertThat(view.account()).isEqualTo(ACCOUNT.number());
        assertThat(view.quota()).isEqualTo(5000);
        assertThat(view.used()).isZero();
        assertThat(view.carriers()).containsExactly(new CarrierId(0));
        assertThat(view.lapsesAt()).isEqualTo(house.clock().instant().plus(Contracts.LAPSE));
    }

    @Test
    void theSameOrderAgainChangesNothing() {
        ContractView first = grant(ACCOUNT, 5000);
        house.clock().turn(Duration.ofMinutes(5));

        assertThat(grant(ACCOUNT, 5000)).isEqualTo(first);
        assertThat(contracts().allocated()).isEqualTo(5000);
    }

    @Test
    void grantsTheCapacityToTheByteAndNotOneMore() {
        grant(ACCOUNT, PlainSupplier.CAPACITY - 1);

        refused(FaultCode.CONTRACT_REFUSED, () -> grant(OTHER, 2));
        assertThat(grant(OTHER, 1).quota()).isEqualTo(1);
        assertThat(grant(ACCOUNT, PlainSupplier.CAPACITY - 2).quota())
                .isEqualTo(PlainSupplier.CAPACITY - 2);
        refused(FaultCode.INVALID_REQUEST, () -> grant(OTHER, -1));
        refused(FaultCode.CONTRACT_REFUSED, () -> grant(OTHER, Long.MAX_VALUE));
    }

    @Test
    void neverGrantsMoreThanItHasHoweverManyAskAtOnce() throws Exception {
        List<Callable<Boolean>> calls = new ArrayList<>();
        for (int number = 0; number < 16; number++) {
            SampleAccount account = new SampleAccount(1000 + number);
            calls.add(() -> isGranted(account, PlainSupplier.CAPACITY / 5));
        }

        int granted = 0;
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Boolean> each : threads.invokeAll(calls)) {
                granted += each.get() ? 1 : 0;
            }
        }

        assertThat(granted).isEqualTo(5);
        assertThat(contracts().allocated()).isEqualTo(PlainSupplier.CAPACITY);
    }

    private boolean isGranted(SampleAccount account, long quota) {
        try {
            grant(account, quota);
            return true;
        } catch (Fault refused) {
            assertThat(refused.code()).isEqualTo(FaultCode.CONTRACT_REFUSED);
            return false;
        }
    }

    @Test
    void hasNoContractWithItsOwner() {
        SampleAccount owner = new SampleAccount(placement().owner().value());

        refused(FaultCode.CONTRACT_REFUSED, () -> grant(owner, 1000));
    }

    @Test
    void coversOnlyCarriersThatItServesInTheirGeneration() {
        AssignedCarrier served = placement().assigned(0);

        refused(
                FaultCode.CONTRACT_REFUSED,
                () -> grant(new AssignedCarrier(new CarrierId(5), 1, served.volume())));
        refused(
                FaultCode.CONTRACT_REFUSED,
                () -> grant(new AssignedCarrier(served.carrier(), 1, new UUID(0, 0))));
        refused(
                FaultCode.GENERATION_CHANGED,
                () -> grant(new AssignedCarrier(served.carrier(), 2, served.volume())));
    }

    @Test
    void asksPlacementWhenAnOrderIsFasterThanAHeartbeat() {
        placement().changeGeneration();

        assertThat(grant(ACCOUNT, 5000).carriers()).hasSize(1);
        refused(FaultCode.GENERATION_CHANGED, () -> store(ACCOUNT.block(1, 4096, 0).record(0, 1)));
        store(ACCOUNT.block(1, 4096, 0).record(0, 2));
    }

    @Test
    void lapsesAnHourLaterUnlessAHeadIsKept() {
        grant(ACCOUNT, 1000);
        grant(OTHER, 1000);
        keepHead(OTHER);

        house.clock().turn(Contracts.LAPSE.minusSeconds(1));
        assertThat(customers().require(ACCOUNT.number()).quota()).isEqualTo(1000);
        house.clock().turn(Duration.ofSeconds(1));

        refused(FaultCode.UNKNOWN_CONTRACT, () -> customers().require(ACCOUNT.number()));
        assertThat(customers().require(OTHER.number()).isFirm()).isTrue();
        contracts().lapse();
        assertThat(contracts().count()).isEqualTo(1);
        assertThat(contracts().allocated()).isEqualTo(1000);
    }

    @Test
    void countsWhatALapsedContractLeftBehindUntilItIsCollected() {
        grant(ACCOUNT, 5000);
        store(ACCOUNT.record(1, 0));
        house.clock().turn(Contracts.LAPSE);
        contracts().lapse();

        assertThat(contracts().allocated()).isEqualTo(2048);
        refused(FaultCode.CONTRACT_REFUSED, () -> grant(OTHER, PlainSupplier.CAPACITY - 2047));
        grant(OTHER, PlainSupplier.CAPACITY - 2048);
    }

    @Test
    void keepsContractsAcrossARestart() throws Exception {
        grant(ACCOUNT, 5000);
        grant(OTHER, 6000);
        keepHead(OTHER);
        store(ACCOUNT.record(1, 0));

        house.restart("");
        placement().setAway(true);

        assertThat(customers().require(ACCOUNT.number()).isFirm()).isFalse();
        assertThat(customers().require(OTHER.number()).isFirm()).isTrue();
        assertThat(contracts().allocated()).isEqualTo(11_000);
        assertThat(customers().view(customers().require(ACCOUNT.number())).used()).isEqualTo(2048);
        placement().setAway(false);
        store(ACCOUNT.record(2, 0));
    }

    @Test
    void aFirmContractWithChangedTermsStandsAfterARestart() throws Exception {
        grant(ACCOUNT, 5000);
        keepHead(ACCOUNT);
        house.clock().turn(Duration.ofDays(3));
        grant(ACCOUNT, 7000);
        Contract before = customers().require(ACCOUNT.number());

        house.restart("");

        assertThat(customers().require(ACCOUNT.number())).isEqualTo(before);
        assertThat(before.quota()).isEqualTo(7000);
        assertThat(before.isFirm()).isTrue();
        assertThat(before.since()).isEqualTo(house.clock().instant().minus(Duration.ofDays(3)));
    }

    @Test
    void whatIsOverStaysOverAfterARestart() throws Exception {
        grant(ACCOUNT, 5000);
        grant(OTHER, 6000);
        customers().release(ACCOUNT.number(), null);
        house.clock().turn(Contracts.LAPSE);
        contracts().lapse();

        house.restart("");

        assertThat(contracts().count()).isZero();
        assertThat(contracts().allocated()).isZero();
        grant(ACCOUNT, PlainSupplier.CAPACITY);
    }

    @Test
    void aContractIsFirmWhenTheProcessEndedBetweenItsHeadAndItself() throws Exception {
        grant(ACCOUNT, 5000);
        house.restartWith(log -> log.keep(ACCOUNT.countersigned(1, placement().key())));

        assertThat(customers().require(ACCOUNT.number()).isFirm()).isTrue();
    }

    @Test
    void aLoweredQuotaDeletesNothingAndTakesNoMore() {
        grant(ACCOUNT, 5000);
        store(ACCOUNT.record(1, 0));
        store(ACCOUNT.record(2, 0));

        assertThat(grant(ACCOUNT, 2048).used()).isEqualTo(4096);

        refused(FaultCode.QUOTA_EXCEEDED, () -> store(ACCOUNT.record(3, 0)));
        store(ACCOUNT.record(2, 0));
        assertThat(contracts().quota()).isEqualTo(2048);
        assertThat(contracts().allocated()).isEqualTo(4096);
    }

    @Test
    void anAccountKeepsItsKey() {
        grant(ACCOUNT, 1000);

        refused(
                FaultCode.ALREADY_EXISTS,
                () -> grant(new SampleAccount(ACCOUNT.number(), 9), 1000));
    }

    private Customers customers() {
        return house.supplier().customers();
    }

    private Contracts contracts() {
        return house.volume().contracts();
    }

    private PlacementStandIn placement() {
        return house.placement();
    }

    private ContractView grant(SampleAccount account, long quota) {
        String order = placement().order(account, 0, quota).sign(placement().key());
        return customers().grant(account.number(), order);
    }

    private ContractView grant(AssignedCarrier carrier) {
        String order = placement().order(ACCOUNT, 0, 1000, carrier).sign(placement().key());
        return customers().grant(ACCOUNT.number(), order);
    }

    private void keepHead(SampleAccount account) {
        byte[] head = account.countersigned(1, placement().key()).toBytes();
        house.supplier().heads().keep(account.number(), new HeadMessage(ByteString.of(head)));
    }

    private void store(FragmentRecord record) {
        String token =
                new AccountToken(
                                ACCOUNT.number(),
                                placement().serving(0).id().toString(),
                                Set.of(Scope.STORE),
                                house.clock().instant().plusSeconds(60))
                        .sign(ACCOUNT.key());
        house.supplier().records().store("Bearer " + token, new RecordBatch(List.of(record)));
    }

    private static void refused(FaultCode code, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        Fault.class,
                        fault -> assertThat(fault.code()).as(fault.getMessage()).isEqualTo(code));
    }
}
