package dev.stowage.customer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stowage.customer.account.OpenAccount;
import dev.stowage.customer.layout.FileWish;
import dev.stowage.customer.storehouse.Storehouse;
import dev.stowage.customer.town.Town;
import dev.stowage.customer.town.TownSupplier;
import dev.stowage.format.account.FileEntry;
import dev.stowage.format.account.FilePath;
import dev.stowage.format.address.CarrierId;
import dev.stowage.format.layout.Code;
import dev.stowage.protocol.customer.FileHealth;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Files of every kind of layout among 64 suppliers; from level 2 on each serves several carriers.
@TestInstance(Lifecycle.PER_CLASS)
class HealthOfLayoutsTest {

    private static final int SUPPLIERS = 64;

    private Town town;
    private Storehouse storehouse;
    private OpenAccount account;

    @BeforeAll
    void moveIn(@TempDir Path directory) {
        town = new Town(SUPPLIERS, directory);
        storehouse = town.storehouse();
        account = Town.register(storehouse, Town.wish(7));
    }

    @AfterAll
    void moveOut() {
        town.close();
    }

    private FileEntry put(FileWish wish) {
        Town.put(storehouse, account, "file", new byte[100], wish);
        return storehouse.download().resolve(account, new FilePath("file"));
    }

    private FileHealth health(FileEntry file) {
        return storehouse.health().health(account, file);
    }

    /// The last records come after the acknowledgement.
    private void awaitAll(FileEntry file, int tolerance) {
        while (health(file).mayVanishNow() < tolerance) {
            Thread.onSpinWait();
        }
    }

    private TownSupplier holderOf(FileEntry file) {
        CarrierId any = storehouse.health().blocks(file).runs().getFirst().carriers().getFirst();
        return town.supplier((int) (any.value() % SUPPLIERS));
    }

    @ParameterizedTest
    @Timeout(60)
    @CsvSource({
        "2, , RS, 1",
        "2, , XOR, 1",
        "4, , RS, 2",
        "4, , XOR, 2",
        "7, , RS, 3",
        "7, , XOR, 3",
        "13, , RS, 6",
        "13, , XOR, 4",
        "18, , RS, 9",
        "18, , XOR, 5",
        "26, , RS, 13",
        "26, , XOR, 6",
        "64, , RS, 32",
        "64, , XOR, 10",
        ", 0, RS, 4",
        ", 1, RS, 16",
        ", 2, RS, 32",
        ", 3, RS, 32",
        ", 4, RS, 32",
        ", 5, RS, 32"
    })
    void isTheToleranceInSuppliersLessWhoIsGone(
            Integer suppliers, Integer level, Code code, int tolerance) {
        FileEntry file = put(new FileWish(suppliers, level, code));
        awaitAll(file, tolerance);
        assertThat(health(file).mayVanishNow()).isEqualTo(tolerance);
        assertThat(health(file).mayVanishWhenDelivered()).isEqualTo(tolerance);

        TownSupplier gone = holderOf(file);
        gone.vanish();
        FileHealth health = health(file);
        gone.comeBack();

        assertThat(health.mayVanishNow()).isEqualTo(tolerance - 1);
        assertThat(health.mayVanishWhenDelivered()).isEqualTo(tolerance - 1);
    }

    @ParameterizedTest
    @Timeout(60)
    @CsvSource({"4, , RS, 2", "7, , XOR, 3", "26, , RS, 13", "64, , XOR, 10", ", 1, RS, 16"})
    void countsWhatWaitsInTheSpool(Integer suppliers, Integer level, Code code, int tolerance) {
        FileWish wish = new FileWish(suppliers, level, code);
        TownSupplier gone = holderOf(put(wish));
        gone.vanish();
        FileEntry file = put(wish);
        while (health(file).mayVanishWhenDelivered() < tolerance) {
            Thread.onSpinWait();
        }
        assertThat(health(file).mayVanishNow()).isEqualTo(tolerance - 1);

        gone.comeBack();
        awaitAll(file, tolerance);
    }
}
