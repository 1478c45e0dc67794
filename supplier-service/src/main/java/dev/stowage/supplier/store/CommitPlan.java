package dev.stowage.supplier.store;

import dev.stowage.format.address.AccountNumber;
import dev.stowage.format.record.FragmentRecord;
import dev.stowage.format.record.RecordHeader;
import dev.stowage.protocol.fault.Fault;
import dev.stowage.protocol.fault.FaultCode;
import dev.stowage.protocol.supplier.StoreAnswer;
import dev.stowage.supplier.store.FactIndex.Copies;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What a group of changes will write: decided change by change against what is durable and what
/// the changes before it in the group will make so.
final class CommitPlan {

    private final LogIndex index;
    private final RecordReader reader;
    private final List<Planned> planned = new ArrayList<>();
    private final Map<RecordKey, RecordHeader> newRecords = new HashMap<>();
    private final Map<AccountNumber, Long> newBytes = new HashMap<>();
    private final Map<AccountNumber, Long> newHeads = new HashMap<>();
    private final Map<FactKind, Map<AccountNumber, Long>> newFacts = new EnumMap<>(FactKind.class);

    /// A change that goes through: the entries of its batch, and how it is answered once durable.
    record Planned(Change change, List<Entry> entries, Runnable acknowledge) {}

    /// An entry to be written.
    record Entry(Subject subject, List<ByteBuffer> body) {}

    CommitPlan(LogIndex index, RecordReader reader) {
        this.index = index;
        this.reader = reader;
    }

    List<Planned> planned() {
        return planned;
    }

    /// Bytes of the log that it takes at most.
    long bytes() {
        return planned.stream().mapToLong(each -> each.change.bytes()).sum();
    }

    /// Whether nothing has to be written: all of it is durable already.
    boolean isEmpty() {
        return planned.stream().allMatch(each -> each.entries.isEmpty());
    }

    /// @throws Fault if the change is refused; then it leaves no trace
    void add(Change change) {
        switch (change) {
            case Change.StoreBatch batch -> addBatch(batch);
            case Change.KeepHead head -> addHead(head);
            case Change.KeepFact fact -> addFact(fact);
        }
    }

    private void addBatch(Change.StoreBatch batch) {
        Map<RecordKey, RecordHeader> fresh = new LinkedHashMap<>();
        List<Entry> entries = new ArrayList<>();
        long asked = 0;
        for (FragmentRecord record : batch.records()) {
            RecordKey key = RecordKey.of(record.header());
            Optional<RecordHeader> known = known(key, fresh);
            if (known.isPresent()) {
                requireSameBlock(record.header(), known.get());
                continue;
            }
            fresh.put(key, record.header());
            entries.add(new Entry(Subject.OfRecord.of(record.header()), record.toBuffers()));
            Place replaced = index.record(key);
            asked += record.header().paddedLength() - (replaced == null ? 0 : replaced.padded());
        }
        long used = index.usage().of(batch.account()) + newBytes.getOrDefault(batch.account(), 0L);
        requireQuota(batch.quota(), used, asked);
        newRecords.putAll(fresh);
        newBytes.merge(batch.account(), asked, Long::sum);
        StoreAnswer answer = new StoreAnswer(entries.size(), used + asked);
        planned.add(new Planned(batch, entries, () -> batch.answer().complete(answer)));
    }

    private Optional<RecordHeader> known(RecordKey key, Map<RecordKey, RecordHeader> fresh) {
        RecordHeader before = fresh.getOrDefault(key, newRecords.get(key));
        if (before != null) {
            return Optional.of(before);
        }
        Place place = index.record(key);
        return place == null
                ? Optional.empty()
                : reader.read(key, place, ~0).map(FragmentRecord::header);
    }

    /// The block digest is over the root, so equal blocks have equal fragments at a position.
    private static void requireSameBlock(RecordHeader record, RecordHeader known) {
        if (!record.root().equals(known.root())
                || !record.layout().equals(known.layout())
                || record.blockLength() != known.blockLength()) {
            throw new Fault(
                            FaultCode.ALREADY_EXISTS,
                            "another block has address %s already; block numbers are given out once"
                                    .formatted(record.address()))
                    .with("address", record.address().toString())
                    .with("position", record.position());
        }
    }

    private static void requireQuota(long quota, long used, long asked) {
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

    private void addHead(Change.KeepHead keep) {
        Subject.OfHead subject = Subject.OfHead.of(keep.head());
        long known =
                Math.max(
                        durableVersion(subject.account()),
                        newHeads.getOrDefault(subject.account(), 0L));
        List<Entry> entries =
                subject.version() > known ? List.of(new Entry(subject, keep.body())) : List.of();
        long newest = Math.max(known, subject.version());
        newHeads.put(subject.account(), newest);
        planned.add(new Planned(keep, entries, () -> keep.answer().complete(newest)));
    }

    /// The version at hand; 0 if it has decayed, so that the same one is taken again.
    private long durableVersion(AccountNumber account) {
        LogIndex.HeadPlace head = index.head(account);
        return head == null || reader.readHead(head.place()).isEmpty() ? 0 : head.version();
    }

    private void addFact(Change.KeepFact keep) {
        Fact fact = keep.fact();
        Copies known = index.facts().find(fact.kind(), fact.account());
        long revision =
                newFacts.computeIfAbsent(fact.kind(), _ -> new HashMap<>())
                        .merge(
                                fact.account(),
                                known == null ? 1 : known.revision() + 1,
                                (before, _) -> before + 1);
        Entry copy =
                new Entry(
                        new Subject.OfFact(fact.kind(), fact.account(), revision),
                        EntryBody.ofFact(fact));
        planned.add(
                new Planned(
                        keep,
                        Collections.nCopies(fact.kind().copies(), copy),
                        () -> keep.answer().complete(true)));
    }
}
