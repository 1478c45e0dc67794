package dev.stowage.customer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stowage.customer.account.OpenAccount;
import dev.stowage.customer.storehouse.Storehouse;
import dev.stowage.customer.town.Town;
import dev.stowage.customer.town.TurnedClock;
import dev.stowage.format.address.AccountNumber;
import dev.stowage.protocol.customer.PasswordChange;
import dev.stowage.protocol.customer.RegisterRequest;
import dev.stowage.protocol.customer.Registered;
import dev.stowage.protocol.customer.SessionRequest;
import dev.stowage.protocol.fault.Fault;
import dev.stowage.protocol.fault.FaultCode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.Collections;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SessionTest {

    private static final String OTHER_PASSWORD = "nine brown otters at dusk";

    @TempDir Path directory;
    private final TurnedClock clock = new TurnedClock();
    private Town town;
    private Storehouse storehouse;
    private Registered registered;

    @BeforeEach
    void register() {
        town = new Town(4, directory, clock);
        storehouse = town.storehouse();
        registered = storehouse.register().register(Town.wish(4));
    }

    @AfterEach
    void close() {
        town.close();
    }

    private String session(String password) {
        return storehouse
                .sessions()
                .open(new SessionRequest(registered.account(), password), Town.CALLER)
                .token();
    }

    private static String basic(AccountNumber account, String password) {
        byte[] text = (account + ":" + password).getBytes(StandardCharsets.UTF_8);
        return "Basic " + Base64.getEncoder().encodeToString(text);
    }

    private static void assertFault(FaultCode code, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        Fault.class, fault -> assertThat(fault.code()).isEqualTo(code));
    }

    @Test
    void opensTheAccountByTokenByPasswordAndByRecoveryCode() {
        AccountNumber number = registered.account();

        String token = session(Town.PASSWORD);

        assertThat(storehouse.sessions().authenticate("Bearer " + token, Town.CALLER).number())
                .isEqualTo(number);
        assertThat(
                        storehouse
                                .sessions()
                                .authenticate(basic(number, Town.PASSWORD), Town.CALLER)
                                .number())
                .isEqualTo(number);
        assertThat(
                        storehouse
                                .sessions()
                                .authenticate(basic(number, registered.recoveryCode()), Town.CALLER)
                                .number())
                .isEqualTo(number);
    }

    @Test
    void letsABurstOfRequestsWithTheSamePasswordInAfterOneCheck() throws Exception {
        AccountNumber number = registered.account();
        String password = basic(number, Town.PASSWORD);
        Callable<AccountNumber> request =
                () -> storehouse.sessions().authenticate(password, Town.CALLER).number();

        try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
            // each check takes a good part of a second: a check for each would take too long for
            // most
            for (Future<AccountNumber> answer :
                    clients.invokeAll(Collections.nCopies(200, request))) {
                assertThat(answer.get()).isEqualTo(number);
            }
        }
    }

    @Test
    void anyReplicaTakesTheTokenOfAnother() {
        String token = session(Town.PASSWORD);

        assertThat(
                        town.storehouse()
                                .sessions()
                                .authenticate("Bearer " + token, Town.CALLER)
                                .number())
                .isEqualTo(registered.account());
    }

    @Test
    void saysTheSameOfAnUnknownAccountAndAWrongPassword() {
        Fault wrong = refusal(registered.account(), "not the password at all");
        Fault unknown = refusal(new AccountNumber(4_000_000_000L), "not the password at all");

        assertThat(wrong.code()).isEqualTo(FaultCode.UNAUTHENTICATED);
        assertThat(unknown.code()).isEqualTo(FaultCode.UNAUTHENTICATED);
        assertThat(unknown.detail()).isEqualTo(wrong.detail());
        assertThat(unknown.facts()).isEqualTo(wrong.facts());
    }

    private Fault refusal(AccountNumber account, String password) {
        try {
            storehouse.sessions().open(new SessionRequest(account, password), Town.CALLER);
            throw new AssertionError("was let in");
        } catch (Fault fault) {
            return fault;
        }
    }

    @Test
    void refusesForgedForeignAndExpiredTokens() {
        String token = session(Town.PASSWORD);
        String changed = token.substring(0, token.length() - 2) + "AA";
        try (Town elsewhere = new Town(4, directory.resolve("elsewhere"), clock)) {
            Storehouse theirs = elsewhere.storehouse();
            Registered there = theirs.register().register(Town.wish(4));
            String foreign =
                    theirs.sessions()
                            .open(new SessionRequest(there.account(), Town.PASSWORD), Town.CALLER)
                            .token();

            assertFault(
                    FaultCode.TOKEN_REFUSED,
                    () -> storehouse.sessions().authenticate("Bearer " + foreign, Town.CALLER));
        }
        assertFault(
                FaultCode.TOKEN_REFUSED,
                () -> storehouse.sessions().authenticate("Bearer " + changed, Town.CALLER));
        assertFault(
                FaultCode.UNAUTHENTICATED,
                () -> storehouse.sessions().authenticate("nonsense", Town.CALLER));

        clock.turn(Duration.ofHours(13));
        assertFault(
                FaultCode.TOKEN_EXPIRED,
                () -> storehouse.sessions().authenticate("Bearer " + token, Town.CALLER));
    }

    @Test
    void slowsDownWhoGuesses() {
        for (int guess = 0; guess < 10; guess++) {
            refusal(registered.account(), "a wrong password, number " + guess);
        }
        assertThat(refusal(registered.account(), "one more wrong password").code())
                .isEqualTo(FaultCode.TOO_MANY_REQUESTS);
        assertThat(refusal(registered.account(), Town.PASSWORD).code())
                .isEqualTo(FaultCode.TOO_MANY_REQUESTS);

        String elsewhere =
                storehouse
                        .sessions()
                        .open(
                                new SessionRequest(registered.account(), Town.PASSWORD),
                                Town.caller("198.51.100.7"))
                        .token();
        assertThat(storehouse.sessions().authenticate("Bearer " + elsewhere, Town.CALLER).number())
                .as("a session is never hindered")
                .isEqualTo(registered.account());
        clock.turn(Duration.ofSeconds(61));
        assertThat(session(Town.PASSWORD)).isNotEmpty();
    }

    @Test
    void changesThePasswordAndKeepsTheFiles() {
        OpenAccount account = Town.open(storehouse, registered);
        Town.put(storehouse, account, "file", new byte[] {1, 2, 3});

        storehouse
                .passwords()
                .change(
                        account,
                        new PasswordChange(Town.PASSWORD, OTHER_PASSWORD),
                        Town.CALLER.network());

        assertThat(refusal(registered.account(), Town.PASSWORD).code())
                .isEqualTo(FaultCode.UNAUTHENTICATED);
        assertFault(
                FaultCode.UNAUTHENTICATED,
                () ->
                        storehouse
                                .sessions()
                                .authenticate(
                                        basic(registered.account(), Town.PASSWORD), Town.CALLER));
        Storehouse other = town.storehouse();
        OpenAccount again =
                other.sessions()
                        .authenticate(basic(registered.account(), OTHER_PASSWORD), Town.CALLER);
        assertThat(Town.get(other, again, "file")).containsExactly(1, 2, 3);
        assertThat(session(registered.recoveryCode())).isNotEmpty();
    }

    @Test
    void changesThePasswordByRecoveryCode() {
        OpenAccount account =
                storehouse
                        .sessions()
                        .authenticate(
                                basic(registered.account(), registered.recoveryCode()),
                                Town.CALLER);

        storehouse
                .passwords()
                .change(
                        account,
                        new PasswordChange(registered.recoveryCode(), OTHER_PASSWORD),
                        Town.CALLER.network());

        assertThat(session(OTHER_PASSWORD)).isNotEmpty();
    }

    @Test
    void changesNothingForAWrongOrWeakPassword() {
        OpenAccount account = Town.open(storehouse, registered);

        assertFault(
                FaultCode.UNAUTHENTICATED,
                () ->
                        storehouse
                                .passwords()
                                .change(
                                        account,
                                        new PasswordChange("wrong", OTHER_PASSWORD),
                                        Town.CALLER.network()));
        assertFault(
                FaultCode.WEAK_PASSWORD,
                () ->
                        storehouse
                                .passwords()
                                .change(
                                        account,
                                        new PasswordChange(Town.PASSWORD, "short"),
                                        Town.CALLER.network()));
        assertThat(session(Town.PASSWORD)).isNotEmpty();
    }

    @Test
    void takesAPasswordThatLooksLikeARecoveryCode() {
        String password = "0123456789abcdefghjkmnpqrstvwxyz";
        RegisterRequest wish =
                new RegisterRequest(password, 1 << 20, 4, null, null, null, null, null, null);
        Registered theirs = storehouse.register().register(wish);

        assertThat(
                        storehouse
                                .sessions()
                                .authenticate(basic(theirs.account(), password), Town.CALLER)
                                .number())
                .isEqualTo(theirs.account());
    }
}
