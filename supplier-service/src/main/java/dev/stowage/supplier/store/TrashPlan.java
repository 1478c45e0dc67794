package dev.stowage.supplier.store;

import dev.stowage.format.address.AccountNumber;
import dev.stowage.protocol.fault.Fault;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// What the drops and revivals of a group will write: each is decided against what is durable and
/// what those before it in the group will make so.
final class TrashPlan {

    private final LogIndex index;
    private final TrashTime time;
    private final Map<RecordKey, Standing> planned = new HashMap<>();
    private final Map<AccountNumber, Long> added = new HashMap<>();

    TrashPlan(LogIndex index, TrashTime time) {
        this.index = index;
        this.time = time;
    }

    /// @return the batch that takes those of the records that live to the trash
    CommitPlan.Planned drop(Change.Drop drop) {
        long now = time.now();
        Map<RecordKey, Standing> dropped = new LinkedHashMap<>();
        for (RecordKey key : drop.records()) {
            Standing standing = standing(key);
            if (standing != null && standing.isLiving()) {
                dropped.put(key, standing.droppedAt(now, standing.place().file()));
            }
        }
        planned.putAll(dropped);
        Trashed answer = answer(dropped);
        added.merge(drop.account(), -answer.bytes(), Long::sum);
        return new CommitPlan.Planned(
                drop,
                entries(dropped, key -> new Subject.OfDrop(key, now)),
                () -> drop.answer().complete(answer));
    }

    /// @return the batch that brings those of the records that lie in the trash back
    /// @throws Fault `quota-exceeded`
    CommitPlan.Planned revive(Change.Revive revive) {
        Map<RecordKey, Standing> revived = new LinkedHashMap<>();
        for (RecordKey key : revive.records()) {
            Standing standing = standing(key);
            if (standing != null && time.isInTrash(standing)) {
                revived.put(key, standing.revived(standing.place().file()));
            }
        }
        Trashed answer = answer(revived);
        long used = index.usage().of(revive.account()) + added.getOrDefault(revive.account(), 0L);
        StorePlan.requireQuota(revive.quota(), used, answer.bytes());
        planned.putAll(revived);
        added.merge(revive.account(), answer.bytes(), Long::sum);
        return new CommitPlan.Planned(
                revive,
                entries(revived, Subject.OfRevival::new),
                () -> revive.answer().complete(answer));
    }

    private @Nullable Standing standing(RecordKey key) {
        Standing standing = planned.get(key);
        return standing == null ? index.records().find(key) : standing;
    }

    private static Trashed answer(Map<RecordKey, Standing> changed) {
        long bytes = changed.values().stream().mapToLong(each -> each.place().padded()).sum();
        return new Trashed(changed.size(), bytes);
    }

    private static List<CommitPlan.Entry> entries(
            Map<RecordKey, Standing> changed, Function<RecordKey, Subject> subject) {
        return changed.keySet().stream()
                .map(key -> new CommitPlan.Entry(subject.apply(key), List.of()))
                .toList();
    }
}
