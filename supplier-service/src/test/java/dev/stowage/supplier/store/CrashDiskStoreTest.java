package dev.stowage.supplier.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stowage.format.record.FragmentRecord;
import dev.stowage.protocol.fault.FaultCode;
import dev.stowage.protocol.supplier.FetchOutcome;
import dev.stowage.supplier.trial.CrashDisk;
import java.io.IOException;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// The log on a disk that fails in every way.
class CrashDiskStoreTest extends TrashContract {

    private static final LogSettings SETTINGS = new LogSettings(1 << 20, 64 << 10, 1 << 20, 4, 0);

    private final CrashDisk disk = new CrashDisk(new Random(42));

    @Override
    RecordStore open() throws IOException {
        return open(disk);
    }

    private LogStore open(CrashDisk disk) throws IOException {
        return new LogStore(disk, SETTINGS, new Random(1), clock, CommitObserver.NONE);
    }

    @Test
    void saysThatTheDiskIsFullAndStoresNothingByHalves() throws Exception {
        for (boolean isReported : new boolean[] {true, false}) {
            long block = isReported ? 10 : 20;
            put(ACCOUNT.record(block, 0));
            disk.limit(disk.content(file()).length + 3000, isReported);

            assertRefused(
                    FaultCode.DISK_FULL,
                    () -> put(ACCOUNT.record(block + 1, 0), ACCOUNT.record(block + 2, 0)));
            put(ACCOUNT.record(block + 3, 0));

            disk.limit(Long.MAX_VALUE, false);
            put(ACCOUNT.record(block + 4, 0));
            reopen();
            assertMissing(ACCOUNT.record(block + 1, 0));
            assertMissing(ACCOUNT.record(block + 2, 0));
            for (long there : new long[] {block, block + 3, block + 4}) {
                assertIntact(ACCOUNT.record(there, 0));
            }
        }
    }

    @Test
    void acceptsNothingMoreAfterAFailedSyncUntilItIsOpenedAgain() throws Exception {
        put(ACCOUNT.record(1, 0));
        disk.failSyncs(true);

        assertRefused(FaultCode.VOLUME_FAILED, () -> put(ACCOUNT.record(2, 0)));
        disk.failSyncs(false);
        assertRefused(FaultCode.VOLUME_FAILED, () -> put(ACCOUNT.record(3, 0)));
        assertRefused(
                FaultCode.VOLUME_FAILED, () -> store.keep(ACCOUNT.countersigned(1, PLACEMENT)));
        assertIntact(ACCOUNT.record(1, 0));
        assertMissing(ACCOUNT.record(2, 0));

        reopen();
        put(ACCOUNT.record(4, 0));
        assertIntact(ACCOUNT.record(1, 0));
        assertIntact(ACCOUNT.record(4, 0));
    }

    @Test
    void aFlippedBitAnywhereCostsAtMostTheRecordThatItHits() throws Exception {
        List<FragmentRecord> records =
                List.of(ACCOUNT.record(1, 0), ACCOUNT.record(2, 0), ACCOUNT.record(3, 0));
        put(records.get(0), records.get(1));
        put(records.get(2));
        store.keep(ACCOUNT.countersigned(1, PLACEMENT));
        store.close();
        int length = disk.content(file()).length;

        for (int offset = 0; offset < length; offset += 5) {
            disk.flipBit(file(), offset, offset % 8);
            try (LogStore damaged = open(disk)) {
                store = damaged;
                int lost = countLost(records);
                boolean headIsLost = damaged.newest(ACCOUNT.number()).isEmpty();
                assertThat(lost + (headIsLost ? 1 : 0)).as("offset %d", offset).isLessThan(2);
            }
            disk.flipBit(file(), offset, offset % 8);
        }
        store = open();
        records.forEach(this::assertIntact);
    }

    private int countLost(List<FragmentRecord> records) {
        int lost = 0;
        for (FragmentRecord record : records) {
            if (fetch(record, 3) instanceof FetchOutcome.Intact(FragmentRecord found)) {
                assertThat(found.header()).isEqualTo(record.header());
                assertThat(found.fragmentFlaw()).isEmpty();
            } else {
                lost++;
            }
        }
        return lost;
    }

    @Test
    void aRecordThatHasDecayedIsCorruptAndCanBeStoredAgain() throws Exception {
        FragmentRecord record = ACCOUNT.record(1, 0);
        put(record, ACCOUNT.record(2, 0));
        disk.flipBit(file(), EntryHeader.BYTES + record.header().length() + 1500, 3);

        assertThat(fetch(record, 3)).isInstanceOf(FetchOutcome.Corrupt.class);
        assertThat(fetch(record, 1)).isInstanceOf(FetchOutcome.Intact.class);
        reopen();
        assertThat(fetch(record, 3)).isInstanceOf(FetchOutcome.Corrupt.class);

        assertThat(store.store(ACCOUNT.number(), List.of(record), 2 * PADDED).stored())
                .isEqualTo(1);
        assertIntact(record);
        assertThat(store.usage().of(ACCOUNT.number())).isEqualTo(2 * PADDED);
        reopen();
        assertIntact(record);
        assertThat(store.usage().of(ACCOUNT.number())).isEqualTo(2 * PADDED);
        assertThat(store.usage().records()).isEqualTo(2);
    }

    @Test
    void aHeadThatHasDecayedIsTakenAgain() throws Exception {
        store.keep(ACCOUNT.countersigned(4, PLACEMENT));
        disk.flipBit(file(), EntryHeader.BYTES + 50, 3);

        assertThat(store.newest(ACCOUNT.number())).isEmpty();
        assertThat(store.keep(ACCOUNT.countersigned(4, PLACEMENT))).isEqualTo(4);
        assertThat(store.newest(ACCOUNT.number())).isPresent();
        reopen();
        assertThat(store.newest(ACCOUNT.number())).isPresent();
    }

    @Test
    void storedBytesCannotPassForEntriesOfTheLog() throws Exception {
        put(ACCOUNT.record(1, 0));
        byte[] log = disk.content(file());
        FragmentRecord forged = OTHER.recordHolding(1, log);
        store.store(OTHER.number(), List.of(forged), UNLIMITED);
        disk.flipBit(file(), log.length + 30, 1);

        reopen();

        assertIntact(ACCOUNT.record(1, 0));
        assertThat(store.usage().of(OTHER.number())).isZero();
    }

    @Test
    void aFullDiskStillTakesRecordsToTheTrash() throws Exception {
        LogSettings keepingFree = new LogSettings(1 << 20, 64 << 10, 1 << 20, 4, 8 << 10);
        store.close();
        store = new LogStore(disk, keepingFree, new Random(1), clock, CommitObserver.NONE);
        put(ACCOUNT.record(1, 0), ACCOUNT.record(2, 0));
        disk.limit(disk.content(file()).length + (8 << 10), true);

        assertRefused(FaultCode.DISK_FULL, () -> put(ACCOUNT.record(3, 0)));
        assertThat(drop(ACCOUNT.record(1, 0)).records()).isEqualTo(1);

        assertRefused(FaultCode.DISK_FULL, () -> put(ACCOUNT.record(3, 0)));
        reopen();
        assertMissing(ACCOUNT.record(1, 0));
        assertIntact(ACCOUNT.record(2, 0));
    }

    @Test
    void whatHasDecayedInTheTrashIsStoredAgain() throws Exception {
        FragmentRecord record = ACCOUNT.record(1, 0);
        put(record, ACCOUNT.record(2, 0));
        drop(record);
        disk.flipBit(file(), EntryHeader.BYTES + record.header().length() + 1500, 3);

        assertThat(put(record).stored()).isEqualTo(1);

        assertIntact(record);
        assertThat(store.usage().of(ACCOUNT.number())).isEqualTo(2 * PADDED);
        assertThat(store.usage().trash()).isZero();
        reopen();
        assertIntact(record);
        assertThat(store.usage().of(ACCOUNT.number())).isEqualTo(2 * PADDED);
        assertThat(store.usage().trash()).isZero();
    }

    private String file() {
        return disk.list().getLast();
    }
}
