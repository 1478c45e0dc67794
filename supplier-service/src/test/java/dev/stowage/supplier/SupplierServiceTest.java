package dev.stowage.supplier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stowage.format.head.CountersignedHead;
import dev.stowage.format.record.FragmentRecord;
import dev.stowage.format.signature.ByteString;
import dev.stowage.format.signature.SigningKey;
import dev.stowage.protocol.fault.Fault;
import dev.stowage.protocol.fault.FaultCode;
import dev.stowage.protocol.placement.ServiceRole;
import dev.stowage.protocol.supplier.ContractRequest;
import dev.stowage.protocol.supplier.FetchOutcome;
import dev.stowage.protocol.supplier.FetchRequest;
import dev.stowage.protocol.supplier.HeadKept;
import dev.stowage.protocol.supplier.HeadMessage;
import dev.stowage.protocol.supplier.RecordBatch;
import dev.stowage.protocol.supplier.StoreAnswer;
import dev.stowage.protocol.supplier.SupplierApi;
import dev.stowage.protocol.supplier.WantedRecord;
import dev.stowage.protocol.token.AccountToken.Scope;
import dev.stowage.supplier.trial.SampleAccount;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SupplierServiceTest {

    private static final int CARRIER = 1;
    private static final long QUOTA = 1 << 20;

    @TempDir static Path data;
    static SupplierHouse house;

    @BeforeAll
    static void open() throws Exception {
        house = SupplierHouse.open(data, 3, Map.of());
    }

    @AfterAll
    static void close() {
        house.close();
    }

    @Test
    void storesAndFetchesOverHttp() {
        SampleAccount account = accountWithContract();
        FragmentRecord record = account.record(1, CARRIER);

        StoreAnswer answer = house.store(account, CARRIER, record);

        assertThat(answer).isEqualTo(new StoreAnswer(1, record.header().paddedLength()));
        assertIntact(house.fetch(account, CARRIER, record, 3), account, record, 3);
    }

    @Test
    void fetchesOnlyTheFragmentsThatAreWantedInTheOrderAskedFor() {
        SampleAccount account = accountWithContract();
        FragmentRecord one = account.record(1, CARRIER);
        FragmentRecord other = account.record(2, CARRIER);
        house.store(account, CARRIER, one, other);

        List<FetchOutcome> outcomes =
                house.api(CARRIER)
                        .fetch(
                                house.bearer(account, CARRIER, Scope.FETCH),
                                new FetchRequest(
                                        List.of(
                                                wanted(other, 1),
                                                new WantedRecord(account.address(99), CARRIER, 3),
                                                wanted(one, 2),
                                                wanted(one, 0))))
                        .outcomes();

        assertIntact(outcomes.get(0), account, other, 1);
        assertThat(outcomes.get(1)).isInstanceOf(FetchOutcome.Missing.class);
        assertIntact(outcomes.get(2), account, one, 2);
        assertIntact(outcomes.get(3), account, one, 0);
    }

    @Test
    void everySupplierHasItsOwnPortAndRecords() {
        SampleAccount account = house.newAccount();
        for (int carrier = 0; carrier < 3; carrier++) {
            house.grant(account, carrier, QUOTA);
            house.store(account, carrier, account.record(1, carrier));
        }

        assertThat(Set.of(house.url(0), house.url(1), house.url(2))).hasSize(3);
        for (int carrier = 0; carrier < 3; carrier++) {
            FragmentRecord record = account.record(1, carrier);
            assertIntact(house.fetch(account, carrier, record, 3), account, record, 3);
            assertThat(house.fetch(account, carrier, account.record(1, (carrier + 1) % 3), 3))
                    .isInstanceOf(FetchOutcome.Missing.class);
        }
    }

    @Test
    void takesTheQuotaToTheByteAndNotOneMore() {
        SampleAccount account = house.newAccount();
        long padded = account.record(1, CARRIER).header().paddedLength();
        house.grant(account, CARRIER, 2 * padded);
        house.store(account, CARRIER, account.record(1, CARRIER));

        Fault fault =
                refusal(
                        FaultCode.QUOTA_EXCEEDED,
                        () ->
                                house.store(
                                        account,
                                        CARRIER,
                                        account.record(2, CARRIER),
                                        account.record(3, CARRIER)));
        StoreAnswer answer = house.store(account, CARRIER, account.record(2, CARRIER));

        assertThat(longFact(fault, "quota")).isEqualTo(2 * padded);
        assertThat(longFact(fault, "used")).isEqualTo(padded);
        assertThat(longFact(fault, "asked")).isEqualTo(2 * padded);
        assertThat(answer.used()).isEqualTo(2 * padded);
        assertThat(house.fetch(account, CARRIER, account.record(3, CARRIER), 3))
                .isInstanceOf(FetchOutcome.Missing.class);
    }

    @Test
    void refusesRecordsThatAnotherKeySigned() {
        SampleAccount account = accountWithContract();
        FragmentRecord forged = new SampleAccount(account.number(), 666).record(1, CARRIER);

        refusal(FaultCode.FOREIGN_SIGNATURE, () -> house.store(account, CARRIER, forged));
    }

    @Test
    void refusesTokensThatAreForeignExpiredTooLongOrForSomethingElse() {
        SampleAccount account = accountWithContract();
        FragmentRecord record = account.record(1, CARRIER);
        String here = house.supplier(CARRIER).toString();
        String elsewhere = house.supplier(2).toString();
        Instant soon = Instant.now().plusSeconds(300);
        SampleAccount thief = new SampleAccount(account.number(), 666);

        assertStoreRefused(
                FaultCode.TOKEN_REFUSED, house.bearer(thief, here, soon, Scope.STORE), record);
        assertStoreRefused(
                FaultCode.TOKEN_EXPIRED,
                house.bearer(account, here, Instant.now().minusSeconds(600), Scope.STORE),
                record);
        assertStoreRefused(
                FaultCode.TOKEN_REFUSED,
                house.bearer(account, here, Instant.now().plusSeconds(7200), Scope.STORE),
                record);
        assertStoreRefused(
                FaultCode.TOKEN_REFUSED,
                house.bearer(account, elsewhere, soon, Scope.STORE),
                record);
        assertStoreRefused(
                FaultCode.TOKEN_REFUSED, house.bearer(account, here, soon, Scope.FETCH), record);
        assertStoreRefused(FaultCode.TOKEN_REFUSED, "Bearer nonsense", record);
        assertStoreRefused(FaultCode.UNAUTHENTICATED, "Basic YTpi", record);
        assertThat(house.fetch(account, CARRIER, record, 3))
                .isInstanceOf(FetchOutcome.Missing.class);
    }

    @Test
    void refusesRecordsOfAnotherAccountPositionOrGeneration() {
        SampleAccount account = accountWithContract();
        SampleAccount other = accountWithContract();
        String bearer = house.bearer(account, CARRIER, Scope.STORE);

        assertStoreRefused(FaultCode.FORBIDDEN, bearer, other.record(1, CARRIER));
        assertStoreRefused(FaultCode.FORBIDDEN, bearer, account.record(1, 2));
        assertStoreRefused(
                FaultCode.GENERATION_CHANGED, bearer, account.block(1, 4096, 0).record(CARRIER, 2));
        refusal(
                FaultCode.FORBIDDEN,
                () ->
                        house.api(CARRIER)
                                .fetch(
                                        house.bearer(account, CARRIER, Scope.FETCH),
                                        new FetchRequest(
                                                List.of(wanted(other.record(1, CARRIER), 3)))));
    }

    @Test
    void refusesRecordsThatAreNotWhole() {
        SampleAccount account = accountWithContract();

        refusal(
                FaultCode.INVALID_REQUEST,
                () -> house.store(account, CARRIER, account.record(1, CARRIER).keeping(1)));
    }

    @Test
    void storesNothingOfABatchWithOneBadRecord() {
        SampleAccount account = accountWithContract();
        FragmentRecord forged = new SampleAccount(account.number(), 666).record(2, CARRIER);

        refusal(
                FaultCode.FOREIGN_SIGNATURE,
                () -> house.store(account, CARRIER, account.record(1, CARRIER), forged));

        assertThat(house.fetch(account, CARRIER, account.record(1, CARRIER), 3))
                .isInstanceOf(FetchOutcome.Missing.class);
    }

    @Test
    void refusesAnotherBlockUnderTheSameAddress() {
        SampleAccount account = accountWithContract();
        house.store(account, CARRIER, account.record(1, CARRIER));

        StoreAnswer again = house.store(account, CARRIER, account.record(1, CARRIER));
        refusal(
                FaultCode.NUMBER_USED,
                () -> house.store(account, CARRIER, account.record(1, 4096, CARRIER, 7)));

        assertThat(again.stored()).isZero();
    }

    @Test
    void knowsNobodyWithoutAContract() {
        SampleAccount stranger = house.newAccount();

        refusal(
                FaultCode.UNKNOWN_CONTRACT,
                () -> house.store(stranger, CARRIER, stranger.record(1, CARRIER)));
        refusal(FaultCode.UNKNOWN_CONTRACT, () -> house.keepHead(stranger, CARRIER, 1));
    }

    @Test
    void grantsNothingWithoutPlacementsOrderForThisVeryAccountAndSupplier() {
        SampleAccount account = house.newAccount();
        PlacementStandIn placement = house.placement();
        SupplierApi api = house.api(CARRIER);

        refusal(
                FaultCode.TOKEN_REFUSED,
                () -> api.grant(account.number(), order(account, CARRIER, account.key())));
        refusal(
                FaultCode.TOKEN_REFUSED,
                () -> api.grant(account.number(), order(account, 2, placement.key())));
        refusal(
                FaultCode.INVALID_REQUEST,
                () ->
                        api.grant(
                                house.newAccount().number(),
                                order(account, CARRIER, placement.key())));
    }

    @Test
    void showsAndReleasesAContractThatHasNoHead() {
        SampleAccount account = accountWithContract();
        SupplierApi api = house.api(CARRIER);
        String bearer = house.bearer(account, CARRIER, Scope.REGISTER);

        assertThat(api.contract(bearer, account.number()).lapsesAt()).isAfter(Instant.now());
        api.release(bearer, account.number(), null);

        refusal(FaultCode.UNKNOWN_CONTRACT, () -> api.contract(bearer, account.number()));
    }

    @Test
    void keepsTheNewestHeadAndMakesTheContractFirm() {
        SampleAccount account = accountWithContract();
        SupplierApi api = house.api(CARRIER);

        assertThat(house.keepHead(account, CARRIER, 2)).isEqualTo(new HeadKept(2));
        assertThat(house.keepHead(account, CARRIER, 1)).isEqualTo(new HeadKept(2));

        String bearer = house.bearer(account, CARRIER, Scope.REGISTER);
        assertThat(api.contract(bearer, account.number()).lapsesAt()).isNull();
        refusal(FaultCode.FORBIDDEN, () -> api.release(bearer, account.number(), null));
        assertThat(newestHead(account).head().version()).isEqualTo(2);
    }

    @Test
    void keepsNoHeadWithoutBothSignatures() {
        SampleAccount account = accountWithContract();
        SampleAccount thief = new SampleAccount(account.number(), 666);

        for (CountersignedHead forged :
                List.of(
                        account.countersigned(1, account.key()),
                        thief.countersigned(1, house.placement().key()))) {
            refusal(
                    FaultCode.FOREIGN_SIGNATURE,
                    () -> house.api(CARRIER).keepHead(account.number(), message(forged)));
        }
        refusal(
                FaultCode.MALFORMED,
                () ->
                        house.api(CARRIER)
                                .keepHead(
                                        account.number(),
                                        new HeadMessage(ByteString.of(new byte[200]))));
    }

    @Test
    void givesHeadsToCustomerServicesOnly() {
        SampleAccount account = accountWithContract();
        house.keepHead(account, CARRIER, 1);
        SigningKey service = new SampleAccount(5).key();
        SupplierApi api = house.api(CARRIER);

        for (String bearer :
                List.of(
                        house.bearer(account, CARRIER, Scope.FETCH),
                        house.placement()
                                .bearerOf(service, ServiceRole.SUPPLIER, house.supplier(CARRIER)),
                        house.placement()
                                .bearerOf(service, ServiceRole.CUSTOMER, house.supplier(2)))) {
            refusal(FaultCode.TOKEN_REFUSED, () -> api.head(bearer, account.number()));
        }
        refusal(FaultCode.NOT_FOUND, () -> api.head(customerBearer(), house.newAccount().number()));
    }

    @Test
    void takesManyRecordsInOneBatch() {
        SampleAccount account = accountWithContract();
        FragmentRecord[] records =
                IntStream.range(0, 100)
                        .mapToObj(block -> account.record(block, CARRIER))
                        .toArray(FragmentRecord[]::new);

        assertThat(house.store(account, CARRIER, records).stored()).isEqualTo(100);
        for (FragmentRecord record : records) {
            assertIntact(house.fetch(account, CARRIER, record, 3), account, record, 3);
        }
    }

    private static SampleAccount accountWithContract() {
        SampleAccount account = house.newAccount();
        house.grant(account, CARRIER, QUOTA);
        return account;
    }

    private static ContractRequest order(SampleAccount account, int carrier, SigningKey signer) {
        return new ContractRequest(house.placement().order(account, carrier, QUOTA).sign(signer));
    }

    private static String customerBearer() {
        return house.placement()
                .bearerOf(
                        new SampleAccount(5).key(), ServiceRole.CUSTOMER, house.supplier(CARRIER));
    }

    private static CountersignedHead newestHead(SampleAccount account) {
        HeadMessage message = house.api(CARRIER).head(customerBearer(), account.number());
        return CountersignedHead.ofBytes(message.countersigned().toArray());
    }

    private static HeadMessage message(CountersignedHead head) {
        return new HeadMessage(ByteString.of(head.toBytes()));
    }

    private static WantedRecord wanted(FragmentRecord record, int fragments) {
        return new WantedRecord(record.header().address(), record.header().position(), fragments);
    }

    private static void assertStoreRefused(
            FaultCode code, String authorization, FragmentRecord record) {
        refusal(
                code,
                () -> house.api(CARRIER).store(authorization, new RecordBatch(List.of(record))));
    }

    private static void assertIntact(
            FetchOutcome outcome, SampleAccount account, FragmentRecord expected, int fragments) {
        assertThat(outcome).isInstanceOf(FetchOutcome.Intact.class);
        FragmentRecord record = ((FetchOutcome.Intact) outcome).record();
        assertThat(record.header()).isEqualTo(expected.header());
        assertThat(record.flaw(account.key().verifyingKey())).isEmpty();
        for (int index = 0; index < 2; index++) {
            assertThat(record.fragment(index).isPresent()).isEqualTo((fragments >> index & 1) == 1);
        }
    }

    private static Fault refusal(FaultCode code, ThrowingCallable call) {
        Fault[] caught = new Fault[1];
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        Fault.class,
                        fault -> {
                            assertThat(fault.code()).as(fault.getMessage()).isEqualTo(code);
                            caught[0] = fault;
                        });
        return caught[0];
    }

    private static long longFact(Fault fault, String name) {
        return ((Number) fault.facts().get(name)).longValue();
    }
}
