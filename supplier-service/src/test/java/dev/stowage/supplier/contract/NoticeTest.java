package dev.stowage.supplier.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stowage.format.record.FragmentRecord;
import dev.stowage.format.signature.ByteString;
import dev.stowage.protocol.fault.Fault;
import dev.stowage.protocol.fault.FaultCode;
import dev.stowage.protocol.supplier.ContractView;
import dev.stowage.protocol.supplier.FetchOutcome;
import dev.stowage.protocol.supplier.FetchRequest;
import dev.stowage.protocol.supplier.HeadMessage;
import dev.stowage.protocol.supplier.RecordBatch;
import dev.stowage.protocol.supplier.WantedRecord;
import dev.stowage.protocol.token.AccountToken;
import dev.stowage.protocol.token.AccountToken.Scope;
import dev.stowage.supplier.PlainSupplier;
import dev.stowage.supplier.store.RecordMemory;
import dev.stowage.supplier.trial.SampleAccount;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Contracts that the person who donates the space wants to end, and space that he donates no more.
class NoticeTest {

    private static final SampleAccount ACCOUNT = new SampleAccount(12);
    private static final SampleAccount OTHER = new SampleAccount(13);
    private static final long QUOTA = 8192;
    private static final int RECORD = 2048;

    @TempDir Path data;
    private PlainSupplier house;

    @BeforeEach
    void open() throws Exception {
        house = new PlainSupplier(data).awaitJoined();
        for (SampleAccount account : List.of(ACCOUNT, OTHER)) {
            grant(account, QUOTA);
            byte[] head = account.countersigned(1, house.placement().key()).toBytes();
            house.supplier().heads().keep(account.number(), new HeadMessage(ByteString.of(head)));
            store(account, 1);
        }
    }

    @AfterEach
    void close() {
        house.close();
    }

    @Test
    void untilAContractEndsAllGoesOnButForAHigherQuota() throws Exception {
        customers().giveNotice(ACCOUNT.number(), null);
        Instant end = house.clock().instant().plus(PlainSupplier.NOTICE);
        house.clock().turn(PlainSupplier.NOTICE.minusSeconds(1));
        house.restart("");

        store(ACCOUNT, 2);
        assertThat(fetch(ACCOUNT, 1)).isInstanceOf(FetchOutcome.Intact.class);
        refused(FaultCode.CONTRACT_REFUSED, () -> grant(ACCOUNT, QUOTA + 1));
        assertThat(grant(ACCOUNT, QUOTA - 1).endsAt()).isEqualTo(end);
        assertThat(view(ACCOUNT).free()).isEqualTo(QUOTA - 1 - 2 * RECORD);
        assertThat(contracts().noticed()).isEqualTo(1);
    }

    @Test
    void afterItsEndRecordsCanOnlyBeFetched() {
        customers().giveNotice(ACCOUNT.number(), Duration.ofDays(2));
        house.clock().turn(Duration.ofDays(2));
        contracts().lapse();

        refused(FaultCode.CONTRACT_REFUSED, () -> store(ACCOUNT, 2));
        assertThat(fetch(ACCOUNT, 1)).isInstanceOf(FetchOutcome.Intact.class);
        assertThat(view(ACCOUNT).free()).isZero();
        store(OTHER, 2);
    }

    @Test
    void afterTheGraceItsRecordsAreInTheTrashAndItsQuotaIsFree() throws Exception {
        customers().giveNotice(ACCOUNT.number(), Duration.ZERO);
        house.clock().turn(PlainSupplier.GRACE.minusSeconds(1));
        contracts().lapse();
        assertThat(fetch(ACCOUNT, 1)).isInstanceOf(FetchOutcome.Intact.class);
        house.clock().turn(Duration.ofSeconds(1));

        refused(FaultCode.UNKNOWN_CONTRACT, () -> fetch(ACCOUNT, 1));
        contracts().lapse();
        house.restart("");

        refused(FaultCode.UNKNOWN_CONTRACT, () -> fetch(ACCOUNT, 1));
        assertThat(contracts().allocated()).isEqualTo(QUOTA);
        assertThat(customers().page(null, 10))
                .extracting(Contract::account)
                .containsExactly(OTHER.number());
        assertThat(fetch(OTHER, 1)).isInstanceOf(FetchOutcome.Intact.class);
        assertThat(grant(ACCOUNT, QUOTA).used()).isZero();
        assertThat(customers().customer(customers().require(ACCOUNT.number())).trash())
                .isEqualTo(RECORD);
    }

    @Test
    void whoComesBackAfterTheGraceHasAContractLikeAnybodyElse() throws Exception {
        contracts().giveNotice(ACCOUNT.number(), Duration.ZERO);
        refused(FaultCode.CONTRACT_REFUSED, () -> grant(ACCOUNT, QUOTA + 1));
        house.clock().turn(PlainSupplier.GRACE);

        ContractView again = grant(ACCOUNT, 2 * QUOTA);

        assertThat(again.endsAt()).isNull();
        assertThat(again.lapsesAt()).as("its head is kept").isNull();
        store(ACCOUNT, 2);
        house.clock().turn(Duration.ofDays(400));
        contracts().lapse();
        house.restart("");
        assertThat(fetch(ACCOUNT, 1)).isInstanceOf(FetchOutcome.Intact.class);
        assertThat(contracts().noticed()).isZero();
    }

    @Test
    void aNoticeThatIsTakenBackChangesNothing() {
        Contract before = customers().require(ACCOUNT.number());
        customers().giveNotice(ACCOUNT.number(), Duration.ofDays(1));

        assertThat(customers().takeNoticeBack(ACCOUNT.number())).isEqualTo(before);

        house.clock().turn(Duration.ofDays(100));
        contracts().lapse();
        store(ACCOUNT, 2);
        assertThat(contracts().noticed()).isZero();
    }

    @Test
    void spaceThatIsDonatedNoMoreDeletesNothingAndTakesNoMore() throws Exception {
        house.restartWith(2 * RECORD + RECORD / 2);

        assertThat(fetch(ACCOUNT, 1)).isInstanceOf(FetchOutcome.Intact.class);
        assertThat(view(ACCOUNT).quota()).isEqualTo(QUOTA);
        assertThat(view(ACCOUNT).free()).isEqualTo(RECORD / 2);
        refused(FaultCode.QUOTA_EXCEEDED, () -> store(ACCOUNT, 2));
        refused(FaultCode.CONTRACT_REFUSED, () -> grant(OTHER, QUOTA + 1));
        assertThat(grant(OTHER, RECORD).quota()).isEqualTo(RECORD);

        house.restartWith(PlainSupplier.CAPACITY);
        store(ACCOUNT, 2);
    }

    private Customers customers() {
        return house.supplier().customers();
    }

    private Contracts contracts() {
        return house.volume().contracts();
    }

    private ContractView view(SampleAccount account) {
        return customers().view(customers().require(account.number()));
    }

    private ContractView grant(SampleAccount account, long quota) {
        String order = house.placement().order(account, 0, quota).sign(house.placement().key());
        return customers().grant(account.number(), order);
    }

    private void store(SampleAccount account, long block) {
        house.supplier()
                .records()
                .store(bearer(account), new RecordBatch(List.of(account.record(block, 0))));
    }

    private FetchOutcome fetch(SampleAccount account, long block) {
        FragmentRecord record = account.record(block, 0);
        FetchRequest wish =
                new FetchRequest(List.of(new WantedRecord(record.header().address(), 0, 3)));
        return house.supplier()
                .records()
                .fetch(bearer(account), wish, RecordMemory.NEW)
                .outcomes()
                .getFirst();
    }

    private String bearer(SampleAccount account) {
        return "Bearer "
                + new AccountToken(
                                account.number(),
                                house.placement().serving(0).id().toString(),
                                Set.of(Scope.STORE, Scope.FETCH),
                                house.clock().instant().plusSeconds(60))
                        .sign(account.key());
    }

    private static void refused(FaultCode code, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        Fault.class,
                        fault -> assertThat(fault.code()).as(fault.getMessage()).isEqualTo(code));
    }
}
