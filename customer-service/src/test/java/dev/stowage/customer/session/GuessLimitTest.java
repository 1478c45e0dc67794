package dev.stowage.customer.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.stowage.format.address.AccountNumber;
import dev.stowage.protocol.door.ClientNetwork;
import dev.stowage.protocol.fault.Fault;
import dev.stowage.protocol.fault.FaultCode;
import java.net.InetAddress;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

/// Who guesses is slowed down; the owner beside him is not.
class GuessLimitTest {

    private static final AccountNumber ACCOUNT = new AccountNumber(7);
    private static final ClientNetwork HOME = at("192.0.2.1");

    private final StandingClock clock = new StandingClock();
    private final GuessLimit limit = new GuessLimit(clock);

    private static ClientNetwork at(String address) {
        return ClientNetwork.of(InetAddress.ofLiteral(address));
    }

    private static ClientNetwork stranger(int number) {
        return at("198.51.%d.%d".formatted(number >> 8, number & 255));
    }

    private void fail(AccountNumber account, ClientNetwork network) {
        GuessLimit.Try guess = limit.admit(account, network);
        assertThat(guess.count(() -> false)).isFalse();
    }

    private void assertOpens(ClientNetwork network) {
        limit.admit(ACCOUNT, network).succeeded();
    }

    private Fault refusal(AccountNumber account, ClientNetwork network) {
        Fault fault =
                catchThrowableOfType(
                        Fault.class,
                        () -> {
                            var _ = limit.admit(account, network);
                        });
        assertThat(fault).isNotNull();
        assertThat(fault.code()).isEqualTo(FaultCode.TOO_MANY_REQUESTS);
        return fault;
    }

    @Test
    void tenFailuresInAMinuteFromOneAddressAreEnoughForThatAddress() {
        for (int i = 0; i < 10; i++) {
            fail(ACCOUNT, stranger(1));
        }

        Fault fault = refusal(ACCOUNT, stranger(1));

        assertThat(fault.facts()).containsEntry("failures", 10).containsEntry("limit", 10);
        assertThat((Long) fault.facts().get("retryAfterSeconds")).isBetween(1L, 60L);
        assertThat(fault.detail())
                .startsWith("10 wrong passwords within 60 s for account 7 from 198.51.0.1: try");
        assertOpens(HOME);
        fail(new AccountNumber(8), stranger(1));
        clock.turn(Duration.ofSeconds(61));
        assertOpens(stranger(1));
    }

    @Test
    void sixtyFailuresFromOneAddressAreEnoughWhateverTheAccount() {
        for (int i = 0; i < 60; i++) {
            fail(new AccountNumber(100 + i), stranger(1));
        }

        assertThat(refusal(ACCOUNT, stranger(1)).facts()).containsEntry("limit", 60);
        fail(ACCOUNT, stranger(2));
    }

    @Test
    void manyStrangersDoNotKeepTheOwnerOutWhereHeWasBefore() {
        assertOpens(HOME);
        limit.opened(ACCOUNT, HOME);
        for (int i = 0; i < 30; i++) {
            fail(ACCOUNT, stranger(i));
        }

        assertThat(refusal(ACCOUNT, stranger(0)).facts()).containsEntry("limit", 30);
        fail(ACCOUNT, HOME);
        assertOpens(HOME);
        fail(new AccountNumber(8), stranger(0));
    }

    @Test
    void whoMistypesAtHomeIsNoStranger() {
        limit.opened(ACCOUNT, HOME);
        for (int i = 0; i < 10; i++) {
            fail(ACCOUNT, HOME);
        }

        assertThat(refusal(ACCOUNT, HOME).facts()).containsEntry("limit", 10);
        for (int i = 0; i < 30; i++) {
            fail(ACCOUNT, stranger(i));
        }
    }

    @Test
    void whileManyGuessAFreshAddressGetsATryInSomeSeconds() {
        for (int i = 0; i < 30; i++) {
            fail(ACCOUNT, stranger(i));
        }

        fail(ACCOUNT, stranger(100));
        assertThat(refusal(ACCOUNT, stranger(101)).facts()).containsEntry("retryAfterSeconds", 5L);
        clock.turn(Duration.ofSeconds(5));
        assertThat(refusal(ACCOUNT, stranger(100)).facts()).containsEntry("retryAfterSeconds", 60L);
        assertOpens(at("203.0.113.9"));
        assertThat(refusal(ACCOUNT, stranger(102)).facts()).containsEntry("retryAfterSeconds", 5L);
    }

    @Test
    void triesThatAreUnderWayCount() {
        for (int i = 0; i < 10; i++) {
            var _ = limit.admit(ACCOUNT, HOME);
        }

        var _ = refusal(ACCOUNT, HOME);
    }

    @Test
    void whatCouldNotBeTriedDoesNotCount() {
        for (int i = 0; i < 100; i++) {
            GuessLimit.Try guess = limit.admit(ACCOUNT, HOME);
            assertThatThrownBy(
                            () ->
                                    guess.count(
                                            () -> {
                                                throw new Fault(FaultCode.BUSY, "full");
                                            }))
                    .isInstanceOf(Fault.class);
        }
        assertOpens(HOME);
    }

    @Test
    void theRightPasswordForgivesWrongOnes() {
        for (int round = 0; round < 5; round++) {
            for (int i = 0; i < 9; i++) {
                fail(ACCOUNT, HOME);
            }
            assertOpens(HOME);
        }
    }

    @Test
    void anAddressOfIpv6IsKnownByItsNetwork() {
        for (int i = 0; i < 10; i++) {
            fail(ACCOUNT, at("2001:db8:0:1::" + i));
        }

        var _ = refusal(ACCOUNT, at("2001:db8:0:1:ffff::1"));
        fail(ACCOUNT, at("2001:db8:0:2::1"));
    }

    @Test
    void aClockThatIsSetBackMakesNobodyWait() {
        clock.turn(Duration.ofDays(1));
        for (int i = 0; i < 10; i++) {
            fail(ACCOUNT, HOME);
        }
        clock.turn(Duration.ofDays(-1));

        assertOpens(HOME);
    }

    @Test
    void anAddressIsForgottenWhenTenThousandOthersCameSince() {
        limit.opened(ACCOUNT, HOME);
        for (int i = 0; i < 9_999; i++) {
            limit.opened(new AccountNumber(1000 + i), stranger(i));
        }
        for (int i = 0; i < 30; i++) {
            fail(ACCOUNT, stranger(i));
        }
        fail(ACCOUNT, stranger(100));
        assertOpens(HOME);

        limit.opened(new AccountNumber(999), stranger(0));
        limit.opened(new AccountNumber(998), stranger(0));
        for (int i = 0; i < 9_999; i++) {
            limit.opened(new AccountNumber(1000 + i), stranger(i));
        }

        assertThat(refusal(ACCOUNT, HOME).facts()).containsEntry("limit", 30);
    }

    /// A clock that stands still until it is turned.
    private static final class StandingClock extends Clock {

        private Instant now = Instant.parse("2026-11-22T08:00:00Z");

        void turn(Duration time) {
            now = now.plus(time);
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
