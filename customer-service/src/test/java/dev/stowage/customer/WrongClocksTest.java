package dev.stowage.customer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stowage.customer.account.OpenAccount;
import dev.stowage.customer.storehouse.Storehouse;
import dev.stowage.customer.town.Town;
import dev.stowage.customer.town.TurnedClock;
import dev.stowage.format.account.FileEntry;
import dev.stowage.format.account.FilePath;
import dev.stowage.protocol.fault.Fault;
import dev.stowage.protocol.fault.FaultCode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Somebody's clock is off by a day, and is set right again.
@Timeout(120)
class WrongClocksTest {

    @TempDir Path directory;
    private final TurnedClock clock = new TurnedClock();
    private Town town;
    private Storehouse storehouse;
    private OpenAccount account;

    @BeforeEach
    void moveIn() {
        town = new Town(4, directory);
        storehouse = town.storehouse(Town.bounds(64 << 20), clock);
        account = Town.register(storehouse, Town.wish(4));
        Town.put(storehouse, account, "file", content(1));
    }

    @AfterEach
    void moveOut() {
        town.close();
    }

    private static byte[] content(int seed) {
        byte[] content = new byte[3_000_000];
        new Random(seed).nextBytes(content);
        return content;
    }

    private void assertWriteRefused(FaultCode... codes) {
        for (int length : new int[] {100, 3_000_000}) {
            assertThatThrownBy(() -> Town.put(storehouse, account, "file", new byte[length]))
                    .isInstanceOfSatisfying(
                            Fault.class,
                            fault ->
                                    assertThat(fault.code())
                                            .as(fault.getMessage())
                                            .isIn((Object[]) codes));
        }
    }

    private void assertAllIsWellAgain() {
        assertThat(Town.get(storehouse, account, "file")).isEqualTo(content(1));
        Town.put(storehouse, account, "file", content(2));
        assertThat(Town.get(storehouse, account, "file")).isEqualTo(content(2));
    }

    @ParameterizedTest
    @ValueSource(ints = {-24, 24})
    void ofACustomerService(int hours) {
        clock.turn(Duration.ofHours(hours));

        assertWriteRefused(FaultCode.TOO_FEW_SUPPLIERS, FaultCode.PLACEMENT_AWAY);
        FileEntry file = storehouse.download().resolve(account, new FilePath("file"));
        assertThatThrownBy(() -> Town.get(storehouse, account, file, 0, file.size()))
                .isInstanceOfSatisfying(
                        Fault.class,
                        fault ->
                                assertThat(fault.code())
                                        .isIn(
                                                FaultCode.TOO_FEW_FRAGMENTS,
                                                FaultCode.PLACEMENT_AWAY));

        clock.turn(Duration.ofHours(-hours));
        assertAllIsWellAgain();
    }

    @ParameterizedTest
    @ValueSource(ints = {-24, 24})
    void ofPlacement(int hours) {
        town.placement().turnClock(Duration.ofHours(hours));

        assertWriteRefused(FaultCode.PLACEMENT_AWAY);
        assertThat(Town.get(storehouse, account, "file")).isEqualTo(content(1));

        town.placement().turnClock(Duration.ofHours(-hours));
        assertAllIsWellAgain();
    }

    @ParameterizedTest
    @ValueSource(ints = {-24, 24})
    void ofASupplier(int hours) {
        town.supplier(1).turnClock(Duration.ofHours(hours));

        Town.put(storehouse, account, "other", content(3));
        assertThat(Town.get(storehouse, account, "other")).isEqualTo(content(3));
        assertThat(Town.get(storehouse, account, "file")).isEqualTo(content(1));

        town.supplier(2).turnClock(Duration.ofHours(hours));
        assertWriteRefused(FaultCode.TOO_FEW_SUPPLIERS);
        assertThat(Town.get(storehouse, account, "file")).isEqualTo(content(1));

        town.supplier(1).turnClock(Duration.ofHours(-hours));
        town.supplier(2).turnClock(Duration.ofHours(-hours));
        assertAllIsWellAgain();
        assertThat(Town.get(storehouse, account, "other")).isEqualTo(content(3));
    }
}
