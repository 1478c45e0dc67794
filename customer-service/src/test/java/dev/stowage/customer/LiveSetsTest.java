package dev.stowage.customer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stowage.customer.account.AccountState;
import dev.stowage.customer.account.OpenAccount;
import dev.stowage.customer.storehouse.Storehouse;
import dev.stowage.customer.town.Town;
import dev.stowage.customer.town.TownSupplier;
import dev.stowage.format.account.Chain;
import dev.stowage.format.account.FilePath;
import dev.stowage.format.account.FolderPath;
import dev.stowage.format.address.BlockNumber;
import dev.stowage.format.live.BlockSet;
import dev.stowage.format.live.LiveSet;
import dev.stowage.format.live.SignedLiveSet;
import dev.stowage.protocol.customer.Registered;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What suppliers learn of what is alive.
class LiveSetsTest {

    @TempDir Path directory;
    private Town town;
    private Storehouse house;
    private Registered registered;
    private OpenAccount account;

    @BeforeEach
    void open() {
        town = new Town(4, directory);
        house = town.storehouse();
        registered = house.register().register(Town.wish(4));
        account = Town.open(house, registered);
    }

    @AfterEach
    void close() {
        town.close();
    }

    private void put(String path, String content) {
        Town.put(house, account, path, content.getBytes(StandardCharsets.UTF_8));
    }

    private BlockNumber blockOf(String path) {
        return account.known()
                .catalogue()
                .find(new FilePath(path))
                .orElseThrow()
                .runs()
                .getFirst()
                .block()
                .address()
                .block();
    }

    /// Commits until a new snapshot is due, and waits for it.
    private AccountState writeUntilSnapshot() {
        Chain before = account.known().file().chain();
        int written = 0;
        do {
            put("counter", "written " + written++);
        } while (!account.known().file().chain().snapshotIsDue());
        while (account.known().file().chain().hasSnapshotOf(before)) {
            LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
        }
        return account.known();
    }

    private LiveSet awaitLiveSet(TownSupplier supplier, long version) {
        while (true) {
            Optional<SignedLiveSet> kept =
                    supplier.liveSet(account.number(), account.layout().group());
            if (kept.isPresent() && kept.get().set().version() >= version) {
                return kept.get().set();
            }
            LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
        }
    }

    @Test
    void everySupplierLearnsWhatIsAliveWhenASnapshotHasBeenWritten() {
        put("kept", "kept");
        put("gone", "gone");
        put("replaced", "before");
        List<BlockNumber> dead = new ArrayList<>(List.of(blockOf("gone"), blockOf("replaced")));
        put("replaced", "after");
        Town.delete(house, account, "gone");

        AccountState snapshot = writeUntilSnapshot();

        BlockSet.Builder alive = new BlockSet.Builder();
        snapshot.catalogue()
                .below(FolderPath.ROOT)
                .forEachRemaining(
                        file ->
                                file.runs()
                                        .forEach(run -> alive.add(run.block().address().block())));
        snapshot.file().chain().numbers().forEach(alive::add);
        BlockSet expected = alive.build();
        for (TownSupplier supplier : town.suppliers()) {
            LiveSet set = awaitLiveSet(supplier, snapshot.version());
            assertThat(set.version()).isEqualTo(snapshot.version());
            assertThat(set.blocks()).isEqualTo(expected);
            assertThat(set.deadOf(BlockSet.of(dead))).isEqualTo(BlockSet.of(dead));
            assertThat(set.deadOf(expected)).isEqualTo(BlockSet.EMPTY);
        }
    }

    @Test
    void nothingIsSaidBeforeASnapshotIsWritten() {
        for (int file = 0; file < 20; file++) {
            put("file-" + file, "content");
        }

        assertThat(town.suppliers())
                .allMatch(
                        each -> each.liveSet(account.number(), account.layout().group()).isEmpty());
    }

    @Test
    void aSupplierThatWasAwayLearnsItWhenItIsBack() {
        put("kept", "kept");
        town.supplier(2).vanish();
        AccountState snapshot = writeUntilSnapshot();
        awaitLiveSet(town.supplier(1), snapshot.version());

        town.supplier(2).comeBack();

        assertThat(awaitLiveSet(town.supplier(2), snapshot.version()).blocks())
                .isEqualTo(awaitLiveSet(town.supplier(1), snapshot.version()).blocks());
    }

    @Test
    void blocksOfAnUploadThatAnotherServiceIsAtAreNotDead() {
        Storehouse other = town.storehouse();
        OpenAccount sameAccount = Town.open(other, registered);
        List<BlockNumber> uploading = new ArrayList<>();
        for (int block = 0; block < 20; block++) {
            uploading.add(other.commits().takeNumber(sameAccount));
        }

        AccountState snapshot = writeUntilSnapshot();

        LiveSet set = awaitLiveSet(town.supplier(0), snapshot.version());
        assertThat(set.deadOf(BlockSet.of(uploading))).isEqualTo(BlockSet.EMPTY);
        assertThat(set.horizon()).isGreaterThan(uploading.getLast());
    }

    @Test
    void suppliersLearnAtOnceThatALargeFileIsGone() {
        byte[] large = new byte[16 << 20];
        new Random(1).nextBytes(large);
        Town.put(house, account, "large", large);
        BlockNumber dead = blockOf("large");
        put("small", "small");
        assertThat(town.supplier(0).liveSet(account.number(), account.layout().group())).isEmpty();

        Town.delete(house, account, "large");

        LiveSet set = awaitLiveSet(town.supplier(0), account.known().version());
        assertThat(set.deadOf(BlockSet.of(List.of(dead)))).isEqualTo(BlockSet.of(List.of(dead)));
        assertThat(set.deadOf(BlockSet.of(List.of(blockOf("small"))))).isEqualTo(BlockSet.EMPTY);
    }
}
