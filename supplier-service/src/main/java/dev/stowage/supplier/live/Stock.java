package dev.stowage.supplier.live;

import dev.stowage.format.address.AccountNumber;
import dev.stowage.format.address.BlockNumber;
import dev.stowage.format.address.CarrierGroup;
import dev.stowage.format.live.BlockSet;
import dev.stowage.supplier.store.Inventory;
import dev.stowage.supplier.store.RecordId;
import dev.stowage.supplier.store.RecordStore;
import dev.stowage.supplier.store.StoredRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// The records of one account and group, as sets of block numbers: read in pages, changed in
/// batches.
final class Stock {

    private static final int PAGE = 4096;

    private final RecordStore store;
    private final AccountNumber account;
    private final CarrierGroup group;

    Stock(RecordStore store, AccountNumber account, CarrierGroup group) {
        this.store = store;
        this.account = account;
        this.group = group;
    }

    /// Blocks of which a record lives here that is wanted.
    BlockSet living(Predicate<RecordId> wanted) {
        BlockSet.Builder blocks = new BlockSet.Builder();
        eachLiving(
                id -> {
                    if (wanted.test(id)) {
                        blocks.add(id.address().block());
                    }
                });
        return blocks.build();
    }

    /// Shows all records that live here.
    void eachLiving(Consumer<RecordId> visitor) {
        walk(Inventory::living, visitor);
    }

    /// Takes all records of these blocks to the trash.
    ///
    /// @return how many there were
    int drop(BlockSet blocks) {
        return drop(id -> contains(blocks, id));
    }

    /// Takes all records to the trash that are unwanted.
    ///
    /// @return how many there were
    int drop(Predicate<RecordId> unwanted) {
        return change(Inventory::living, unwanted, ids -> store.drop(account, ids).records());
    }

    /// Brings all records back from the trash that are wanted. They count against the quota again,
    /// even if it is full by now.
    ///
    /// @return how many there were
    int revive(Predicate<RecordId> wanted) {
        return change(
                Inventory::trash,
                wanted,
                ids -> store.revive(account, ids, Long.MAX_VALUE).records());
    }

    private interface Pages {
        List<StoredRecord> page(
                Inventory inventory,
                AccountNumber account,
                CarrierGroup group,
                @Nullable RecordId after,
                int limit);
    }

    private interface Batch {
        int change(List<RecordId> ids);
    }

    private int change(Pages pages, Predicate<RecordId> chosen, Batch batch) {
        List<RecordId> waiting = new ArrayList<>();
        int[] changed = {0};
        walk(
                pages,
                id -> {
                    if (chosen.test(id)) {
                        waiting.add(id);
                    }
                    if (waiting.size() == RecordStore.MOST_IDS) {
                        changed[0] += batch.change(List.copyOf(waiting));
                        waiting.clear();
                    }
                });
        return changed[0] + (waiting.isEmpty() ? 0 : batch.change(waiting));
    }

    private static boolean contains(BlockSet blocks, RecordId id) {
        BlockNumber block = id.address().block();
        return blocks.contains(block);
    }

    private void walk(Pages pages, Consumer<RecordId> visitor) {
        RecordId last = null;
        List<StoredRecord> page;
        do {
            page = pages.page(store.inventory(), account, group, last, PAGE);
            page.forEach(each -> visitor.accept(each.id()));
            last = page.isEmpty() ? null : page.getLast().id();
        } while (page.size() == PAGE);
    }
}
