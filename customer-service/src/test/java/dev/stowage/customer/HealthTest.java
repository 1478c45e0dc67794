package dev.stowage.customer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stowage.customer.account.OpenAccount;
import dev.stowage.customer.storehouse.Storehouse;
import dev.stowage.customer.town.Town;
import dev.stowage.format.account.FilePath;
import dev.stowage.protocol.customer.AccountView;
import dev.stowage.protocol.customer.FileBlocks;
import dev.stowage.protocol.customer.FileHealth;
import dev.stowage.protocol.customer.SpaceView;
import dev.stowage.protocol.customer.SupplierList;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HealthTest {

    @TempDir Path directory;
    private Town town;
    private Storehouse storehouse;
    private OpenAccount account;

    @BeforeEach
    void moveIn() {
        town = new Town(8, directory);
        storehouse = town.storehouse();
        account = Town.register(storehouse, Town.wish(7));
        byte[] content = new byte[9 << 20];
        new Random(1).nextBytes(content);
        Town.put(storehouse, account, "file", content);
        Town.awaitDeliveries(storehouse, account);
    }

    @AfterEach
    void moveOut() {
        town.close();
    }

    private FileHealth health() {
        return storehouse
                .health()
                .health(account, storehouse.download().resolve(account, new FilePath("file")));
    }

    @Test
    void tellsThatAllIsWell() {
        FileHealth health = health();

        assertThat(health.blocks()).isEqualTo(3);
        assertThat(health.mayVanishNow()).isEqualTo(3);
        assertThat(health.mayVanishWhenDelivered()).isEqualTo(3);
        assertThat(health.weakestBlock()).isNotNull();
    }

    @Test
    void countsSuppliersThatDoNotAnswerAndRecordsThatAreLost() {
        town.supplier(2).vanish();
        assertThat(health().mayVanishNow()).isEqualTo(2);

        town.supplier(5).loseRecords();
        assertThat(health().mayVanishNow()).isEqualTo(1);

        town.supplier(2).comeBack();
        assertThat(health().mayVanishNow()).isEqualTo(2);
    }

    @Test
    void countsWhatWaitsInTheSpoolAsComing() {
        town.supplier(3).vanish();
        Town.put(storehouse, account, "file", new byte[100]);
        while (town.meters(0).get("stowage.spool.records").gauge().value() == 0) {
            Thread.onSpinWait();
        }

        FileHealth health = health();

        assertThat(health.mayVanishNow()).isEqualTo(2);
        assertThat(health.mayVanishWhenDelivered()).isEqualTo(3);
    }

    @Test
    void recordsWithFlippedBitsAreNotThere() {
        town.supplier(1).rot();

        assertThat(health().mayVanishNow()).isEqualTo(2);
    }

    @Test
    void tellsWhereTheBlocksAre() {
        FileBlocks blocks =
                storehouse
                        .health()
                        .blocks(storehouse.download().resolve(account, new FilePath("file")));

        assertThat(blocks.runs()).hasSize(3);
        assertThat(blocks.runs().getFirst().carriers()).hasSize(7).doesNotHaveDuplicates();
        assertThat(blocks.runs().stream().mapToLong(FileBlocks.Run::plainLength).sum())
                .isEqualTo(9 << 20);
    }

    @Test
    void tellsTheSpaceExactly() {
        SpaceView space = storehouse.space().space(account);

        assertThat(space.needed()).isEqualTo(1 << 30);
        assertThat(space.files()).isEqualTo(9 << 20);
        assertThat(space.used()).isBetween(9L << 20, 10L << 20);
        assertThat(space.free()).isEqualTo(space.needed() - space.used());
        assertThat(space.onSuppliers()).isBetween(2 * space.used() - 14, 2 * space.used());
    }

    @Test
    void listsTheSuppliersPositionByPosition() {
        town.supplier(4).vanish();

        SupplierList suppliers = storehouse.space().suppliers(account);
        AccountView view = storehouse.space().account(account);

        assertThat(suppliers.positions()).hasSize(7);
        assertThat(suppliers.distinctSuppliers()).isEqualTo(7);
        assertThat(suppliers.mayVanishNow()).isEqualTo(2);
        assertThat(suppliers.positions().get(4).alive()).isFalse();
        assertThat(suppliers.positions().get(4).quota()).isNull();
        assertThat(suppliers.positions().get(5).quota()).isEqualTo(Math.ceilDiv(2L << 30, 7L));
        assertThat(view.files()).isEqualTo(1);
        assertThat(view.mayVanishNow()).isEqualTo(2);
    }

    @Test
    void tellsOfASupplierThatTakesNoMore() {
        Instant end = Instant.parse("2026-11-01T00:00:00Z");
        town.supplier(4).endContracts(end);

        SupplierList suppliers = storehouse.space().suppliers(account);

        assertThat(suppliers.positions().get(4).endsAt()).isEqualTo(end);
        assertThat(suppliers.positions().get(4).free()).isZero();
        assertThat(suppliers.positions().get(5).endsAt()).isNull();
        assertThat(suppliers.positions().get(5).free()).isPositive();
        assertThat(suppliers.suppliers()).filteredOn(each -> end.equals(each.endsAt())).hasSize(1);
        assertThat(storehouse.space().space(account).free()).isZero();
    }
}
