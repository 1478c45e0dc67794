package dev.stowage.supplier.store;

import dev.stowage.format.address.AccountNumber;
import dev.stowage.format.record.FragmentRecord;
import dev.stowage.format.record.RecordHeader;
import dev.stowage.protocol.fault.Fault;
import dev.stowage.protocol.fault.FaultCode;
import dev.stowage.protocol.supplier.StoreAnswer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What the batches of records in a group will write: each is decided against what is durable and
/// what those before it in the group will make so.
final class StorePlan {

    private final LogIndex index;
    private final RecordReader reader;
    private final TrashTime time;
    private final Map<RecordKey, RecordHeader> newRecords = new HashMap<>();
    private final Map<AccountNumber, Long> newBytes = new HashMap<>();

    StorePlan(LogIndex index, RecordReader reader, TrashTime time) {
        this.index = index;
        this.reader = reader;
        this.time = time;
    }

    /// What one batch will write so far.
    private static final class Draft {

        private final Map<RecordKey, RecordHeader> headers = new LinkedHashMap<>();
        private final List<CommitPlan.Entry> entries = new ArrayList<>();
        private long asked;
    }

    /// @throws Fault `quota-exceeded`, `number-used`; then it leaves no trace
    CommitPlan.Planned store(Change.StoreBatch batch) {
        Draft draft = new Draft();
        batch.records().forEach(record -> add(record, draft));
        long used = index.usage().of(batch.account()) + newBytes.getOrDefault(batch.account(), 0L);
        requireQuota(batch.quota(), used, draft.asked);
        newRecords.putAll(draft.headers);
        newBytes.merge(batch.account(), draft.asked, Long::sum);
        StoreAnswer answer = new StoreAnswer(draft.entries.size(), used + draft.asked);
        return new CommitPlan.Planned(batch, draft.entries, () -> batch.answer().complete(answer));
    }

    /// One that is here is kept as it is, one in the trash is revived, one that has decayed is
    /// replaced.
    private void add(FragmentRecord record, Draft draft) {
        RecordKey key = RecordKey.of(record.header());
        RecordHeader planned = draft.headers.getOrDefault(key, newRecords.get(key));
        if (planned != null) {
            requireSameBlock(record.header(), planned);
            return;
        }
        Standing standing = index.records().find(key);
        long used = standing == null ? 0 : standing.used();
        boolean isLiving = standing != null && standing.isLiving();
        Optional<RecordHeader> known = known(key, standing);
        known.ifPresent(header -> requireSameBlock(record.header(), header));
        if (known.isPresent() && isLiving) {
            return;
        }
        draft.headers.put(key, record.header());
        draft.asked += record.header().paddedLength() - used;
        draft.entries.add(
                known.isPresent()
                        ? new CommitPlan.Entry(new Subject.OfRevival(key), List.of())
                        : new CommitPlan.Entry(
                                Subject.OfRecord.of(record.header()), record.toBuffers()));
    }

    /// What is there and right, living or in the trash.
    private Optional<RecordHeader> known(RecordKey key, @Nullable Standing standing) {
        return standing != null && (standing.isLiving() || time.isInTrash(standing))
                ? reader.read(key, standing.place(), ~0, RecordMemory.NEW)
                        .map(FragmentRecord::header)
                : Optional.empty();
    }

    /// The block digest is over the root, so equal blocks have equal fragments at a position.
    private static void requireSameBlock(RecordHeader record, RecordHeader known) {
        if (!record.root().equals(known.root())
                || !record.layout().equals(known.layout())
                || record.blockLength() != known.blockLength()) {
            throw new Fault(
                            FaultCode.NUMBER_USED,
                            "another block has address %s already; block numbers are given out once"
                                    .formatted(record.address()))
                    .with("address", record.address().toString())
                    .with("position", record.position());
        }
    }

    /// Refuses what an account may not use.
    static void requireQuota(long quota, long used, long asked) {
        if (asked > 0 && used + asked > quota) {
            throw new Fault(
                            FaultCode.QUOTA_EXCEEDED,
                            "the quota is %d bytes, %d are used, %d more are asked for"
                                    .formatted(quota, used, asked))
                    .with("quota", quota)
                    .with("used", used)
                    .with("asked", asked);
        }
    }
}
