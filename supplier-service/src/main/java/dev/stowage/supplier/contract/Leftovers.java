package dev.stowage.supplier.contract;

import dev.stowage.format.address.AccountNumber;
import dev.stowage.format.address.CarrierGroup;
import dev.stowage.supplier.store.RecordId;
import dev.stowage.supplier.store.RecordStore;
import dev.stowage.supplier.store.StoredRecord;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What an account whose contract has ended leaves behind.
final class Leftovers {

    private final RecordStore store;

    Leftovers(RecordStore store) {
        this.store = store;
    }

    /// Takes all records of an account to the trash.
    void drop(AccountNumber account) {
        for (CarrierGroup group : store.inventory().groups(account)) {
            List<RecordId> page = page(account, group, null);
            while (!page.isEmpty()) {
                store.drop(account, page);
                page = page(account, group, page.getLast());
            }
        }
    }

    private List<RecordId> page(
            AccountNumber account, CarrierGroup group, @Nullable RecordId after) {
        return store.inventory().living(account, group, after, RecordStore.MOST_IDS).stream()
                .map(StoredRecord::id)
                .toList();
    }
}
