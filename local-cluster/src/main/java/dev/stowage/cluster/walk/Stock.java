package dev.stowage.cluster.walk;

import dev.stowage.format.address.AccountNumber;
import dev.stowage.format.address.CarrierGroup;
import dev.stowage.protocol.placement.SupplierId;
import dev.stowage.supplier.store.RecordId;
import dev.stowage.supplier.store.RecordStore;
import dev.stowage.supplier.store.StoredRecord;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Which records live on the disks of all suppliers, looked up in their stores. Of one that is down
/// it is what was there when it was seen last; of one that lost its disk it is nothing.
final class Stock {

    private static final int PAGE = 4096;

    private final Map<SupplierId, Set<RecordId>> living = new HashMap<>();

    /// Looks anew.
    void look(List<Member> members, AccountNumber account) {
        Set<SupplierId> there = new HashSet<>();
        for (Member member : members) {
            SupplierId id = member.id().orElse(null);
            if (id == null) {
                continue;
            }
            there.add(id);
            if (member.isUp()) {
                living.put(id, living(member, account));
            }
        }
        living.keySet().retainAll(there);
    }

    private static Set<RecordId> living(Member member, AccountNumber account) {
        Set<RecordId> records = new HashSet<>();
        for (RecordStore store : member.stores()) {
            stored(store, account).forEach(each -> records.add(each.id()));
        }
        return records;
    }

    /// Living records of an account.
    static List<StoredRecord> stored(RecordStore store, AccountNumber account) {
        return store.inventory().groups(account).stream()
                .flatMap(group -> stored(store, account, group).stream())
                .toList();
    }

    private static List<StoredRecord> stored(
            RecordStore store, AccountNumber account, CarrierGroup group) {
        List<StoredRecord> page = store.inventory().living(account, group, null, PAGE);
        if (page.size() == PAGE) {
            throw new IllegalStateException("a small house has fewer records than " + PAGE);
        }
        return page;
    }

    Set<RecordId> of(SupplierId supplier) {
        return living.getOrDefault(supplier, Set.of());
    }

    boolean holds(SupplierId supplier, RecordId record) {
        return of(supplier).contains(record);
    }

    /// Whether anybody holds a record.
    boolean isAnywhere(RecordId record) {
        return living.values().stream().anyMatch(each -> each.contains(record));
    }

    /// As it is now, for a comparison later.
    Map<SupplierId, Set<RecordId>> copy() {
        return Map.copyOf(living);
    }
}
