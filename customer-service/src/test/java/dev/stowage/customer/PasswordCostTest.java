package dev.stowage.customer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stowage.customer.account.OpenAccount;
import dev.stowage.customer.storehouse.Storehouse;
import dev.stowage.customer.town.Town;
import dev.stowage.customer.town.TownPlacement.Trouble;
import dev.stowage.format.key.UnlockCost;
import dev.stowage.format.key.Unlocker;
import dev.stowage.format.signature.ByteString;
import dev.stowage.protocol.customer.PasswordChange;
import dev.stowage.protocol.customer.Registered;
import dev.stowage.protocol.customer.SessionRequest;
import dev.stowage.protocol.fault.Fault;
import dev.stowage.protocol.fault.FaultCode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a password costs who guesses it, when the operator wishes for more than before.
class PasswordCostTest {

    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final UnlockCost MORE = new UnlockCost(65 << 10, 4, 1);

    @TempDir Path directory;
    private Town town;
    private Storehouse house;
    private Registered registered;

    @BeforeEach
    void register() {
        town = new Town(4, directory);
        house = town.storehouse();
        registered = house.register().register(Town.wish(4));
    }

    @AfterEach
    void close() {
        town.close();
    }

    private Storehouse wishingForMore() {
        return town.storehouse(Town.bounds(64 << 20, MORE));
    }

    private List<Unlocker> unlockers() {
        return town.placement().headOf(registered.account()).orElseThrow().head().unlockers();
    }

    private UnlockCost cost(Unlocker.Kind kind) {
        return unlockers().stream()
                .filter(each -> each.kind() == kind)
                .map(Unlocker::cost)
                .findFirst()
                .orElseThrow();
    }

    private void login(Storehouse by, String secret) {
        var _ = by.sessions().open(new SessionRequest(registered.account(), secret), Town.CALLER);
    }

    private void awaitMore() throws InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!cost(Unlocker.Kind.PASSWORD).equals(MORE)) {
            assertThat(System.nanoTime()).as("it was not wrapped anew").isLessThan(end);
            TimeUnit.MILLISECONDS.sleep(20);
        }
    }

    @Test
    void aLoginWrapsACheapPasswordAnewAndNeverBack() throws Exception {
        List<Unlocker> before = unlockers();

        login(wishingForMore(), Town.PASSWORD);

        awaitMore();
        assertThat(cost(Unlocker.Kind.RECOVERY_CODE)).isEqualTo(UnlockCost.DEFAULT);
        assertThat(unlockers().getLast()).isEqualTo(before.getLast());
        Storehouse cheap = town.storehouse();
        login(cheap, Town.PASSWORD);
        login(cheap, registered.recoveryCode());
        OpenAccount account = Town.open(cheap, registered);
        var _ = Town.put(cheap, account, "file", new byte[] {1});
        assertThat(cost(Unlocker.Kind.PASSWORD)).isEqualTo(MORE);
    }

    @Test
    void aRecoveryCodeWrapsNothingAnew() {
        Storehouse more = wishingForMore();

        login(more, registered.recoveryCode());
        var _ = Town.put(more, Town.open(house, registered), "file", new byte[] {1});

        assertThat(cost(Unlocker.Kind.PASSWORD)).isEqualTo(UnlockCost.DEFAULT);
    }

    @Test
    void whatFailsIsDoneAtALaterLogin() throws Exception {
        Storehouse more = wishingForMore();
        Town.open(house, registered);
        login(more, registered.recoveryCode());
        town.placement().be(Trouble.AWAY);
        login(more, Town.PASSWORD);
        town.placement().be(Trouble.NONE);

        login(wishingForMore(), Town.PASSWORD);

        awaitMore();
    }

    @Test
    void aChangeOfPasswordBesideItHappens() throws Exception {
        Storehouse more = wishingForMore();
        OpenAccount account = Town.open(more, registered);

        more.passwords()
                .change(
                        account,
                        new PasswordChange(Town.PASSWORD, "nine brown otters at dusk"),
                        Town.CALLER.network());

        login(house, "nine brown otters at dusk");
        assertThat(cost(Unlocker.Kind.PASSWORD)).isEqualTo(MORE);
        assertThatThrownBy(() -> login(town.storehouse(), Town.PASSWORD)).isInstanceOf(Fault.class);
    }

    @Test
    void anUnlockerThatAsksForMoreThanThereIsIsRefusedAndNotComputed() {
        OpenAccount account = Town.open(house, registered);
        ByteString salt = ByteString.of(new byte[Unlocker.SALT_BYTES]);
        Unlocker greedy =
                new Unlocker(
                        Unlocker.Kind.PASSWORD,
                        new UnlockCost(1 << 20, 64, 16),
                        salt,
                        ByteString.of(new byte[Unlocker.NONCE_BYTES]),
                        ByteString.of(new byte[Unlocker.WRAPPED_KEY_BYTES]));
        var _ = house.commits().changeHead(account, head -> head.unlockedBy(List.of(greedy)));

        assertThatThrownBy(() -> login(town.storehouse(), Town.PASSWORD))
                .isInstanceOfSatisfying(
                        Fault.class,
                        fault -> {
                            assertThat(fault.code()).isEqualTo(FaultCode.HEAD_REFUSED);
                            assertThat(fault.detail())
                                    .isEqualTo(
                                            "an unlocker takes 1024 MiB, 64 passes, 16 lanes, here it may take 512 MiB, 16 passes, 16 lanes");
                        });
    }
}
