package dev.stowage.supplier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.stowage.format.address.BlockNumber;
import dev.stowage.format.address.CarrierGroup;
import dev.stowage.format.address.CarrierId;
import dev.stowage.format.layout.Code;
import dev.stowage.format.layout.Combination;
import dev.stowage.format.layout.Layout;
import dev.stowage.format.live.BlockSet;
import dev.stowage.format.live.LiveSet;
import dev.stowage.format.live.LiveSet.OfLayout;
import dev.stowage.format.live.SignedLiveSet;
import dev.stowage.format.record.FragmentRecord;
import dev.stowage.protocol.fault.Fault;
import dev.stowage.protocol.fault.FaultCode;
import dev.stowage.protocol.supplier.FetchOutcome;
import dev.stowage.protocol.supplier.LiveSetKept;
import dev.stowage.protocol.token.AccountToken.Scope;
import dev.stowage.supplier.hosting.Suppliers;
import dev.stowage.supplier.live.Inventories;
import dev.stowage.supplier.trial.SampleAccount;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Live sets over HTTP: what a supplier keeps, what it refuses, and what follows.
class LiveSetsKeptTest {

    private static final int CARRIER = 0;
    private static final long QUOTA = 1 << 20;
    private static final Layout LAYOUT = SampleAccount.LAYOUT;

    @TempDir static Path data;
    private static SupplierHouse house;

    @BeforeAll
    static void open() throws Exception {
        house =
                SupplierHouse.open(
                        data,
                        1,
                        Map.of(
                                "stowage.supplier.collect-every", "100ms",
                                "stowage.supplier.collect-after", "500ms"));
    }

    @AfterAll
    static void close() {
        house.close();
    }

    private static SampleAccount accountWithContract() {
        SampleAccount account = house.newAccount();
        house.grant(account, CARRIER, QUOTA);
        return account;
    }

    private static LiveSet set(SampleAccount account, Layout layout, long version, long... alive) {
        return new LiveSet(
                account.number(),
                layout.group(),
                version,
                new BlockNumber(100),
                BlockSet.EMPTY,
                List.of(new OfLayout(layout, blocks(alive))));
    }

    private static SignedLiveSet signed(SampleAccount account, long version, long... alive) {
        return SignedLiveSet.sign(set(account, LAYOUT, version, alive), account.key());
    }

    private static LiveSetKept keep(SampleAccount account, SignedLiveSet set, Scope... scopes) {
        return house.api(CARRIER)
                .keepLiveSet(house.bearer(account, CARRIER, scopes), account.number(), set);
    }

    private static SignedLiveSet newest(SampleAccount account, CarrierGroup group) {
        return house.api(CARRIER)
                .liveSet(house.bearer(account, CARRIER, Scope.FETCH), account.number(), group);
    }

    private static Fault refusal(FaultCode code, ThrowingCallable call) {
        Fault fault = catchThrowableOfType(Fault.class, call);
        assertThat(fault.code()).isEqualTo(code);
        return fault;
    }

    @Test
    void theNewestIsKept() {
        SampleAccount account = accountWithContract();
        refusal(FaultCode.NOT_FOUND, () -> newest(account, LAYOUT.group()));

        assertThat(keep(account, signed(account, 3, 1, 2), Scope.COLLECT))
                .isEqualTo(new LiveSetKept(3));
        keep(account, signed(account, 7, 2), Scope.COLLECT);

        assertThat(newest(account, LAYOUT.group())).isEqualTo(signed(account, 7, 2));
    }

    @Test
    void eachGroupHasItsOwn() {
        SampleAccount account = accountWithContract();
        Layout wider = new Combination(Code.RS, CarrierGroup.valueOf("0/1"), 4, 0);
        SignedLiveSet other = SignedLiveSet.sign(set(account, wider, 2, 9), account.key());
        keep(account, signed(account, 3, 1), Scope.COLLECT);

        keep(account, other, Scope.COLLECT);

        assertThat(newest(account, LAYOUT.group())).isEqualTo(signed(account, 3, 1));
        assertThat(newest(account, wider.group())).isEqualTo(other);
    }

    @Test
    void anOlderOneIsRefusedAndTheSameOneAgainIsNot() {
        SampleAccount account = accountWithContract();
        keep(account, signed(account, 5, 1), Scope.COLLECT);

        assertThat(keep(account, signed(account, 5, 1), Scope.COLLECT))
                .isEqualTo(new LiveSetKept(5));
        refusal(
                FaultCode.STALE_LIVE_SET,
                () -> keep(account, signed(account, 4, 1), Scope.COLLECT));
        refusal(
                FaultCode.STALE_LIVE_SET,
                () -> keep(account, signed(account, 5, 2), Scope.COLLECT));
        assertThat(newest(account, LAYOUT.group())).isEqualTo(signed(account, 5, 1));
    }

    @Test
    void onlyItsOwnerMaySayWhatIsAliveAndOnlyWithATokenForIt() {
        SampleAccount account = accountWithContract();
        SampleAccount thief = new SampleAccount(account.number(), 666);
        SampleAccount other = accountWithContract();
        SignedLiveSet right = signed(account, 5, 1);
        SignedLiveSet forged = SignedLiveSet.sign(right.set(), thief.key());

        refusal(FaultCode.FOREIGN_SIGNATURE, () -> keep(account, forged, Scope.COLLECT));
        refusal(
                FaultCode.TOKEN_REFUSED,
                () -> keep(account, right, Scope.STORE, Scope.FETCH, Scope.COMMIT));
        refusal(FaultCode.TOKEN_REFUSED, () -> keep(thief, right, Scope.COLLECT));
        refusal(FaultCode.INVALID_REQUEST, () -> keep(other, right, Scope.COLLECT));
        refusal(FaultCode.NOT_FOUND, () -> newest(account, LAYOUT.group()));
    }

    @Test
    void aGroupThatTheContractDoesNotTouchIsRefused() {
        SampleAccount account = accountWithContract();
        Layout elsewhere = new Combination(Code.RS, CarrierGroup.valueOf("800/0"), 4, 0);
        SignedLiveSet set = SignedLiveSet.sign(set(account, elsewhere, 5, 1), account.key());

        refusal(FaultCode.FORBIDDEN, () -> keep(account, set, Scope.COLLECT));
    }

    @Test
    void liveSetsAreInProportionToTheQuota() {
        SampleAccount account = accountWithContract();
        long[] scattered = LongStream.range(0, 20_000).map(each -> each << 17).toArray();

        Fault fault =
                refusal(
                        FaultCode.QUOTA_EXCEEDED,
                        () -> keep(account, signed(account, 5, scattered), Scope.COLLECT));

        assertThat(fault.facts()).containsKeys("limit", "asked");
    }

    @Test
    void itIsThereAfterARestartAndWhatIsDeadFreesItsSpace() {
        SampleAccount account = accountWithContract();
        FragmentRecord kept = account.record(1, 0);
        FragmentRecord dead = account.record(2, 0);
        house.store(account, CARRIER, kept, dead);
        keep(account, signed(account, 5, 1), Scope.COLLECT);

        house.restart();

        assertThat(newest(account, LAYOUT.group())).isEqualTo(signed(account, 5, 1));
        Eventually.holds(
                Duration.ofSeconds(20),
                () -> house.fetch(account, CARRIER, dead, 3) instanceof FetchOutcome.Missing);
        assertThat(house.fetch(account, CARRIER, kept, 3)).isInstanceOf(FetchOutcome.Intact.class);
        assertThat(
                        house.api(CARRIER)
                                .contract(
                                        house.bearer(account, CARRIER, Scope.FETCH),
                                        account.number())
                                .used())
                .isEqualTo(kept.header().paddedLength());
    }

    @Test
    void anInventoryTellsWhatIsHereAndWhatIsMissing() {
        SampleAccount account = accountWithContract();
        house.store(account, CARRIER, account.record(1, 0), account.record(4, 0));
        keep(account, signed(account, 5, 1, 3, 4, 9), Scope.COLLECT);

        assertThat(inventory(account, 0, null)).isEqualTo(blocks(1, 4));
        assertThat(inventory(account, 1, null)).isEqualTo(BlockSet.EMPTY);
        assertThat(inventory(account, null, new CarrierId(4))).isEqualTo(blocks(4));
        assertThat(missing(account, CARRIER)).isEqualTo(blocks(3, 9));
        Inventories inventories =
                house.context().getBean(Suppliers.class).all().getFirst().inventories();
        inventories.count();
        assertThat(inventories.missing()).as("of all accounts").isGreaterThanOrEqualTo(2);
        refusal(FaultCode.INVALID_REQUEST, () -> inventory(account, null, null));
        refusal(FaultCode.INVALID_REQUEST, () -> inventory(account, 0, new CarrierId(0)));
        refusal(FaultCode.FORBIDDEN, () -> missing(account, 3));
    }

    private static BlockSet inventory(
            SampleAccount account, @Nullable Integer position, @Nullable CarrierId carrier) {
        String bearer = house.bearer(account, CARRIER, Scope.FETCH);
        return house.api(CARRIER)
                .inventory(bearer, account.number(), LAYOUT.group(), position, carrier)
                .blocks();
    }

    private static BlockSet missing(SampleAccount account, long carrier) {
        String bearer = house.bearer(account, CARRIER, Scope.FETCH);
        return house.api(CARRIER)
                .missing(bearer, account.number(), LAYOUT.group(), new CarrierId(carrier))
                .blocks();
    }

    private static BlockSet blocks(long... numbers) {
        return BlockSet.of(LongStream.of(numbers).mapToObj(BlockNumber::new).toList());
    }
}
