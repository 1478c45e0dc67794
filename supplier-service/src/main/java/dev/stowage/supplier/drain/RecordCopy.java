package dev.stowage.supplier.drain;

import dev.stowage.format.address.AccountNumber;
import dev.stowage.format.address.CarrierGroup;
import dev.stowage.format.record.FragmentRecord;
import dev.stowage.protocol.supplier.FetchOutcome;
import dev.stowage.protocol.supplier.WantedRecord;
import dev.stowage.supplier.store.Inventory;
import dev.stowage.supplier.store.RecordId;
import dev.stowage.supplier.store.StoredRecord;
import dev.stowage.supplier.volume.Volume;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Copies the living records of a volume to another one, into its trash.
///
/// What cannot be read whole stays behind, and is told to the scrub. Where very much cannot be read
/// it is the disk, and nothing is handed over.
final class RecordCopy {

    /// Records that may stay behind.
    static final int MOST_BAD = 256;

    private static final int WHOLE = ~0;
    private static final int PAGE = 256;
    private static final long BATCH_BYTES = 4L << 20;

    private final Volume from;
    private final Volume to;
    private final long batchBytes;
    private final Rate rate;
    private final Consumer<RecordId> suspect;
    private final Set<RecordId> bad = new HashSet<>();
    private final AtomicLong passed = new AtomicLong();
    private long copied;

    /// Waits until so many bytes may be copied, or ends the copying.
    interface Rate {

        void await(long bytes) throws InterruptedException;
    }

    private interface Page {

        void accept(AccountNumber account, List<RecordId> records) throws InterruptedException;
    }

    /// @param bytesPerSecond that `rate` lets through; 0 for no limit
    RecordCopy(Volume from, Volume to, long bytesPerSecond, Rate rate, Consumer<RecordId> suspect) {
        this.batchBytes = bytesPerSecond == 0 ? BATCH_BYTES : Math.min(BATCH_BYTES, bytesPerSecond);
        this.from = from;
        this.to = to;
        this.rate = rate;
        this.suspect = suspect;
    }

    /// Records that were looked at in this pass.
    long passed() {
        return passed.get();
    }

    /// Copies what is not on the other volume yet.
    ///
    /// @return bytes that were copied
    long pass() throws InterruptedException {
        passed.set(0);
        copied = 0;
        bad.clear();
        walk(this::copy);
        return copied;
    }

    private void copy(AccountNumber account, List<RecordId> records) throws InterruptedException {
        List<FragmentRecord> batch = new ArrayList<>();
        long bytes = 0;
        for (RecordId id : records) {
            FragmentRecord record = to.store().inventory().holds(id) ? null : read(id);
            if (record != null) {
                rate.await(record.length());
                batch.add(record);
                bytes += record.length();
            }
            if (bytes >= batchBytes) {
                store(account, batch);
                batch.clear();
                copied += bytes;
                bytes = 0;
            }
        }
        if (!batch.isEmpty()) {
            store(account, batch);
            copied += bytes;
        }
        long _ = passed.addAndGet(records.size());
    }

    private void store(AccountNumber account, List<FragmentRecord> batch) {
        to.store().store(account, batch, Long.MAX_VALUE);
        to.store().drop(account, batch.stream().map(RecordId::of).toList());
    }

    private @Nullable FragmentRecord read(RecordId id) {
        FetchOutcome outcome =
                from.store().fetch(new WantedRecord(id.address(), id.position(), WHOLE));
        if (outcome instanceof FetchOutcome.Intact(FragmentRecord record)
                && record.isWhole()
                && record.fragmentFlaw().isEmpty()) {
            return record;
        }
        if (!(outcome instanceof FetchOutcome.Missing)) {
            suspect.accept(id);
            bad.add(id);
            if (bad.size() > MOST_BAD) {
                throw new IllegalStateException(
                        "more than %d records cannot be read: look at the disk"
                                .formatted(MOST_BAD));
            }
        }
        return null;
    }

    /// Takes all copies out of the trash.
    void bringOut() throws InterruptedException {
        walk((account, records) -> to.store().revive(account, records, Long.MAX_VALUE));
    }

    /// Takes copies that are out of the trash back there, of records that are sound here.
    void putBack() throws InterruptedException {
        walk(
                (account, records) ->
                        to.store().drop(account, records.stream().filter(this::isTwice).toList()));
    }

    private boolean isTwice(RecordId id) {
        return to.store().inventory().isLiving(id) && from.store().examine(id).isSound();
    }

    /// @throws IllegalStateException if a sound record has no living copy
    void requireAllThere() throws InterruptedException {
        walk(
                (_, records) -> {
                    for (RecordId id : records) {
                        if (!to.store().inventory().isLiving(id) && !bad.contains(id)) {
                            throw new IllegalStateException(
                                    "%s position %d is not on the other volume"
                                            .formatted(id.address(), id.position()));
                        }
                    }
                });
    }

    private void walk(Page visitor) throws InterruptedException {
        for (AccountNumber account : from.store().usage().accounts()) {
            if (from.contracts().has(account)) {
                walk(account, visitor);
            }
        }
    }

    private void walk(AccountNumber account, Page visitor) throws InterruptedException {
        Inventory inventory = from.store().inventory();
        for (CarrierGroup group : inventory.groups(account)) {
            RecordId last = null;
            List<StoredRecord> page;
            do {
                page = inventory.living(account, group, last, PAGE);
                if (!page.isEmpty()) {
                    visitor.accept(account, page.stream().map(StoredRecord::id).toList());
                    last = page.getLast().id();
                }
            } while (page.size() == PAGE);
        }
    }

    /// Records that cannot be read and stay behind.
    int bad() {
        return bad.size();
    }
}
