package dev.stowage.supplier.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stowage.format.record.FragmentRecord;
import dev.stowage.format.signature.ByteString;
import dev.stowage.protocol.fault.Fault;
import dev.stowage.protocol.supplier.FetchOutcome;
import dev.stowage.protocol.supplier.WantedRecord;
import dev.stowage.supplier.TurnedClock;
import dev.stowage.supplier.trial.CrashDisk;
import dev.stowage.supplier.trial.SampleAccount;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Of an account that is gone nothing counts from then on, and nothing is in any file after the
/// next compaction; nobody else loses anything.
class ErasureTest {

    private static final SampleAccount GONE = new SampleAccount(77);
    private static final SampleAccount STAYS = new SampleAccount(78);
    private static final int COUNT = 24;
    private static final List<FragmentRecord> OF_GONE = records(GONE);
    private static final List<FragmentRecord> OF_STAYS = records(STAYS);
    private static final ByteString NOTHING = ByteString.of(new byte[0]);

    /// Files of six records.
    private static final LogSettings SETTINGS =
            new LogSettings(16 << 10, 8 << 10, 1 << 20, 2, 0)
                    .with(new Upkeep(Duration.ofDays(7), 0, 0, Duration.ofHours(1)));

    private final TurnedClock clock = new TurnedClock();
    private CrashDisk disk = new CrashDisk(new Random(1));
    private LogStore store;

    private static List<FragmentRecord> records(SampleAccount account) {
        return IntStream.range(0, COUNT)
                .mapToObj(block -> account.record(block, 4096, 1, account.number().value()))
                .toList();
    }

    /// Records of both lie side by side in every file, with heads and facts between them.
    @BeforeEach
    void fill() throws IOException {
        store = open(disk);
        for (int block = 0; block < COUNT; block++) {
            put(OF_GONE.get(block));
            put(OF_STAYS.get(block));
        }
        for (SampleAccount account : List.of(GONE, STAYS)) {
            store.keep(account.countersigned(1, account.key()));
            keep(FactKind.CONTRACT, account, ByteString.of(new byte[] {1, 2, 3}));
            keep(FactKind.OWNER, account, ByteString.of(new byte[] {4, 5, 6}));
            store.drop(account.number(), ids(records(account).subList(0, 5)));
        }
    }

    @AfterEach
    void close() {
        store.close();
    }

    private LogStore open(CrashDisk opened) throws IOException {
        return new LogStore(opened, SETTINGS, new Random(1), clock, CommitObserver.NONE);
    }

    private void put(FragmentRecord record) {
        var _ = store.store(record.header().address().account(), List.of(record), Long.MAX_VALUE);
    }

    private void keep(FactKind kind, SampleAccount account, ByteString content) {
        store.facts().keep(new Fact(kind, account.number(), content));
    }

    private static List<RecordId> ids(List<FragmentRecord> records) {
        return records.stream()
                .map(each -> new RecordId(each.header().address(), each.header().position()))
                .toList();
    }

    private void erase() {
        keep(FactKind.ERASED, GONE, NOTHING);
    }

    @Test
    void nothingOfItCountsAtOnceAndAfterEveryStart() throws Exception {
        erase();

        assertGone();
        for (boolean withIndex : List.of(true, false)) {
            store.close();
            DiskCopy copy = DiskCopy.of(disk);
            disk = (withIndex ? copy : copy.withoutIndex()).disk();
            store = open(disk);
            assertGone();
        }
    }

    @Test
    void nothingOfItIsInAnyFileAfterACompaction() throws Exception {
        assertThat(store.compact()).as("nothing is due before").isZero();
        assertThat(filesThatHold(OF_GONE)).isNotEmpty();

        erase();
        assertThat(store.compact()).isPositive();

        assertThat(filesThatHold(OF_GONE)).isEmpty();
        assertThat(filesThatHold(OF_STAYS)).isNotEmpty();
        assertGone();
        assertThat(store.compact()).isZero();
        store.close();
        store = open(disk);
        assertGone();
        assertThat(store.compact()).as("nothing is left to be done").isZero();
    }

    @Test
    void whatIsStoredAfterwardsIsNotThere() throws Exception {
        erase();

        put(OF_GONE.getFirst());
        store.keep(GONE.countersigned(2, GONE.key()));
        keep(FactKind.CONTRACT, GONE, ByteString.of(new byte[] {9}));

        assertGone();
        store.compact();
        assertThat(filesThatHold(OF_GONE)).isEmpty();
        assertGone();
    }

    /// Files that were compacted before and after, wherever it was cut off: it is gone or all
    /// there.
    @Test
    void aCrashAnywhereLeavesAllOfItOrNothing() throws Exception {
        DiskCopy full = DiskCopy.of(disk);
        for (int operations = 1; ; operations++) {
            boolean isDone;
            boolean isSaid;
            CrashDisk crashing = full.disk(new Random(operations));
            try (LogStore erasing = open(crashing)) {
                crashing.crashAfter(operations);
                isSaid = isErased(erasing);
                if (isSaid) {
                    erasing.compact();
                }
                isDone = !crashing.isDead();
            }
            store.close();
            disk = crashing.crash();
            store = open(disk);
            if (isSaid || store.facts().has(FactKind.ERASED, GONE.number())) {
                assertGone();
            } else {
                assertThat(living(OF_GONE)).isEqualTo(COUNT - 5);
                assertThat(store.hasHead(GONE.number())).isTrue();
                erase();
            }
            store.compact();
            assertThat(filesThatHold(OF_GONE)).isEmpty();
            assertGone();
            if (isDone) {
                assertThat(operations).isGreaterThan(20);
                return;
            }
        }
    }

    private static boolean isErased(LogStore erasing) {
        try {
            erasing.facts().keep(new Fact(FactKind.ERASED, GONE.number(), NOTHING));
            return true;
        } catch (Fault dead) {
            return false;
        }
    }

    private void assertGone() {
        assertThat(living(OF_GONE)).isZero();
        assertThat(store.usage().of(GONE.number())).isZero();
        assertThat(store.usage().trashOf(GONE.number())).isZero();
        assertThat(store.hasHead(GONE.number())).isFalse();
        assertThat(store.facts().newest(FactKind.CONTRACT, GONE.number())).isEmpty();
        assertThat(store.facts().accounts(FactKind.OWNER)).containsExactly(STAYS.number());
        assertThat(store.inventory().groups(GONE.number())).isEmpty();
        assertThat(store.revive(GONE.number(), ids(OF_GONE), Long.MAX_VALUE).records()).isZero();

        assertThat(living(OF_STAYS)).isEqualTo(COUNT - 5);
        assertThat(store.usage().total()).isEqualTo(store.usage().of(STAYS.number()));
        assertThat(store.usage().trash()).isEqualTo(store.usage().trashOf(STAYS.number()));
        assertThat(store.newest(STAYS.number())).isPresent();
        assertThat(store.facts().newest(FactKind.CONTRACT, STAYS.number())).isPresent();
        assertThat(store.usage().log()).isEqualTo(bytesOfLogs());
    }

    private long living(List<FragmentRecord> records) {
        return records.stream()
                .map(
                        each ->
                                store.fetch(
                                        new WantedRecord(
                                                each.header().address(),
                                                each.header().position(),
                                                1)))
                .filter(FetchOutcome.Intact.class::isInstance)
                .count();
    }

    private long bytesOfLogs() {
        return disk.list().stream()
                .filter(each -> LogName.parse(each).isPresent())
                .mapToLong(each -> disk.content(each).length)
                .sum();
    }

    /// Files in which a stretch of any of these records' payload stands.
    private List<String> filesThatHold(List<FragmentRecord> records) {
        return disk.list().stream()
                .filter(
                        name ->
                                records.stream()
                                        .anyMatch(
                                                each -> contains(disk.content(name), endOf(each))))
                .toList();
    }

    private static byte[] endOf(FragmentRecord record) {
        ByteBuffer last = record.toBuffers().getLast().duplicate();
        byte[] bytes = new byte[last.remaining()];
        last.get(bytes);
        return Arrays.copyOf(bytes, Math.min(64, bytes.length));
    }

    private static boolean contains(byte[] file, byte[] wanted) {
        for (int at = 0; at + wanted.length <= file.length; at++) {
            if (file[at] == wanted[0]
                    && Arrays.equals(file, at, at + wanted.length, wanted, 0, wanted.length)) {
                return true;
            }
        }
        return false;
    }
}
