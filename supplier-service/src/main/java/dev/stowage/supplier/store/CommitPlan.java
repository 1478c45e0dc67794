package dev.stowage.supplier.store;

import dev.stowage.format.address.AccountNumber;
import dev.stowage.protocol.fault.Fault;
import dev.stowage.supplier.store.FactIndex.Copies;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// What a group of changes will write: decided change by change against what is durable and what
/// the changes before it in the group will make so.
final class CommitPlan {

    private final LogIndex index;
    private final RecordReader reader;
    private final StorePlan store;
    private final TrashPlan trash;
    private final List<Planned> planned = new ArrayList<>();
    private final List<Runnable> adjustments = new ArrayList<>();
    private final Map<AccountNumber, Long> newHeads = new HashMap<>();
    private final Map<FactKind, Map<AccountNumber, Long>> newFacts = new EnumMap<>(FactKind.class);

    /// A change that goes through: the entries of its batch, and how it is answered once durable.
    record Planned(Change change, List<Entry> entries, Runnable acknowledge) {}

    /// An entry to be written.
    record Entry(Subject subject, List<ByteBuffer> body) {}

    CommitPlan(LogIndex index, RecordReader reader, TrashTime time) {
        this.index = index;
        this.reader = reader;
        TrashTime now = time.stopped();
        this.store = new StorePlan(index, reader, now);
        this.trash = new TrashPlan(index, now);
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
            case Change.StoreBatch batch -> planned.add(store.store(batch));
            case Change.Drop drop -> planned.add(trash.drop(drop));
            case Change.Revive revive -> planned.add(trash.revive(revive));
            case Change.KeepHead head -> addHead(head);
            case Change.KeepFact fact -> addFact(fact);
            case Change.Adjust adjust -> addAdjustment(adjust);
        }
    }

    private void addAdjustment(Change.Adjust adjust) {
        adjustments.add(adjust.change());
        planned.add(new Planned(adjust, List.of(), () -> adjust.answer().complete(true)));
    }

    /// Does what is to be done to the index alone.
    void adjust() {
        adjustments.forEach(Runnable::run);
    }

    /// Answers everybody.
    void acknowledge() {
        planned.forEach(each -> each.acknowledge().run());
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
