package dev.stowage.supplier.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stowage.format.address.CarrierGroup;
import dev.stowage.format.record.FragmentRecord;
import dev.stowage.protocol.fault.FaultCode;
import dev.stowage.supplier.trial.SampleAccount;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// What every record store does with what is dropped.
abstract class TrashContract extends RecordStoreContract {

    static final Duration TRASH = Duration.ofDays(7);
    static final CarrierGroup GROUP = SampleAccount.LAYOUT.group();

    @Test
    void aDroppedRecordIsNotFetchedAndDoesNotCount() throws Exception {
        put(ACCOUNT.record(1, 0), ACCOUNT.record(2, 0), ACCOUNT.record(2, 1));

        assertThat(drop(ACCOUNT.record(1, 0), ACCOUNT.record(2, 1)))
                .isEqualTo(new Trashed(2, 2 * PADDED));

        for (int again = 0; again < 2; again++) {
            assertMissing(ACCOUNT.record(1, 0));
            assertMissing(ACCOUNT.record(2, 1));
            assertIntact(ACCOUNT.record(2, 0));
            assertUsage(1, 2);
            assertThat(store.usage().of(ACCOUNT.number())).isEqualTo(PADDED);
            assertThat(store.usage().trashOf(ACCOUNT.number())).isEqualTo(2 * PADDED);
            assertThat(store.usage().trashOf(OTHER.number())).isZero();
            reopen();
        }
    }

    @Test
    void aDroppedRecordComesBackAsItWas() throws Exception {
        put(ACCOUNT.record(1, 0), ACCOUNT.record(2, 0));
        drop(ACCOUNT.record(1, 0));

        assertThat(revive(UNLIMITED, ACCOUNT.record(1, 0), ACCOUNT.record(2, 0)))
                .isEqualTo(new Trashed(1, PADDED));

        for (int again = 0; again < 2; again++) {
            assertIntact(ACCOUNT.record(1, 0));
            assertIntact(ACCOUNT.record(2, 0));
            assertUsage(2, 0);
            reopen();
        }
        assertThat(drop(ACCOUNT.record(1, 0)).records()).isEqualTo(1);
        reopen();
        assertMissing(ACCOUNT.record(1, 0));
        assertThat(revive(UNLIMITED, ACCOUNT.record(1, 0)).records()).isEqualTo(1);
        reopen();
        assertIntact(ACCOUNT.record(1, 0));
        assertUsage(2, 0);
    }

    @Test
    void whatIsNotThereIsPassedOver() {
        put(ACCOUNT.record(1, 0));

        assertThat(drop(ACCOUNT.record(2, 0), ACCOUNT.record(1, 1))).isEqualTo(new Trashed(0, 0));
        assertThat(drop(ACCOUNT.record(1, 0), ACCOUNT.record(1, 0)).records()).isEqualTo(1);
        assertThat(drop(ACCOUNT.record(1, 0)).records()).isZero();
        assertThat(revive(UNLIMITED, ACCOUNT.record(2, 0)).records()).isZero();
        assertUsage(0, 1);
        assertThatThrownBy(() -> store.drop(OTHER.number(), ids(ACCOUNT.record(1, 0))))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void whatWasDroppedCanComeBackForAWeekAndNotAMomentLonger() throws Exception {
        put(ACCOUNT.record(1, 0), ACCOUNT.record(2, 0));
        drop(ACCOUNT.record(1, 0), ACCOUNT.record(2, 0));
        clock.turn(TRASH.minusMillis(1));
        reopen();

        assertThat(revive(UNLIMITED, ACCOUNT.record(1, 0)).records()).isEqualTo(1);
        clock.turn(Duration.ofMillis(1));
        assertThat(revive(UNLIMITED, ACCOUNT.record(2, 0)).records()).isZero();
        assertThat(trash(null, 10)).isEmpty();
        assertIntact(ACCOUNT.record(1, 0));
        assertMissing(ACCOUNT.record(2, 0));
    }

    @Test
    void aSecondDropDoesNotProlongTheTimeInTheTrash() {
        put(ACCOUNT.record(1, 0));
        drop(ACCOUNT.record(1, 0));
        clock.turn(TRASH.dividedBy(2));
        drop(ACCOUNT.record(1, 0));
        clock.turn(TRASH.dividedBy(2));

        assertThat(revive(UNLIMITED, ACCOUNT.record(1, 0)).records()).isZero();
    }

    @Test
    void storingWhatLiesInTheTrashRevivesItAndDoesNotWriteItAgain() throws Exception {
        FragmentRecord record = ACCOUNT.record(1, 64 << 10, 0, 0);
        put(record);
        drop(record);
        long before = store.usage().log();

        assertThat(put(record).stored()).isEqualTo(1);

        assertThat(store.usage().log() - before).isLessThan(1 << 10);
        assertIntact(record);
        assertThat(store.usage().of(ACCOUNT.number())).isEqualTo(record.header().paddedLength());
        assertThat(put(record).stored()).isZero();
        reopen();
        assertIntact(record);
        assertThat(store.usage().trash()).isZero();
    }

    @Test
    void aRecordIsStoredAnewWhenItsTimeInTheTrashIsOver() throws Exception {
        put(ACCOUNT.record(1, 0), ACCOUNT.record(2, 0));
        drop(ACCOUNT.record(1, 0), ACCOUNT.record(2, 0));
        FragmentRecord other = ACCOUNT.record(2, 4096, 0, 99);
        assertRefused(FaultCode.NUMBER_USED, () -> put(other));
        clock.turn(TRASH);
        long before = store.usage().log();

        put(ACCOUNT.record(1, 0), other);

        assertThat(store.usage().log() - before).isGreaterThan(2 * PADDED);
        for (int again = 0; again < 2; again++) {
            assertIntact(ACCOUNT.record(1, 0));
            assertIntact(other);
            assertThat(store.usage().of(ACCOUNT.number())).isEqualTo(2 * PADDED);
            assertThat(trash(null, 10)).isEmpty();
            reopen();
        }
    }

    @Test
    void whatComesBackCountsAgainstTheQuota() {
        put(ACCOUNT.record(1, 0), ACCOUNT.record(2, 0));
        drop(ACCOUNT.record(1, 0));
        put(ACCOUNT.record(3, 0));
        long quota = 3 * PADDED - 1;

        assertRefused(FaultCode.QUOTA_EXCEEDED, () -> revive(quota, ACCOUNT.record(1, 0)));
        assertRefused(
                FaultCode.QUOTA_EXCEEDED,
                () -> store.store(ACCOUNT.number(), List.of(ACCOUNT.record(1, 0)), quota));
        assertMissing(ACCOUNT.record(1, 0));
        assertThat(revive(quota + 1, ACCOUNT.record(1, 0)).records()).isEqualTo(1);
    }

    @Test
    void tellsPageByPageWhatThereIs() throws Exception {
        List<RecordId> living = new ArrayList<>();
        List<RecordId> dropped = new ArrayList<>();
        Random random = new Random(5);
        for (long block = -4; block < 60; block++) {
            put(ACCOUNT.record(block, 1), ACCOUNT.record(block, 3));
            FragmentRecord one = ACCOUNT.record(block, 1);
            FragmentRecord other = ACCOUNT.record(block, 3);
            for (FragmentRecord each : List.of(one, other)) {
                boolean goes = random.nextBoolean();
                (goes ? dropped : living).add(RecordId.of(each));
                if (goes) {
                    drop(each);
                }
            }
        }
        living.sort(TrashContract::compare);
        dropped.sort(TrashContract::compare);

        for (int again = 0; again < 2; again++) {
            for (int limit : new int[] {1, 7, 1000}) {
                assertThat(pages(limit, this::living)).isEqualTo(living);
                assertThat(pages(limit, this::trash)).isEqualTo(dropped);
            }
            assertThat(store.inventory().groups(ACCOUNT.number())).containsExactly(GROUP);
            assertThat(store.inventory().groups(OTHER.number())).isEmpty();
            reopen();
        }
        assertThat(living(null, 1).getFirst().dropped()).isEmpty();
        assertThat(living(null, 1).getFirst().bytes()).isEqualTo(PADDED);
        assertThat(trash(null, 1).getFirst().dropped()).isEqualTo(Optional.of(clock.instant()));
    }

    private static int compare(RecordId one, RecordId other) {
        int order =
                Long.compareUnsigned(one.address().block().bits(), other.address().block().bits());
        return order != 0 ? order : Integer.compare(one.position(), other.position());
    }

    private interface Pages {

        List<StoredRecord> after(@Nullable RecordId last, int limit);
    }

    private static List<RecordId> pages(int limit, Pages pages) {
        List<RecordId> all = new ArrayList<>();
        List<StoredRecord> page = pages.after(null, limit);
        while (!page.isEmpty()) {
            page.forEach(each -> all.add(each.id()));
            page = pages.after(all.getLast(), limit);
        }
        return all;
    }

    @Test
    void whoDropsAndWhoStoresAtOnceNeverLoseCount() throws Exception {
        List<Callable<Integer>> calls = new ArrayList<>();
        for (int writer = 0; writer < 24; writer++) {
            FragmentRecord record = ACCOUNT.record(writer % 4, 0);
            calls.add(writer % 3 == 0 ? () -> drop(record).records() : () -> -put(record).stored());
        }

        int gone = 0;
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Integer> each : threads.invokeAll(calls)) {
                gone += each.get();
            }
        }

        assertThat(store.usage().records()).isEqualTo(-gone);
        assertThat(living(null, 10)).hasSize(-gone);
        assertThat(trash(null, 10)).hasSize((int) store.usage().trashRecords());
        long trashed = store.usage().trashRecords();
        reopen();
        assertUsage(-gone, trashed);
    }

    private void assertUsage(long living, long trashed) {
        assertThat(store.usage().records()).isEqualTo(living);
        assertThat(store.usage().total()).isEqualTo(living * PADDED);
        assertThat(store.usage().trashRecords()).isEqualTo(trashed);
        assertThat(store.usage().trash()).isEqualTo(trashed * PADDED);
    }

    final List<StoredRecord> living(@Nullable RecordId after, int limit) {
        return store.inventory().living(ACCOUNT.number(), GROUP, after, limit);
    }

    final List<StoredRecord> trash(@Nullable RecordId after, int limit) {
        return store.inventory().trash(ACCOUNT.number(), GROUP, after, limit);
    }

    final Trashed drop(FragmentRecord... records) {
        return store.drop(ACCOUNT.number(), ids(records));
    }

    final Trashed revive(long quota, FragmentRecord... records) {
        return store.revive(ACCOUNT.number(), ids(records), quota);
    }

    private static List<RecordId> ids(FragmentRecord... records) {
        return Stream.of(records).map(RecordId::of).toList();
    }
}
