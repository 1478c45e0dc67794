package dev.stowage.supplier.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stowage.format.record.FragmentRecord;
import dev.stowage.format.signature.ByteString;
import dev.stowage.protocol.fault.Fault;
import dev.stowage.protocol.fault.FaultCode;
import dev.stowage.protocol.supplier.FetchOutcome;
import dev.stowage.protocol.supplier.WantedRecord;
import dev.stowage.supplier.TurnedClock;
import dev.stowage.supplier.trial.CrashDisk;
import dev.stowage.supplier.trial.SampleAccount;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What a store says that it uses is the truth after every one of 100,000 operations, crashes among
/// them.
class SpaceTest {

    private static final int OPERATIONS = 25_000;
    private static final int LATEST_CRASH = 4_000;
    private static final int LOOK = 100;
    private static final int REPLAY = 1_000;
    private static final Duration TRASH = Duration.ofDays(7);
    private static final SampleAccount ACCOUNT = new SampleAccount(77);
    private static final LogSettings SETTINGS =
            new LogSettings(64 << 10, 32 << 10, 1 << 20, 2, 0)
                    .with(new Upkeep(TRASH, 60, 0, Duration.ofHours(1)));

    /// Of several lengths.
    private static final List<FragmentRecord> RECORDS =
            IntStream.range(0, 160)
                    .mapToObj(block -> ACCOUNT.record(block, 1 + block % 5 * 3_000, block % 4, 0))
                    .toList();

    private final TurnedClock clock = new TurnedClock();
    private SplittableRandom random = new SplittableRandom();
    private SpaceModel model = new SpaceModel(TRASH);
    private CrashDisk disk = new CrashDisk(random);
    private int crashes;

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4})
    void isToldToTheByteAfterEveryOperation(long seed) throws Exception {
        random = new SplittableRandom(seed);
        disk = new CrashDisk(random);
        LogStore store = open();
        disk.crashAfter(random.nextInt(LATEST_CRASH));
        try {
            for (int operation = 0; operation < OPERATIONS; operation++) {
                SpaceModel before = model.copy();
                if (!isDone(store)) {
                    store.close();
                    store = openAfterCrash(before);
                }
                assertFigures(store, "operation " + operation);
                if (operation % LOOK == 0) {
                    assertThat(store.usage().log()).isEqualTo(bytesOfLogs());
                }
                if (operation % REPLAY == 0) {
                    disk.crashAfter(Integer.MAX_VALUE);
                    assertReplayTellsTheSame(store);
                    disk.crashAfter(random.nextInt(LATEST_CRASH));
                }
            }
        } finally {
            store.close();
        }
        assertThat(crashes).isGreaterThan(10);
    }

    private LogStore open() throws IOException {
        LogStore store = new LogStore(disk, SETTINGS, random, clock, CommitObserver.NONE);
        store.condemn();
        return store;
    }

    /// @return whether the store did it; if not, the power is gone
    private boolean isDone(LogStore store) {
        List<FragmentRecord> some = some();
        try {
            switch (random.nextInt(40)) {
                case 0 -> store.keep(ACCOUNT.countersigned(1 + random.nextInt(50), ACCOUNT.key()));
                case 1 -> store.facts().keep(fact());
                case 2 -> pass(store);
                case 3, 4 -> store.compact();
                case 5, 6, 7, 8 -> exceedQuota(store, some);
                case 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20 -> drop(store, some);
                case 21, 22, 23, 24, 25, 26 -> revive(store, some);
                default -> store(store, some);
            }
            return !disk.isDead();
        } catch (Fault refused) {
            assertThat(disk.isDead()).as(refused.getMessage()).isTrue();
            return false;
        }
    }

    private List<FragmentRecord> some() {
        int from = random.nextInt(RECORDS.size() - 4);
        return RECORDS.subList(from, from + 1 + random.nextInt(4));
    }

    private Fact fact() {
        byte[] content = new byte[random.nextInt(200)];
        return new Fact(FactKind.CONTRACT, ACCOUNT.number(), ByteString.of(content));
    }

    private void pass(LogStore store) {
        clock.turn(Duration.ofHours(random.nextInt(60)));
        model.pass(clock.instant());
        store.condemn();
    }

    private void store(LogStore store, List<FragmentRecord> some) {
        int stored = model.store(some);
        assertThat(store.store(ACCOUNT.number(), some, model.used()).stored()).isEqualTo(stored);
    }

    private void exceedQuota(LogStore store, List<FragmentRecord> some) {
        SpaceModel after = model.copy();
        if (after.store(some) == 0) {
            return;
        }
        try {
            store.store(ACCOUNT.number(), some, after.used() - 1);
            throw new AssertionError("more than the quota was stored");
        } catch (Fault refused) {
            if (refused.code() != FaultCode.QUOTA_EXCEEDED) {
                throw refused;
            }
        }
    }

    private void drop(LogStore store, List<FragmentRecord> some) {
        int gone = model.drop(some, clock.instant());
        assertThat(store.drop(ACCOUNT.number(), ids(some)).records()).isEqualTo(gone);
    }

    private void revive(LogStore store, List<FragmentRecord> some) {
        int back = model.revive(some);
        assertThat(store.revive(ACCOUNT.number(), ids(some), model.used()).records())
                .isEqualTo(back);
    }

    private static List<RecordId> ids(List<FragmentRecord> records) {
        return records.stream().map(RecordId::of).toList();
    }

    /// The last operation was done or it was not.
    private LogStore openAfterCrash(SpaceModel before) throws IOException {
        crashes++;
        disk = disk.crash();
        LogStore store = open();
        SpaceModel after = model;
        before.pass(clock.instant());
        model = List.of(after, before).stream().filter(isTold(store)).findFirst().orElse(after);
        for (FragmentRecord record : RECORDS) {
            WantedRecord wanted =
                    new WantedRecord(record.header().address(), record.header().position(), 3);
            assertThat(store.fetch(wanted))
                    .isInstanceOf(
                            model.isLiving(record)
                                    ? FetchOutcome.Intact.class
                                    : FetchOutcome.Missing.class);
        }
        disk.crashAfter(random.nextInt(LATEST_CRASH));
        return store;
    }

    private static Predicate<SpaceModel> isTold(LogStore store) {
        return each ->
                each.used() == store.usage().total() && each.trash() == store.usage().trash();
    }

    private void assertFigures(LogStore store, String when) {
        Usage usage = store.usage();
        assertThat(usage.of(ACCOUNT.number())).as(when).isEqualTo(model.used());
        assertThat(usage.total()).as(when).isEqualTo(model.used());
        assertThat(usage.records()).as(when).isEqualTo(model.records());
        assertThat(usage.trashOf(ACCOUNT.number())).as(when).isEqualTo(model.trash());
        assertThat(usage.trash()).as(when).isEqualTo(model.trash());
        assertThat(usage.trashRecords()).as(when).isEqualTo(model.trashRecords());
        assertThat(usage.headers()).as(when).isNotNegative();
        assertThat(usage.dead()).as(when).isNotNegative();
    }

    private long bytesOfLogs() {
        return disk.list().stream()
                .filter(each -> LogName.parse(each).isPresent())
                .mapToLong(each -> disk.content(each).length)
                .sum();
    }

    private void assertReplayTellsTheSame(LogStore store) throws IOException {
        DiskCopy copy = DiskCopy.of(disk).withoutIndex();
        try (LogStore again =
                new LogStore(copy.disk(), SETTINGS, random, clock, CommitObserver.NONE)) {
            again.condemn();
            assertThat(Testimony.of(again, ACCOUNT, RECORDS))
                    .isEqualTo(Testimony.of(store, ACCOUNT, RECORDS));
        }
    }
}
