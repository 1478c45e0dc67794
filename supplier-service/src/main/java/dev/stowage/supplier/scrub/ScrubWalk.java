package dev.stowage.supplier.scrub;

import dev.stowage.format.address.AccountNumber;
import dev.stowage.format.address.CarrierGroup;
import dev.stowage.supplier.store.Inventory;
import dev.stowage.supplier.store.RecordId;
import dev.stowage.supplier.store.RecordStore;
import dev.stowage.supplier.store.StoredRecord;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Optional;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/// All living records, account by account, group by group, in the order of their blocks. What is
/// stored meanwhile is met if it comes later in this order, else in the next round.
final class ScrubWalk {

    private static final int PAGE = 256;
    private static final Comparator<AccountNumber> BY_NUMBER =
            Comparator.comparingLong(AccountNumber::value);

    private final RecordStore store;
    private final Queue<RecordId> page = new ArrayDeque<>();
    private @Nullable RecordId last;

    /// @param last the record behind which it begins, there or not; null for the first
    ScrubWalk(RecordStore store, @Nullable RecordId last) {
        this.store = store;
        this.last = last;
    }

    /// The next record; empty at the end.
    Optional<RecordId> next() {
        if (page.isEmpty()) {
            fill();
        }
        RecordId next = page.poll();
        if (next != null) {
            last = next;
        }
        return Optional.ofNullable(next);
    }

    private void fill() {
        AccountNumber here = last == null ? null : last.address().account();
        if (here != null) {
            fill(here, last);
        }
        store.usage().accounts().stream()
                .filter(account -> here == null || account.value() > here.value())
                .sorted(BY_NUMBER)
                .takeWhile(_ -> page.isEmpty())
                .forEach(account -> fill(account, null));
    }

    /// @param after in this account; null for all of it
    private void fill(AccountNumber account, @Nullable RecordId after) {
        Inventory inventory = store.inventory();
        for (CarrierGroup group : inventory.groups(account)) {
            if (after != null && group.bits() < after.address().group().bits()) {
                continue;
            }
            boolean isHere = after != null && after.address().group().equals(group);
            inventory.living(account, group, isHere ? after : null, PAGE).stream()
                    .map(StoredRecord::id)
                    .forEach(page::add);
            if (!page.isEmpty()) {
                return;
            }
        }
    }
}
