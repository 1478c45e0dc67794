package dev.stowage.customer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stowage.customer.account.AccountState;
import dev.stowage.customer.account.OpenAccount;
import dev.stowage.customer.storehouse.Storehouse;
import dev.stowage.customer.town.Town;
import dev.stowage.customer.town.TownSupplier;
import dev.stowage.format.account.Chain;
import dev.stowage.format.account.FileEntry;
import dev.stowage.format.account.FilePath;
import dev.stowage.format.account.FolderPath;
import dev.stowage.format.address.BlockNumber;
import dev.stowage.format.head.BlockSizes;
import dev.stowage.format.head.OpenRanges;
import dev.stowage.format.live.BlockSet;
import dev.stowage.format.live.LiveSet;
import dev.stowage.format.live.Survey;
import dev.stowage.protocol.customer.Registered;
import dev.stowage.protocol.supplier.RecordBatch;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Snapshots are written while commits go on. Suppliers hold every full link back at a gate: small
/// commits have none, a snapshot does.
class SnapshotsTest {

    private static final int FILES = 700;

    @TempDir Path directory;
    private Town town;
    private Storehouse house;
    private Registered registered;
    private OpenAccount account;
    private final CountDownLatch gate = new CountDownLatch(1);
    private final CountDownLatch headGate = new CountDownLatch(1);
    private final Semaphore arrived = new Semaphore(0);
    private final Set<BlockNumber> fullLinks = Collections.synchronizedSet(new HashSet<>());

    @BeforeEach
    void storeManyFiles() {
        town = new Town(4, directory);
        house = town.storehouse();
        registered = house.register().register(Town.wish(4));
        account = Town.open(house, registered);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int file = 0; file < FILES; file++) {
                String path = "folder-%d/file-%d".formatted(file % 7, file);
                threads.submit(() -> put(path, path));
            }
        }
        Town.awaitDeliveries(house, account);
        town.suppliers().forEach(each -> each.whenReceiving(this::holdFullLinks));
    }

    @AfterEach
    void moveOut() {
        gate.countDown();
        headGate.countDown();
        town.close();
    }

    private void holdFullLinks(RecordBatch batch) {
        List<BlockNumber> full =
                batch.records().stream()
                        .filter(each -> each.header().blockLength() == BlockSizes.ACCOUNT_FILE)
                        .map(each -> each.header().address().block())
                        .toList();
        if (full.isEmpty()) {
            return;
        }
        fullLinks.addAll(full);
        arrived.release();
        awaitOpen(gate);
    }

    private void holdTheNextHead() {
        long next = account.known().head().version() + 1;
        town.suppliers()
                .forEach(
                        each ->
                                each.whenKeeping(
                                        version -> {
                                            if (version == next) {
                                                awaitOpen(headGate);
                                            }
                                        }));
    }

    private static void awaitOpen(CountDownLatch gate) {
        try {
            gate.await();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private void put(String path, String content) {
        Town.put(house, account, path, content.getBytes(StandardCharsets.UTF_8));
    }

    private Chain chain() {
        return account.known().file().chain();
    }

    /// Commits until a snapshot is held at the gate by every supplier.
    private Chain writeUntilASnapshotIsHeld() throws InterruptedException {
        while (!chain().snapshotIsDue()) {
            put("counter", "before");
        }
        arrived.acquire(town.suppliers().size());
        return chain();
    }

    private AccountState awaitOtherSnapshotThan(Chain before) {
        while (chain().hasSnapshotOf(before)) {
            LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
        }
        return account.known();
    }

    private static List<FileEntry> files(OpenAccount account) {
        List<FileEntry> files = new ArrayList<>();
        account.resolve().catalogue().below(FolderPath.ROOT).forEachRemaining(files::add);
        return files;
    }

    @Test
    void writersGoOnWhileASnapshotIsWritten() throws InterruptedException {
        OpenAccount reader = Town.open(town.storehouse(), registered);
        Chain before = writeUntilASnapshotIsHeld();

        for (int change = 0; change < 30; change++) {
            put("during/file-" + change % 20, "change " + change);
        }
        Town.delete(house, account, "folder-3/file-3");
        put("folder-4/file-4", "changed");
        assertThat(chain().hasSnapshotOf(before)).isTrue();
        assertThat(chain().deltas()).isEqualTo(before.deltas() + 32);
        gate.countDown();
        AccountState after = awaitOtherSnapshotThan(before);

        assertThat(after.file().chain().deltas()).as("the joint alone").isEqualTo(1);
        OpenAccount stranger = Town.open(town.storehouse(), registered);
        for (OpenAccount each : List.of(account, reader, stranger)) {
            assertThat(files(each)).hasSize(FILES + 1 + 20 - 1).isEqualTo(files(account));
            assertThat(each.known().file().chain()).isEqualTo(after.file().chain());
            assertThat(content(each, "during/file-9")).isEqualTo("change 29");
            assertThat(content(each, "folder-4/file-4")).isEqualTo("changed");
            assertThat(each.known().catalogue().find(new FilePath("folder-3/file-3"))).isEmpty();
        }
    }

    private String content(OpenAccount account, String path) {
        return new String(Town.get(house, account, path), StandardCharsets.UTF_8);
    }

    @Test
    void itsNumbersAreOpenAsLongAsItIsWritten() throws InterruptedException {
        Chain before = writeUntilASnapshotIsHeld();
        assertThat(fullLinks)
                .isNotEmpty()
                .allMatch(new OpenRanges(account.known().head().openRanges())::contains);
        for (int change = 0; change < 30; change++) {
            put("during/file-" + change, "change");
            OpenRanges open = new OpenRanges(account.known().head().openRanges());
            assertThat(fullLinks).allMatch(open::contains);
        }
        holdTheNextHead();
        gate.countDown();
        AccountState after = awaitOtherSnapshotThan(before);

        assertThat(Survey.of(after.head(), after.file()).getFirst().blocks())
                .satisfies(
                        alive ->
                                assertThat(alive.and(BlockSet.of(fullLinks)))
                                        .isEqualTo(BlockSet.of(fullLinks)));
        put("after", "one more");
        OpenRanges open = new OpenRanges(account.known().head().openRanges());
        assertThat(fullLinks)
                .as("closed by the head that follows, though its own is not kept yet")
                .noneMatch(open::contains);
    }

    @Test
    void aServiceThatDiesInBetweenLeavesNothingBehindThatHurts() throws InterruptedException {
        writeUntilASnapshotIsHeld();
        put("last", "words");
        Set<BlockNumber> left = Set.copyOf(fullLinks);
        Storehouse heir = town.storehouse();
        OpenAccount inherited = Town.open(heir, registered);
        assertThat(files(inherited)).isEqualTo(files(account));
        house.close();

        town.suppliers().forEach(each -> each.whenReceiving(_ -> {}));
        Chain before = inherited.known().file().chain();
        Town.put(heir, inherited, "heir", new byte[] {1});
        while (inherited.known().file().chain().hasSnapshotOf(before)) {
            LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
        }

        AccountState state = inherited.known();
        LiveSet alive = Survey.of(state.head(), state.file()).getFirst();
        assertThat(alive.blocks().and(BlockSet.of(left))).isEqualTo(BlockSet.EMPTY);
        assertThat(alive.deadOf(BlockSet.of(left)))
                .as("not dead before somebody closes the range of the service that died")
                .isEqualTo(BlockSet.EMPTY);
        assertThat(files(Town.open(town.storehouse(), registered))).hasSize(FILES + 3);
    }

    @Test
    void ofTwoServicesOneWinsAndTheOtherGivesItsBlocksUp() throws InterruptedException {
        Storehouse other = town.storehouse();
        OpenAccount there = Town.open(other, registered);
        Chain before = writeUntilASnapshotIsHeld();
        Town.put(other, there, "other", new byte[] {1});
        arrived.acquire(town.suppliers().size());
        gate.countDown();
        awaitOtherSnapshotThan(before);

        for (int round = 0; round < 3; round++) {
            put("mine-" + round, "one");
            Town.put(other, there, "theirs-" + round, new byte[] {2});
        }

        assertThat(files(there)).isEqualTo(files(account)).hasSize(FILES + 2 + 6);
        assertThat(there.known().file().chain().hasSnapshotOf(chain())).isTrue();
        BlockSet.Builder links = new BlockSet.Builder();
        chain().numbers().forEach(links::add);
        BlockSet named = links.build().and(BlockSet.of(fullLinks));
        assertThat(named.size()).as("of one snapshot").isLessThan(fullLinks.size()).isPositive();
        while (fullLinks.stream()
                .filter(each -> !named.contains(each))
                .anyMatch(new OpenRanges(there.known().head().openRanges())::contains)) {
            put("mine", "again");
            Town.put(other, there, "theirs", new byte[] {3});
        }
    }

    @Test
    void isWrittenAnewWhenACarrierChangedHandsMeanwhile() throws InterruptedException {
        Chain before = writeUntilASnapshotIsHeld();
        Set<BlockNumber> first = Set.copyOf(fullLinks);
        town.changeHands(account.layout().carrier(1, BlockNumber.FIRST));
        // one of two is among any three that hold it
        town.changeHands(account.layout().carrier(2, BlockNumber.FIRST));
        put("during", "a change");
        gate.countDown();
        AccountState after = awaitOtherSnapshotThan(before);

        assertThat(
                        BlockSet.of(first)
                                .and(Survey.of(after.head(), after.file()).getFirst().blocks()))
                .isEqualTo(BlockSet.EMPTY);
        assertThat(fullLinks.size()).isGreaterThan(first.size());
        assertThat(files(Town.open(town.storehouse(), registered))).isEqualTo(files(account));
    }

    @Test
    void whoseLinksAreGoneReadsTheSnapshot() throws InterruptedException {
        OpenAccount behind = Town.open(town.storehouse(), registered);
        Chain before = writeUntilASnapshotIsHeld();
        gate.countDown();
        AccountState after = awaitOtherSnapshotThan(before);
        Town.awaitDeliveries(house, account);
        BlockSet alive = Survey.of(after.head(), after.file()).getFirst().blocks();
        for (TownSupplier each : town.suppliers()) {
            each.keepOnly(alive::contains);
        }

        assertThat(files(behind)).isEqualTo(files(account));
        assertThat(behind.known().file().chain()).isEqualTo(after.file().chain());
    }
}
