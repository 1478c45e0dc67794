package dev.stowage.supplier.store;

import dev.stowage.format.address.AccountNumber;
import dev.stowage.format.address.CarrierGroup;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Which records a store has: page by page, from memory, in the order of block number (unsigned)
/// and position. Whatever changes while pages are turned may be told as before or as after.
public final class Inventory {

    private static final int MOST_LOOKED_AT = 1024;

    private final RecordIndex index;
    private final TrashTime time;

    Inventory(RecordIndex index, TrashTime time) {
        this.index = index;
        this.time = time;
    }

    /// The groups of which an account has records, living or in the trash.
    public List<CarrierGroup> groups(AccountNumber account) {
        return index.series().keySet().stream()
                .filter(key -> key.account() == (int) account.value())
                .map(key -> CarrierGroup.ofBits(key.group()))
                .sorted(Comparator.comparingLong(CarrierGroup::bits))
                .toList();
    }

    /// Whether a record lives.
    public boolean isLiving(RecordId record) {
        Standing standing = index.find(record.key());
        return standing != null && standing.isLiving();
    }

    /// Whether a record lives, or lies in the trash and can be revived.
    public boolean holds(RecordId record) {
        Standing standing = index.find(record.key());
        return standing != null && (standing.isLiving() || time.isInTrash(standing));
    }

    /// Records that live.
    ///
    /// @param after the last one of the page before, there or not; null for the first page
    /// @param limit records of the page, 1 at least
    /// @return fewer only if there are no more
    public List<StoredRecord> living(
            AccountNumber account, CarrierGroup group, @Nullable RecordId after, int limit) {
        return page(account, group, after, limit, Standing::isLiving);
    }

    /// Records in the trash that can be revived.
    ///
    /// @param after the last one of the page before, there or not; null for the first page
    /// @param limit records of the page, 1 at least
    /// @return fewer only if there are no more
    public List<StoredRecord> trash(
            AccountNumber account, CarrierGroup group, @Nullable RecordId after, int limit) {
        return page(account, group, after, limit, time::isInTrash);
    }

    private List<StoredRecord> page(
            AccountNumber account,
            CarrierGroup group,
            @Nullable RecordId after,
            int limit,
            Predicate<Standing> wanted) {
        Series series = index.series().get(new SeriesKey((int) account.value(), group.bits()));
        List<StoredRecord> page = new ArrayList<>();
        if (series == null) {
            return page;
        }
        RecordKey last = after == null ? null : after.key();
        List<Series.Member> members = series.after(last, MOST_LOOKED_AT);
        while (!members.isEmpty()) {
            for (Series.Member member : members) {
                if (wanted.test(member.standing())) {
                    page.add(stored(member));
                }
                if (page.size() == limit) {
                    return page;
                }
            }
            members = series.after(members.getLast().key(), MOST_LOOKED_AT);
        }
        return page;
    }

    private static StoredRecord stored(Series.Member member) {
        Standing standing = member.standing();
        return new StoredRecord(
                RecordId.of(member.key()),
                standing.place().padded(),
                standing.isLiving()
                        ? Optional.empty()
                        : Optional.of(Instant.ofEpochMilli(standing.dropped())));
    }
}
