package dev.stowage.placement;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stowage.format.closing.Closing;
import dev.stowage.format.closing.SignedClosing;
import dev.stowage.format.layout.Code;
import dev.stowage.format.signature.SigningKey;
import dev.stowage.placement.closing.Closings;
import dev.stowage.placement.head.Heads;
import dev.stowage.protocol.fault.Fault;
import dev.stowage.protocol.fault.FaultCode;
import dev.stowage.protocol.placement.BlockRangeRequest;
import dev.stowage.protocol.placement.ClosingKept;
import dev.stowage.protocol.placement.ClosingMessage;
import dev.stowage.protocol.placement.LayoutRequest;
import dev.stowage.protocol.token.AccountNews;
import dev.stowage.protocol.token.AccountToken.Scope;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Accounts that their owners close, over HTTP.
@ExtendWith(HouseExtension.class)
class AccountClosingTest {

    private static final Duration GRACE = Duration.ofDays(30);
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final House house;

    AccountClosingTest(House house) {
        this.house = house;
    }

    private static TestAccount begin(House house) {
        TestAccount account = TestAccount.reserve(house);
        swap(house, account, 1);
        return account;
    }

    private static void swap(House house, TestAccount account, long version) {
        var _ =
                house.api()
                        .swapHead(
                                account.token(Scope.COMMIT),
                                account.number(),
                                account.swap(version, 10 + version));
    }

    private static ClosingKept close(House house, TestAccount account, ClosingMessage closing) {
        return house.api().close(account.token(Scope.COMMIT), account.number(), closing);
    }

    @Test
    void anAccountThatIsClosedIsOnlyReadUntilThatIsTakenBack() {
        TestAccount account = begin(house);
        ClosingMessage closing = account.closing(1, GRACE);

        ClosingKept kept = close(house, account, closing);

        assertThat(kept).isEqualTo(new ClosingKept(1, closing.read().closing().at()));
        assertThat(close(house, account, closing)).as("the same again").isEqualTo(kept);
        Faults.assertFault(FaultCode.ACCOUNT_CLOSING, () -> swap(house, account, 2));
        Faults.assertFault(
                FaultCode.ACCOUNT_CLOSING,
                () ->
                        house.api()
                                .grantBlockRange(
                                        account.token(Scope.COMMIT),
                                        account.number(),
                                        new BlockRangeRequest(1)));
        Faults.assertFault(
                FaultCode.ACCOUNT_CLOSING,
                () ->
                        house.api()
                                .addLayout(
                                        account.token(Scope.COMMIT),
                                        account.number(),
                                        new LayoutRequest(2, null, Code.RS, Set.of())));
        var read = house.api().head(house.customer(), account.number(), null);
        assertThat(read.version()).isEqualTo(1);
        assertThat(read.closing()).isEqualTo(closing.signed());

        assertThat(close(house, account, account.takingBack(2)).endsAt()).isNull();

        swap(house, account, 2);
        Faults.assertFault(FaultCode.STALE_CLOSING, () -> close(house, account, closing));
        Faults.assertFault(
                FaultCode.STALE_CLOSING,
                () -> close(house, account, account.closing(2, Duration.ZERO)));
        swap(house, account, 3);
    }

    @Test
    void nobodyButTheOwnerClosesAnAccount() {
        TestAccount account = begin(house);
        TestAccount stranger = begin(house);
        SigningKey other = House.newKey();
        Closing closing = account.closing(1, GRACE).read().closing();
        Closing later = Closing.ending(account.number(), 1, 1, GRACE, Instant.now());

        Faults.assertFault(
                FaultCode.FOREIGN_SIGNATURE,
                () -> close(house, account, ClosingMessage.of(SignedClosing.sign(closing, other))));
        Faults.assertFault(
                FaultCode.ROTATION_UNKNOWN,
                () ->
                        close(
                                house,
                                account,
                                ClosingMessage.of(SignedClosing.sign(later, account.key()))));
        Faults.assertFault(
                FaultCode.INVALID_REQUEST, () -> close(house, account, stranger.closing(1, GRACE)));
        Faults.assertFault(
                FaultCode.TOKEN_REFUSED,
                () ->
                        house.api()
                                .close(
                                        stranger.token(Scope.COMMIT),
                                        account.number(),
                                        account.closing(1, GRACE)));
        swap(house, account, 2);
    }

    @Test
    void anAccountWithoutAHeadIsNotClosed() {
        TestAccount reserved = TestAccount.reserve(house);

        Faults.assertFault(
                FaultCode.UNKNOWN_ACCOUNT,
                () -> close(house, reserved, reserved.closing(1, Duration.ZERO)));
    }

    @Test
    void aClockThatIsFarOffIsNotedBeforeAnythingHappens() {
        TestAccount account = begin(house);

        for (Duration off : List.of(Duration.ofMinutes(16), Duration.ofMinutes(-16))) {
            Closing closing =
                    Closing.ending(account.number(), 0, 1, GRACE, Instant.now().plus(off));
            Faults.assertFault(
                    FaultCode.INVALID_REQUEST,
                    () ->
                            close(
                                    house,
                                    account,
                                    ClosingMessage.of(SignedClosing.sign(closing, account.key()))));
        }
        swap(house, account, 2);
    }

    @Test
    void whenItIsGoneOnlyItsNumberAndWhatItsOwnerSignedAreLeft(@TempDir Path directory) {
        TestAccount account;
        ClosingMessage closing;
        long next;
        try (House own = open(directory, Clock.systemUTC())) {
            account = begin(own);
            closing = account.closing(1, Duration.ZERO);
            assertThat(close(own, account, closing).endsAt()).isNotNull();
            assertGone(own, account, closing);
            next = begin(own).number().value();
            assertThat(next).isGreaterThan(account.number().value());
        }
        try (House own = House.open(directory)) {
            own.bean(Closings.class).endThoseOver();
            assertGone(own, account, closing);
            var closed = own.bean(JdbcClient.class).sql("select account from closing");
            assertThat(closed.query(Long.class).list()).containsExactly(account.number().value());
        }
    }

    private static House open(Path directory, Clock clock) {
        House own = House.open(directory, Map.of(), clock);
        own.joinSuppliers(8, 2);
        own.awaitCarriers(16);
        return own;
    }

    private static void assertGone(House own, TestAccount account, ClosingMessage closing) {
        Faults.assertFault(
                FaultCode.UNKNOWN_ACCOUNT,
                () -> own.api().head(own.customer(), account.number(), null));
        Faults.assertFault(FaultCode.UNKNOWN_ACCOUNT, () -> swap(own, account, 2));
        Faults.assertFault(
                FaultCode.UNKNOWN_ACCOUNT, () -> close(own, account, account.takingBack(2)));
        JdbcClient database = own.bean(JdbcClient.class);
        for (String rows :
                List.of(
                        "select count(*) from account where number = ?",
                        "select count(*) from head where account = ?",
                        "select count(*) from closing where account = ? and closed_at is null")) {
            assertThat(
                            database.sql(rows)
                                    .param(account.number().value())
                                    .query(Long.class)
                                    .single())
                    .isZero();
        }
        AccountNews<SignedClosing> told = heard(own, 0);
        assertThat(told.items()).containsExactly(closing.read());
        assertThat(heard(own, told.revision()).items()).isEmpty();
    }

    private static AccountNews<SignedClosing> heard(House own, long since) {
        FakeSupplier supplier =
                own.suppliers().isEmpty()
                        ? own.joinSuppliers(1, 1).getFirst()
                        : own.suppliers().getFirst();
        return AccountNews.verify(
                AccountNews.CLOSINGS,
                supplier.closingsSince(since),
                own.joinedCustomer().placementKey(),
                Clock.systemUTC());
    }

    @Test
    void aShortGraceEnds() {
        TestAccount account = begin(house);
        var _ = close(house, account, account.closing(1, Duration.ofMillis(1)));
        Closings closings = house.bean(Closings.class);

        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (isThere(house, account) && System.nanoTime() < deadline) {
            closings.endThoseOver();
            LockSupport.parkNanos(1_000_000);
        }

        assertThat(isThere(house, account)).isFalse();
    }

    @Test
    void aJumpOfTheClockEndsNothing(@TempDir Path directory) {
        TestClock clock = new TestClock();
        try (House own = open(directory, clock)) {
            TestAccount account = begin(own);
            var _ = close(own, account, account.closing(1, GRACE));

            clock.advance(GRACE.multipliedBy(10));
            own.bean(Closings.class).endThoseOver();

            assertThat(isThere(own, account)).isTrue();
        }
    }

    private static boolean isThere(House own, TestAccount account) {
        try {
            return own.bean(Heads.class).get(account.number(), null).version() > 0;
        } catch (Fault gone) {
            return false;
        }
    }
}
