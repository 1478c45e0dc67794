package dev.stowage.supplier.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stowage.format.record.FragmentRecord;
import dev.stowage.format.signature.SigningKey;
import dev.stowage.protocol.fault.Fault;
import dev.stowage.supplier.trial.CrashDisk;
import dev.stowage.supplier.trial.SampleAccount;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// After every crash, while writing and while opening, a store with the index files that are left
/// tells what it tells without them.
class IndexCrashTest {

    private static final int CRASHES = 6;
    private static final SampleAccount ACCOUNT = new SampleAccount(77);
    private static final SigningKey PLACEMENT = new SampleAccount(1).key();
    private static final List<FragmentRecord> RECORDS =
            IntStream.range(0, 120).mapToObj(block -> ACCOUNT.record(block, 1)).toList();

    private long rollBytes;
    private int nextRecord;

    static LongStream seeds() {
        return LongStream.range(0, 120);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void tellsTheSameWithAndWithoutIndexFiles(long seed) throws Exception {
        Random random = new Random(seed);
        rollBytes = seed % 2 == 0 ? 48 << 10 : 8 << 10;
        CrashDisk disk = new CrashDisk(random);
        for (int crash = 0; crash < CRASHES; crash++) {
            int operations = 1 + random.nextInt(crash % 2 == 0 ? 150 : 70);
            write(disk.crashAfter(operations), random);
            disk = disk.crash();
            DiskCopy copy = DiskCopy.of(disk);
            assertThat(told(copy)).isEqualTo(told(copy.withoutIndex())).contains("damaged 0");
        }
    }

    /// An index that leaves torn batches out while the log does not yet say that they are void
    /// would hide them from the next start, and they would count by halves once it is lost.
    @Test
    void whatWasTornStaysVoidWhereverAnOpeningIsCutOff() throws Exception {
        rollBytes = 48 << 10;
        DiskCopy torn = tornDisk();
        int whole = 0;
        for (int operations = 1; whole < 3; operations++) {
            assertThat(operations).isLessThan(100);
            for (int seed = 0; seed < 12; seed++) {
                CrashDisk disk = torn.disk(new Random(seed)).crashAfter(operations);
                whole += isOpened(disk) ? 1 : 0;
                disk = disk.crash();
                try (LogStore store = open(disk)) {
                    store.store(ACCOUNT.number(), RECORDS.subList(50, 51), Long.MAX_VALUE);
                }
                DiskCopy copy = DiskCopy.of(disk);
                assertThat(told(copy))
                        .as("%d operations, seed %d", operations, seed)
                        .isEqualTo(told(copy.withoutIndex()))
                        .contains("block 50: Intact");
            }
        }
    }

    private boolean isOpened(CrashDisk disk) {
        try (LogStore store = open(disk)) {
            return store.recovery().voided() > 0;
        } catch (IOException crashed) {
            return false;
        }
    }

    /// A disk on which half of a batch is left of a crash, behind enough to be written to an index.
    private DiskCopy tornDisk() throws IOException {
        for (long seed = 0; seed < 1_000; seed++) {
            nextRecord = 0;
            CrashDisk disk = new CrashDisk(new Random(seed));
            write(disk.crashAfter(5 + (int) seed % 20), new Random(seed));
            DiskCopy copy = DiskCopy.of(disk.crash());
            CrashDisk opened = copy.disk();
            try (LogStore store = open(opened)) {
                if (store.recovery().voided() > 0
                        && DiskCopy.of(opened).indexes().size() > copy.indexes().size()) {
                    return copy;
                }
            }
        }
        throw new AssertionError("no crash tore a batch");
    }

    private void write(CrashDisk disk, Random random) {
        try (LogStore store = open(disk)) {
            for (int step = 0; step < 30; step++) {
                int size = Math.min(1 + random.nextInt(4), RECORDS.size() - nextRecord);
                List<FragmentRecord> batch = RECORDS.subList(nextRecord, nextRecord + size);
                nextRecord += size;
                store.store(ACCOUNT.number(), batch, Long.MAX_VALUE);
                store.keep(ACCOUNT.countersigned(nextRecord, PLACEMENT));
                if (random.nextInt(3) == 0) {
                    List<RecordId> some = some(random);
                    store.drop(ACCOUNT.number(), some);
                    store.revive(
                            ACCOUNT.number(), some.subList(0, some.size() / 2), Long.MAX_VALUE);
                }
            }
        } catch (IOException | Fault crashed) {
            // That is what the disk is for.
        }
    }

    private static List<RecordId> some(Random random) {
        return random.ints(6, 0, RECORDS.size())
                .mapToObj(record -> RecordId.of(RECORDS.get(record)))
                .toList();
    }

    /// Files of some twenty records and sections of some five, or of three records and one.
    private LogStore open(CrashDisk disk) throws IOException {
        LogSettings settings = new LogSettings(rollBytes, 24 << 10, 1 << 20, 2, 0);
        return new LogStore(disk, settings, new Random(1), Clock.systemUTC(), CommitObserver.NONE);
    }

    private String told(DiskCopy copy) throws IOException {
        try (LogStore store = open(copy.disk())) {
            return Testimony.of(store, ACCOUNT, RECORDS);
        }
    }
}
