package dev.stowage.supplier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.stowage.format.closing.Closing;
import dev.stowage.format.closing.SignedClosing;
import dev.stowage.format.head.AccountHead;
import dev.stowage.format.head.CountersignedHead;
import dev.stowage.format.head.SignedHead;
import dev.stowage.format.head.Succession;
import dev.stowage.format.key.AccountKeys;
import dev.stowage.format.record.FragmentRecord;
import dev.stowage.format.signature.ByteString;
import dev.stowage.format.signature.SigningKey;
import dev.stowage.protocol.fault.Fault;
import dev.stowage.protocol.fault.FaultCode;
import dev.stowage.protocol.placement.ClosingMessage;
import dev.stowage.protocol.supplier.HeadMessage;
import dev.stowage.protocol.supplier.RecordBatch;
import dev.stowage.protocol.token.AccountToken;
import dev.stowage.protocol.token.AccountToken.Scope;
import dev.stowage.supplier.store.LogStore;
import dev.stowage.supplier.trial.SampleAccount;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Accounts that their owners close, as one supplier sees it.
class AccountClosedTest {

    private static final Duration GRACE = Duration.ofDays(30);
    private static final Duration DAY = Duration.ofDays(1);
    private static final long QUOTA = 100_000;
    private static final byte[] CONTENT =
            "what must not be found again".getBytes(StandardCharsets.US_ASCII);

    @TempDir Path data;
    private final SampleAccount account = new SampleAccount(5);
    private final SampleAccount other = new SampleAccount(6);
    private final FragmentRecord record = account.recordHolding(1, CONTENT);
    private PlainSupplier house;
    private String order;

    @BeforeEach
    void openWithContracts() throws Exception {
        house = new PlainSupplier(data).awaitJoined();
        beat();
        order = house.placement().order(account, 0, QUOTA).sign(house.placement().key());
        grant(account);
        grant(other);
        var _ = store(account, record);
        var _ = store(other, other.record(1, 0));
    }

    @AfterEach
    void close() {
        house.close();
    }

    private void grant(SampleAccount whose) {
        var _ =
                house.supplier()
                        .customers()
                        .grant(
                                whose.number(),
                                house.placement()
                                        .order(whose, 0, QUOTA)
                                        .sign(house.placement().key()));
        keepHead(whose.head(1));
    }

    private void keepHead(SignedHead head) {
        CountersignedHead countersigned =
                CountersignedHead.countersign(head, house.placement().key());
        var _ =
                house.supplier()
                        .heads()
                        .keep(
                                head.head().account(),
                                new HeadMessage(ByteString.of(countersigned.toBytes())));
    }

    private int store(SampleAccount whose, FragmentRecord one) {
        return house.supplier()
                .records()
                .store(bearer(whose, Scope.STORE), new RecordBatch(List.of(one)))
                .stored();
    }

    private String bearer(SampleAccount whose, Scope scope) {
        return "Bearer "
                + new AccountToken(
                                whose.number(),
                                0,
                                house.supplier().membership().supplier().toString(),
                                Set.of(scope),
                                house.clock().instant().plusSeconds(300))
                        .sign(whose.key());
    }

    private SignedClosing ending(long number, Duration grace) {
        return SignedClosing.sign(
                Closing.ending(account.number(), 0, number, grace, house.clock().instant()),
                account.key());
    }

    private SignedClosing takenBack(long number) {
        return SignedClosing.sign(Closing.takenBack(account.number(), 0, number), account.key());
    }

    private Instant hear(SignedClosing closing) {
        return house.supplier()
                .closings()
                .hear(account.number(), ClosingMessage.of(closing))
                .endsAt();
    }

    /// Placement is heard once more, from the beginning to the end.
    private void beat() {
        house.supplier().membership().refresh();
    }

    private boolean isThere() {
        return house.supplier().customers().page(null, 10).stream()
                .anyMatch(contract -> contract.account().equals(account.number()));
    }

    private static void assertFault(FaultCode code, ThrowingCallable call) {
        Fault fault = catchThrowableOfType(Fault.class, call);
        assertThat(fault).isNotNull();
        assertThat(fault.code()).isEqualTo(code);
    }

    /// But for what another account has.
    private void assertGone() {
        assertThat(isThere()).isFalse();
        assertThat(house.volume().store().usage().of(account.number())).isZero();
        assertThat(house.volume().store().usage().trashOf(account.number())).isZero();
        assertThat(house.volume().store().hasHead(account.number())).isFalse();
        assertThat(house.supplier().space().total().allocated()).isEqualTo(QUOTA);
        assertThat(store(other, other.record(1, 0))).isZero();
    }

    @Test
    void untilTheEndAllGoesOnButContractsAndThenNothingIsLeft() {
        assertThat(hear(ending(1, GRACE))).isEqualTo(house.clock().instant().plus(GRACE));

        house.clock().turn(GRACE.minus(DAY));
        beat();
        assertThat(store(account, account.record(2, 0))).isEqualTo(1);
        assertFault(FaultCode.ACCOUNT_CLOSING, () -> grant(account));
        assertThat(
                        house.supplier()
                                .customers()
                                .view(house.supplier().customers().require(account.number()))
                                .endsAt())
                .isEqualTo(house.clock().instant().plus(DAY));

        house.clock().turn(DAY);
        beat();
        assertGone();
        assertFault(FaultCode.UNKNOWN_CONTRACT, () -> store(account, account.record(3, 0)));
    }

    @Test
    void whoIsGoneNeverComesBack() throws Exception {
        SignedHead head = account.head(2);
        hear(ending(1, Duration.ZERO));
        beat();

        for (int start = 0; start < 2; start++) {
            assertGone();
            assertFault(
                    FaultCode.ACCOUNT_CLOSING,
                    () -> house.supplier().customers().grant(account.number(), order));
            assertFault(FaultCode.UNKNOWN_CONTRACT, () -> keepHead(head));
            assertFault(FaultCode.UNKNOWN_CONTRACT, () -> hear(takenBack(2)));
            house.restart("");
            beat();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void nothingOfItIsFoundInAnyFile(boolean afterARestart) throws Exception {
        assertThat(filesThatHold()).isNotEmpty();
        hear(ending(1, Duration.ZERO));
        beat();

        if (afterARestart) {
            house.restart("");
        }
        var _ = ((LogStore) house.volume().store()).compact();

        assertThat(filesThatHold()).isEmpty();
        assertThat(isThere()).isFalse();
    }

    private List<Path> filesThatHold() throws Exception {
        String text = new String(CONTENT, StandardCharsets.ISO_8859_1);
        try (Stream<Path> files = Files.walk(data)) {
            return files.filter(Files::isRegularFile).filter(each -> holds(each, text)).toList();
        }
    }

    private static boolean holds(Path file, String text) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1).contains(text);
        } catch (IOException gone) {
            return false;
        }
    }

    @Test
    void whatWasHeardOutlivesARestartAndTimeStandsMeanwhile() throws Exception {
        hear(ending(1, GRACE));
        house.clock().turn(GRACE.minus(DAY));
        house.restartAfter(() -> house.clock().turn(GRACE));
        beat();
        assertThat(isThere()).isTrue();

        house.clock().turn(DAY);
        beat();

        assertGone();
    }

    @Test
    void noJumpOfAClockEndsAnything() throws Exception {
        hear(ending(1, GRACE));

        for (long far : new long[] {2, 100}) {
            house.clock().jump(GRACE.multipliedBy(far));
            beat();
            assertThat(isThere()).isTrue();
        }
        house.restart("");
        beat();
        assertThat(isThere()).isTrue();
        house.clock().jump(GRACE.multipliedBy(-102));
        beat();

        assertThat(isThere()).isTrue();
    }

    @Test
    void itIsTakenBackAndTheFormerWordIsWorthNothing() {
        SignedClosing first = ending(1, GRACE);
        SignedClosing second = ending(3, GRACE);
        hear(first);
        assertThat(hear(first)).as("the same again").isNotNull();
        assertThat(hear(takenBack(2))).isNull();

        assertFault(FaultCode.STALE_CLOSING, () -> hear(first));
        assertFault(FaultCode.STALE_CLOSING, () -> hear(ending(2, Duration.ZERO)));
        house.placement().close(first);
        beat();
        house.clock().turn(GRACE.multipliedBy(2));
        beat();
        assertThat(isThere()).isTrue();
        assertThat(store(account, account.record(2, 0))).isEqualTo(1);

        assertThat(hear(second)).isNotNull();
    }

    @Test
    void nobodyButTheOwnerClosesAnAccount() {
        SigningKey stranger = SigningKey.random(new SecureRandom());
        Closing closing = ending(1, Duration.ZERO).closing();
        SignedClosing byStranger = SignedClosing.sign(closing, stranger);
        SignedClosing byPlacement = SignedClosing.sign(closing, house.placement().key());
        SignedClosing longer =
                new SignedClosing(
                        closing,
                        SignedClosing.sign(ending(2, DAY).closing(), account.key()).signature());

        for (SignedClosing forged : List.of(byStranger, byPlacement, longer)) {
            assertFault(FaultCode.FOREIGN_SIGNATURE, () -> hear(forged));
            house.placement().close(forged);
        }
        assertFault(
                FaultCode.INVALID_REQUEST,
                () ->
                        house.supplier()
                                .closings()
                                .hear(other.number(), ClosingMessage.of(ending(1, DAY))));
        assertFault(
                FaultCode.MALFORMED,
                () ->
                        house.supplier()
                                .closings()
                                .hear(
                                        account.number(),
                                        new ClosingMessage(ByteString.of(new byte[102]))));
        beat();
        beat();

        assertThat(isThere()).isTrue();
        assertThat(house.supplier().closings().endsAt(account.number())).isNull();
    }

    @Test
    void whoHearsItOfPlacementLateCountsWhatIsLeftAndSomeDoubt() {
        house.placement().setAway(true);
        SignedClosing closing = ending(1, GRACE);
        house.placement().close(closing);
        house.clock().turn(GRACE.minus(DAY));
        house.placement().setAway(false);
        beat();
        Instant end = house.supplier().closings().endsAt(account.number());
        assertThat(end)
                .isBetween(
                        closing.closing().at(), closing.closing().at().plus(Duration.ofHours(1)));

        house.clock().turn(DAY);
        beat();
        assertThat(isThere()).as("clocks may differ").isTrue();
        house.clock().turn(Duration.ofHours(1));
        beat();

        assertGone();
    }

    @Test
    void nothingEndsBeforePlacementWasHeardWhichMayKnowBetter() {
        hear(ending(1, GRACE));
        house.placement().setAway(true);
        house.clock().turn(GRACE.multipliedBy(2));
        beat();
        house.supplier().volumes().forEach(each -> each.volume().contracts().lapse());
        assertThat(isThere()).isTrue();

        house.placement().close(takenBack(2));
        house.placement().setAway(false);
        beat();
        beat();

        assertThat(isThere()).isTrue();
        assertThat(house.supplier().closings().endsAt(account.number())).isNull();
    }

    @Test
    void afterARotationTheFormerKeyEndsNothing() {
        hear(ending(1, GRACE));
        SigningKey next = SigningKey.random(new SecureRandom());
        SignedHead before = account.head(1);
        keepHead(
                SignedHead.sign(
                        before.head()
                                .succeededBy(
                                        Succession.sign(
                                                account.number(),
                                                1,
                                                next.verifyingKey(),
                                                account.key()),
                                        ByteString.of(new byte[AccountHead.RECEIVING_KEY_BYTES]),
                                        ByteString.of(new byte[AccountKeys.WRAPPED_KEY_BYTES]),
                                        before.head().accountFile(),
                                        List.of(),
                                        List.of()),
                        next));

        house.clock().turn(GRACE.multipliedBy(2));
        beat();
        assertThat(isThere()).isTrue();
        assertThat(house.supplier().closings().endsAt(account.number())).isNull();
        assertFault(FaultCode.KEYS_ROTATED, () -> hear(ending(9, Duration.ZERO)));
        SignedClosing byNext =
                SignedClosing.sign(
                        Closing.ending(
                                account.number(), 1, 1, Duration.ZERO, house.clock().instant()),
                        next);
        assertThat(hear(byNext)).isNotNull();
        beat();

        assertGone();
    }
}
