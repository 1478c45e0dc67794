package dev.stowage.supplier.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stowage.format.record.FragmentRecord;
import dev.stowage.protocol.supplier.FetchOutcome;
import dev.stowage.protocol.supplier.WantedRecord;
import dev.stowage.supplier.TurnedClock;
import dev.stowage.supplier.trial.CrashDisk;
import dev.stowage.supplier.trial.SampleAccount;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What is dead goes, what is needed stays, whatever happens meanwhile.
class CompactionTest {

    private static final SampleAccount ACCOUNT = new SampleAccount(77);
    private static final int COUNT = 40;
    private static final List<FragmentRecord> RECORDS =
            IntStream.range(0, COUNT).mapToObj(block -> ACCOUNT.record(block, 1)).toList();
    private static final Duration WEEK = Duration.ofDays(7);

    /// Files of six records.
    private static final LogSettings SETTINGS =
            new LogSettings(16 << 10, 8 << 10, 1 << 20, 2, 0)
                    .with(new Upkeep(WEEK, 50, 0, Duration.ofHours(1)));

    private final TurnedClock clock = new TurnedClock();
    private CrashDisk disk = new CrashDisk(new Random(1));
    private LogStore store;

    @BeforeEach
    void fill() throws IOException {
        store = open(disk);
        for (FragmentRecord record : RECORDS) {
            put(record);
        }
    }

    @AfterEach
    void close() {
        store.close();
    }

    private LogStore open(CrashDisk opened) throws IOException {
        return new LogStore(opened, SETTINGS, new Random(1), clock, CommitObserver.NONE);
    }

    @Test
    void givesBackTheBytesOfWhatIsGone() throws Exception {
        store.keep(ACCOUNT.countersigned(1, ACCOUNT.key()));
        drop(RECORDS.subList(0, 30));
        long before = store.usage().log();
        store.compact();
        assertThat(store.usage().log()).isEqualTo(before);

        clock.turn(WEEK);
        assertThat(store.compact()).isPositive();
        assertThat(store.compact()).isZero();

        assertThat(store.usage().trash()).isZero();
        assertThat(store.usage().log()).isLessThan(before / 2).isEqualTo(bytesOfLogs());
        assertThat(store.usage().dead()).isLessThan(store.usage().log() / 2);
        assertOnlyLiving(RECORDS.subList(30, COUNT));
        assertTellsTheSameWhenOpenedAgain();
        assertThat(store.newest(ACCOUNT.number())).isPresent();
    }

    @Test
    void whatLiesInTheTrashIsKeptAndComesBack() throws Exception {
        drop(RECORDS.subList(0, 20));
        clock.turn(WEEK.dividedBy(2));
        List<FragmentRecord> later =
                RECORDS.stream().filter(each -> block(each) >= 20 && block(each) % 6 > 0).toList();
        drop(later);
        clock.turn(WEEK.dividedBy(2));

        assertThat(store.compact()).isPositive();

        assertTellsTheSameWhenOpenedAgain();
        List<FragmentRecord> rest = new ArrayList<>(RECORDS.subList(20, COUNT));
        rest.removeAll(later);
        assertOnlyLiving(rest);
        assertThat(store.revive(ACCOUNT.number(), ids(RECORDS), Long.MAX_VALUE).records())
                .isEqualTo(later.size());
        assertOnlyLiving(RECORDS.subList(20, COUNT));
        assertTellsTheSameWhenOpenedAgain();
    }

    /// Their file is full of drops that nobody needs, so it is due first; the record is far before.
    @Test
    void aDropIsKeptAsLongAsItsRecordIsInAFile() throws Exception {
        String oldest = logs().getFirst();
        dropAndRevive(RECORDS.subList(30, COUNT));
        drop(RECORDS.subList(0, 1));
        dropAndRevive(RECORDS.subList(30, COUNT));
        for (int again = 0; again < 3; again++) {
            clock.turn(WEEK);
            assertThat(store.compact()).isEqualTo(again == 0 ? 1 : 0);
            assertThat(logs().getFirst()).isEqualTo(oldest);
            assertTellsTheSameWhenOpenedAgain();
            assertMissing(RECORDS.getFirst());
        }

        drop(RECORDS.subList(1, 6));
        clock.turn(WEEK);
        assertThat(store.compact()).isPositive();

        assertTellsTheSameWhenOpenedAgain();
        assertOnlyLiving(RECORDS.subList(6, COUNT));
    }

    @Test
    void aRecordThatWasStoredOnceMoreIsNotFoundAgainByItsOlderEntry() throws Exception {
        FragmentRecord record = RECORDS.getFirst();
        decay(0);
        put(record);
        assertOnlyLiving(RECORDS);
        drop(List.of(record));
        drop(RECORDS.subList(36, COUNT));
        dropAndRevive(RECORDS.subList(26, 36));
        clock.turn(WEEK);

        assertThat(store.compact()).isPositive();

        assertTellsTheSameWhenOpenedAgain();
        assertMissing(record);
        drop(RECORDS.subList(1, 6));
        clock.turn(WEEK);
        assertThat(store.compact()).isPositive();
        assertTellsTheSameWhenOpenedAgain();
        assertOnlyLiving(RECORDS.subList(6, 36));
    }

    /// Fills files with drops and revivals of which only the last ones count.
    private void dropAndRevive(List<FragmentRecord> records) {
        for (int again = 0; again < 20; again++) {
            drop(records);
            store.revive(ACCOUNT.number(), ids(records), Long.MAX_VALUE);
        }
    }

    @Test
    void whatHasDecayedIsCopiedAsItIsAndNotLostInSilence() throws Exception {
        decay(0);
        drop(RECORDS.subList(1, 6));
        clock.turn(WEEK);

        assertThat(store.compact()).isPositive();

        assertThat(fetch(RECORDS.getFirst())).isInstanceOf(FetchOutcome.Corrupt.class);
        assertThat(store.usage().records()).isEqualTo(COUNT - 5);
        assertTellsTheSameWhenOpenedAgain();
        assertThat(put(RECORDS.getFirst())).isEqualTo(1);
        assertThat(fetch(RECORDS.getFirst())).isInstanceOf(FetchOutcome.Intact.class);
    }

    @Test
    void aRecordWhoseHeaderDecayedIsCopiedForItsBodyIsRight() throws Exception {
        disk.flipBit(logs().getFirst(), 20, 1);
        drop(RECORDS.subList(1, 6));
        clock.turn(WEEK);

        assertThat(store.compact()).isPositive();

        assertTellsTheSameWhenOpenedAgain();
        assertOnlyLiving(
                RECORDS.stream().filter(each -> block(each) < 1 || block(each) > 5).toList());
    }

    @Test
    void aFileInWhichDamageWasFoundAtTheStartIsLeftAsItIs() throws Exception {
        drop(RECORDS.subList(0, 12));
        String damaged = logs().getFirst();
        store.close();
        disk.flipBit(damaged, 20, 1);
        disk = DiskCopy.of(disk).withoutIndex().disk();
        store = open(disk);
        assertThat(store.recovery().damaged()).isEqualTo(1);
        clock.turn(WEEK);

        assertThat(store.compact()).isPositive();

        assertThat(logs()).contains(damaged);
        assertOnlyLiving(RECORDS.subList(12, COUNT));
    }

    @Test
    void withoutRoomNothingChanges() throws Exception {
        drop(RECORDS.stream().filter(each -> block(each) % 6 > 0).toList());
        clock.turn(WEEK);
        disk.limit(disk.list().stream().mapToLong(each -> disk.content(each).length).sum(), true);
        List<String> before = disk.list();

        assertThat(store.compact()).isZero();

        assertThat(disk.list()).isEqualTo(before);
        disk.limit(Long.MAX_VALUE, true);
        assertThat(store.compact()).isPositive();
        assertOnlyLiving(RECORDS.stream().filter(each -> block(each) % 6 == 0).toList());
    }

    @Test
    void smallNeighboursBecomeOneFile() throws Exception {
        drop(RECORDS.stream().filter(each -> block(each) % 6 != 0).toList());
        clock.turn(WEEK);

        store.compact();

        assertThat(logs()).hasSizeLessThan(4);
        assertOnlyLiving(RECORDS.stream().filter(each -> block(each) % 6 == 0).toList());
        assertTellsTheSameWhenOpenedAgain();
    }

    /// After a crash at any operation the store tells what it would have told without compaction,
    /// and what was left over is gone.
    @Test
    void aCrashAnywhereLeavesOneTruth() throws Exception {
        drop(RECORDS.stream().filter(each -> block(each) % 6 > 1).toList());
        clock.turn(WEEK);
        drop(RECORDS.subList(6, 7));
        DiskCopy full = DiskCopy.of(disk);
        for (int operations = 1; ; operations++) {
            boolean isDone = false;
            for (int seed = 0; seed < 6; seed++) {
                CrashDisk crashing = full.disk(new Random(seed));
                try (LogStore compacting = open(crashing)) {
                    crashing.crashAfter(operations);
                    compacting.compact();
                    isDone = !crashing.isDead();
                }
                disk = crashing.crash();
                store.close();
                store = open(disk);
                assertOnlyLiving(
                        RECORDS.stream()
                                .filter(each -> block(each) % 6 < 2 && block(each) != 6)
                                .toList());
                assertThat(store.usage().trashRecords() - trashedAndOver()).isEqualTo(1);
                assertThat(store.recovery().damaged()).isZero();
                assertThat(disk.list())
                        .noneMatch(each -> each.endsWith(LogName.MAKING))
                        .hasSizeLessThanOrEqualTo(2 * logs().size());
                assertThat(store.usage().log()).isEqualTo(bytesOfLogs());
                store.compact();
                assertThat(store.usage().dead()).isLessThan(store.usage().log() / 2);
                assertTellsTheSameWhenOpenedAgain();
            }
            if (isDone) {
                assertThat(operations).isGreaterThan(20);
                return;
            }
        }
    }

    private long trashedAndOver() {
        return store.usage().trashRecords()
                - store.inventory()
                        .trash(ACCOUNT.number(), SampleAccount.LAYOUT.group(), null, 100)
                        .size();
    }

    @Test
    void whoReadsAndWritesMeanwhileNoticesNothing() throws Exception {
        AtomicBoolean done = new AtomicBoolean();
        try (ExecutorService threads = Executors.newFixedThreadPool(3)) {
            List<Future<Integer>> readers = new ArrayList<>();
            for (int reader = 0; reader < 2; reader++) {
                int seed = reader;
                readers.add(threads.submit(() -> readUntil(done, new Random(seed))));
            }
            for (int round = 0; round < 60; round++) {
                for (int block = 0; block < 30; block++) {
                    put(ACCOUNT.record(1000 + block, 2));
                }
                drop(IntStream.range(0, 30).mapToObj(b -> ACCOUNT.record(1000 + b, 2)).toList());
                clock.turn(WEEK);
                store.compact();
            }
            done.set(true);
            for (Future<Integer> reader : readers) {
                assertThat(reader.get()).isPositive();
            }
        }
        assertOnlyLiving(RECORDS);
        assertThat(logs()).hasSizeLessThan(16);
        assertTellsTheSameWhenOpenedAgain();
    }

    private int readUntil(AtomicBoolean done, Random random) {
        int reads = 0;
        for (; !done.get(); reads++) {
            assertThat(fetch(RECORDS.get(random.nextInt(COUNT))))
                    .isInstanceOf(FetchOutcome.Intact.class);
        }
        return reads;
    }

    private void assertOnlyLiving(List<FragmentRecord> living) {
        for (FragmentRecord record : RECORDS) {
            if (living.contains(record)) {
                assertThat(fetch(record))
                        .as("block %d", block(record))
                        .isInstanceOfSatisfying(
                                FetchOutcome.Intact.class,
                                found ->
                                        assertThat(found.record().toBuffers())
                                                .isEqualTo(record.toBuffers()));
            } else {
                assertMissing(record);
            }
        }
        assertThat(store.usage().records()).isEqualTo(living.size());
    }

    private void assertMissing(FragmentRecord record) {
        assertThat(fetch(record))
                .as("block %d", block(record))
                .isInstanceOf(FetchOutcome.Missing.class);
    }

    /// With index files and without, and what counts as dead, too.
    private void assertTellsTheSameWhenOpenedAgain() throws IOException {
        String told = Testimony.of(store, ACCOUNT, RECORDS);
        DiskCopy copy = DiskCopy.of(disk);
        for (DiskCopy each : List.of(copy, copy.withoutIndex())) {
            try (LogStore again = open(each.disk())) {
                again.condemn();
                assertThat(Testimony.of(again, ACCOUNT, RECORDS)).isEqualTo(told);
            }
        }
        store.close();
        store = open(disk);
        store.condemn();
        assertThat(Testimony.of(store, ACCOUNT, RECORDS)).isEqualTo(told);
    }

    private List<String> logs() {
        return disk.list().stream().filter(each -> LogName.parse(each).isPresent()).toList();
    }

    private long bytesOfLogs() {
        return logs().stream().mapToLong(each -> disk.content(each).length).sum();
    }

    /// Damages the body of a record that is the first one of its file.
    private void decay(int file) {
        disk.flipBit(
                logs().get(file),
                EntryHeader.BYTES + RECORDS.getFirst().header().length() + 1500,
                3);
    }

    private int put(FragmentRecord record) {
        return store.store(ACCOUNT.number(), List.of(record), Long.MAX_VALUE).stored();
    }

    private void drop(List<FragmentRecord> records) {
        store.drop(ACCOUNT.number(), ids(records));
    }

    private static List<RecordId> ids(List<FragmentRecord> records) {
        return records.stream().map(RecordId::of).toList();
    }

    private FetchOutcome fetch(FragmentRecord record) {
        return store.fetch(
                new WantedRecord(record.header().address(), record.header().position(), 3));
    }

    private static long block(FragmentRecord record) {
        return record.header().address().block().bits();
    }
}
