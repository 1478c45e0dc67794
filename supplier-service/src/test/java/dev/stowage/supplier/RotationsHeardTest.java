package dev.stowage.supplier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.stowage.format.address.BlockNumber;
import dev.stowage.format.head.AccountHead;
import dev.stowage.format.head.CountersignedHead;
import dev.stowage.format.head.OwnerKey;
import dev.stowage.format.head.SignedHead;
import dev.stowage.format.head.Succession;
import dev.stowage.format.key.AccountKeys;
import dev.stowage.format.live.BlockSet;
import dev.stowage.format.live.LiveSet;
import dev.stowage.format.live.SignedLiveSet;
import dev.stowage.format.signature.ByteString;
import dev.stowage.format.signature.SigningKey;
import dev.stowage.protocol.fault.Fault;
import dev.stowage.protocol.fault.FaultCode;
import dev.stowage.protocol.supplier.HeadMessage;
import dev.stowage.protocol.supplier.RecordBatch;
import dev.stowage.protocol.token.AccountToken;
import dev.stowage.protocol.token.AccountToken.Scope;
import dev.stowage.protocol.token.ContractOrder;
import dev.stowage.protocol.token.NamedSuccession;
import dev.stowage.supplier.trial.SampleAccount;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Accounts that replace their keys, and a supplier that is shown it, hears of it, or has not yet.
class RotationsHeardTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final long QUOTA = 100_000;

    @TempDir Path data;
    private final SampleAccount account = new SampleAccount(5);
    private final Holder first = new Holder(0, account.key());
    private final Holder second = first.next();
    private final Holder third = second.next();
    private PlainSupplier house;

    /// A key of the account, and which.
    private record Holder(int rotation, SigningKey key) {

        Holder next() {
            return new Holder(rotation + 1, SigningKey.random(new SecureRandom()));
        }

        OwnerKey owner() {
            return new OwnerKey(rotation, key.verifyingKey());
        }
    }

    @BeforeEach
    void openWithContract() throws Exception {
        house = new PlainSupplier(data).awaitJoined();
        Eventually.holds(PATIENCE, () -> may(first, Scope.STORE, FaultCode.UNKNOWN_CONTRACT));
        var _ =
                house.supplier()
                        .customers()
                        .grant(
                                account.number(),
                                house.placement()
                                        .order(account, 0, QUOTA)
                                        .sign(house.placement().key()));
        keep(account.head(1));
    }

    @AfterEach
    void close() {
        house.close();
    }

    private long keep(SignedHead head) {
        return keep(CountersignedHead.countersign(head, house.placement().key()));
    }

    private long keep(CountersignedHead head) {
        return house.supplier()
                .heads()
                .keep(account.number(), new HeadMessage(ByteString.of(head.toBytes())))
                .version();
    }

    /// The head by which one key hands over to the next.
    private SignedHead handOver(SignedHead before, SigningKey naming, Holder next) {
        AccountHead head =
                before.head()
                        .succeededBy(
                                succession(naming, next),
                                ByteString.of(new byte[AccountHead.RECEIVING_KEY_BYTES]),
                                ByteString.of(new byte[AccountKeys.WRAPPED_KEY_BYTES]),
                                before.head().accountFile(),
                                List.of(),
                                List.of());
        return SignedHead.sign(head, next.key);
    }

    private Succession succession(SigningKey naming, Holder next) {
        return Succession.sign(account.number(), next.rotation, next.key.verifyingKey(), naming);
    }

    private String bearer(Holder holder, Scope scope) {
        return "Bearer "
                + new AccountToken(
                                account.number(),
                                holder.rotation,
                                house.supplier().membership().supplier().toString(),
                                Set.of(scope),
                                house.clock().instant().plusSeconds(300))
                        .sign(holder.key);
    }

    private void enter(Holder holder, Scope scope) {
        var _ = house.supplier().access().require(bearer(holder, scope), scope);
    }

    private boolean may(Holder holder, Scope scope, FaultCode otherwise) {
        try {
            enter(holder, scope);
            return otherwise == FaultCode.INTERNAL;
        } catch (Fault fault) {
            return fault.code() == otherwise;
        }
    }

    private static void assertFault(FaultCode code, ThrowingCallable call) {
        Fault fault = catchThrowableOfType(Fault.class, call);
        assertThat(fault).isNotNull();
        assertThat(fault.code()).isEqualTo(code);
    }

    @Test
    void aHeadOfTheNextKeyEndsTheFormerOne() {
        var _ =
                house.supplier()
                        .records()
                        .store(
                                bearer(first, Scope.STORE),
                                new RecordBatch(List.of(account.record(1, 0))));
        enter(first, Scope.FETCH);

        assertThat(keep(handOver(account.head(1), first.key, second))).isEqualTo(2);

        for (Scope scope : Scope.values()) {
            assertFault(FaultCode.KEYS_ROTATED, () -> enter(first, scope));
            enter(second, scope);
        }
        assertFault(FaultCode.KEYS_ROTATED, () -> keep(account.head(3)));
        assertThat(keep(account.head(1))).as("one that is newer is kept").isEqualTo(2);
        assertFault(FaultCode.TOKEN_REFUSED, () -> enter(new Holder(1, first.key), Scope.FETCH));
    }

    @Test
    void recordsAreProvedByTheFirstKeyWhoeverBringsThem() {
        keep(handOver(account.head(1), first.key, second));

        assertThat(
                        house.supplier()
                                .records()
                                .store(
                                        bearer(second, Scope.STORE),
                                        new RecordBatch(List.of(account.record(1, 0))))
                                .stored())
                .isEqualTo(1);
        SampleAccount byItsNewKey = new SampleAccount(account.number(), 99);
        assertFault(
                FaultCode.FOREIGN_SIGNATURE,
                () ->
                        house.supplier()
                                .records()
                                .store(
                                        bearer(second, Scope.STORE),
                                        new RecordBatch(List.of(byItsNewKey.record(2, 0)))));
    }

    @Test
    void aKeyThatWasNotNamedByTheOneBeforeIsRefused() {
        SignedHead before = account.head(1);
        SigningKey stranger = SigningKey.random(new SecureRandom());
        SignedHead right = handOver(before, first.key, second);
        for (CountersignedHead head :
                List.of(
                        countersigned(handOver(before, stranger, second)),
                        countersigned(handOver(before, second.key, second)),
                        countersigned(SignedHead.sign(right.head(), first.key)),
                        CountersignedHead.countersign(right, stranger),
                        countersigned(
                                handOver(handOver(before, stranger, second), second.key, third)))) {
            assertFault(FaultCode.FOREIGN_SIGNATURE, () -> keep(head));
        }
        enter(first, Scope.STORE);
    }

    private CountersignedHead countersigned(SignedHead head) {
        return CountersignedHead.countersign(head, house.placement().key());
    }

    @Test
    void aHeadSeveralKeysLaterLeadsThere() {
        SignedHead between = handOver(account.head(1), first.key, second);

        keep(handOver(between, second.key, third));

        enter(third, Scope.STORE);
        assertFault(FaultCode.KEYS_ROTATED, () -> enter(second, Scope.FETCH));
    }

    @Test
    void whatWasLearnedOutlivesARestartWithoutPlacement() throws Exception {
        keep(handOver(account.head(1), first.key, second));
        house.placement().setAway(true);

        house.restart("");

        assertFault(FaultCode.KEYS_ROTATED, () -> enter(first, Scope.FETCH));
        enter(second, Scope.FETCH);
    }

    @Test
    void whoWasAwayLetsNobodyChangeAnythingBeforeItHasHeard() throws Exception {
        house.restartAfter(
                () -> {
                    house.placement().setAway(true);
                    house.placement()
                            .succeed(
                                    new NamedSuccession(
                                            account.number(), 1, succession(first.key, second)));
                });
        enter(first, Scope.FETCH);
        for (Scope scope : List.of(Scope.STORE, Scope.COLLECT, Scope.COMMIT, Scope.REGISTER)) {
            assertFault(FaultCode.PLACEMENT_AWAY, () -> enter(first, scope));
        }

        house.placement().setAway(false);

        Eventually.holds(PATIENCE, () -> may(second, Scope.STORE, FaultCode.INTERNAL));
        assertFault(FaultCode.KEYS_ROTATED, () -> enter(first, Scope.FETCH));
        house.placement().setAway(true);
        house.restart("");
        assertFault(FaultCode.KEYS_ROTATED, () -> enter(first, Scope.FETCH));
    }

    @Test
    void whoHasNotHeardPlacementForAnHourLetsAccountsOnlyRead() {
        int refusals = house.placement().refusals();
        house.placement().setAway(true);
        Eventually.holds(PATIENCE, () -> house.placement().refusals() > refusals);

        house.clock().turn(Duration.ofHours(1));
        enter(first, Scope.STORE);
        house.clock().turn(Duration.ofMillis(1));
        assertFault(FaultCode.PLACEMENT_AWAY, () -> enter(first, Scope.STORE));
        enter(first, Scope.FETCH);

        house.placement().setAway(false);
        Eventually.holds(PATIENCE, () -> may(first, Scope.STORE, FaultCode.INTERNAL));
    }

    @Test
    void aTokenOfANewKeyIsAskedAfterAtOnce() {
        house.placement()
                .succeed(new NamedSuccession(account.number(), 1, succession(first.key, second)));

        enter(second, Scope.STORE);
    }

    @Test
    void whatPlacementSaysIsBelievedOnlyWithTheSignatureOfTheKeyBefore() {
        SigningKey stranger = SigningKey.random(new SecureRandom());
        house.placement()
                .succeed(new NamedSuccession(account.number(), 1, succession(stranger, second)));
        house.placement()
                .succeed(new NamedSuccession(account.number(), 2, succession(second.key, third)));
        long beats = house.placement().beats();

        Eventually.holds(PATIENCE, () -> house.placement().beats() > beats + 2);

        enter(first, Scope.STORE);
        assertFault(FaultCode.ROTATION_UNKNOWN, () -> enter(second, Scope.FETCH));
        assertFault(FaultCode.ROTATION_UNKNOWN, () -> enter(third, Scope.FETCH));
    }

    @Test
    void moreThanOneAnswerHoldsIsHeardToItsEnd() {
        Holder fourth = third.next();
        Holder fifth = fourth.next();
        Holder former = first;
        for (Holder next : List.of(second, third, fourth, fifth)) {
            house.placement()
                    .succeed(
                            new NamedSuccession(
                                    account.number(), next.rotation, succession(former.key, next)));
            former = next;
        }

        Eventually.holds(PATIENCE, () -> may(fifth, Scope.STORE, FaultCode.INTERNAL));
        assertFault(FaultCode.KEYS_ROTATED, () -> enter(fourth, Scope.FETCH));
    }

    @Test
    void liveSetsAreTheNewKeysAndOneOfTheFormerIsOlderWhateverItSays() {
        var _ = leave(first, signed(first, 1_000));
        keep(handOver(account.head(1), first.key, second));

        assertFault(FaultCode.FOREIGN_SIGNATURE, () -> leave(second, signed(first, 2_000)));
        assertFault(FaultCode.KEYS_ROTATED, () -> leave(first, signed(first, 2_000)));
        assertThat(leave(second, signed(second, 2))).isEqualTo(2);
        assertFault(FaultCode.STALE_LIVE_SET, () -> leave(second, signed(second, 1)));
    }

    private long leave(Holder holder, SignedLiveSet set) {
        return house.supplier()
                .liveSets()
                .keep(bearer(holder, Scope.COLLECT), account.number(), set)
                .version();
    }

    private SignedLiveSet signed(Holder holder, long version) {
        LiveSet set =
                new LiveSet(
                        account.number(),
                        SampleAccount.LAYOUT.group(),
                        version,
                        BlockNumber.FIRST,
                        BlockSet.EMPTY,
                        List.of(new LiveSet.OfLayout(SampleAccount.LAYOUT, BlockSet.EMPTY)));
        return SignedLiveSet.sign(set, holder.key);
    }

    @Test
    void anOrderNamesTheKeyOfWhoHasNoContractYetAndOfNobodyElse() {
        assertFault(FaultCode.ROTATION_UNKNOWN, () -> grant(account, second.owner()));
        enter(first, Scope.STORE);
        SampleAccount newcomer = new SampleAccount(6);
        grant(newcomer, third.owner());
        grant(newcomer, OwnerKey.first(newcomer.key().verifyingKey()));

        assertThat(
                        house.supplier()
                                .customers()
                                .owner(house.supplier().customers().require(newcomer.number())))
                .isEqualTo(third.owner());
    }

    private void grant(SampleAccount whose, OwnerKey owner) {
        ContractOrder order = house.placement().order(whose, 0, QUOTA);
        var _ =
                house.supplier()
                        .customers()
                        .grant(
                                whose.number(),
                                new ContractOrder(
                                                order.account(),
                                                order.key(),
                                                owner,
                                                order.supplier(),
                                                order.quota(),
                                                order.carriers(),
                                                order.instead(),
                                                order.expiresAt())
                                        .sign(house.placement().key()));
    }
}
