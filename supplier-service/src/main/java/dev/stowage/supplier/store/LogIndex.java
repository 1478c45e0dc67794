package dev.stowage.supplier.store;

import dev.stowage.format.address.AccountNumber;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// Where every durable record, newest head and newest fact stands: in memory, made anew at every
/// start. One thread changes it, all may read.
final class LogIndex {

    private final LogSpace space = new LogSpace();
    private final Usage usage = new Usage(space);
    private final RecordIndex records = new RecordIndex(space, usage);
    private final Map<AccountNumber, HeadPlace> heads = new ConcurrentHashMap<>();
    private final FactIndex facts = new FactIndex();

    /// The newest head of an account.
    record HeadPlace(long version, Place place) {}

    RecordIndex records() {
        return records;
    }

    @Nullable HeadPlace head(AccountNumber account) {
        return heads.get(account);
    }

    boolean isEmpty() {
        return records.isEmpty() && heads.isEmpty() && facts.isEmpty();
    }

    FactIndex facts() {
        return facts;
    }

    LogSpace space() {
        return space;
    }

    Usage usage() {
        return usage;
    }

    /// Takes an entry up; a later one of the same subject takes its place.
    void publish(LogEntry entry) {
        publish(entry.header().subject(), entry.place());
    }

    /// Takes up what a section tells of a log file.
    void publish(LogName file, IndexSection section) {
        for (IndexedEntry entry : section.entries()) {
            publish(entry.subject(), entry.place(file));
        }
    }

    private void publish(Subject subject, Place place) {
        switch (subject) {
            case Subject.OfRecord record -> records.store(record.key(), place);
            case Subject.OfDrop(RecordKey key, long time) -> records.drop(key, time, place.file());
            case Subject.OfRevival(RecordKey key) -> records.revive(key, place.file());
            case Subject.OfHead(AccountNumber account, long version) ->
                    publishHead(account, new HeadPlace(version, place));
            case Subject.OfFact fact -> publishFact(fact, place);
            case Subject.OfSeal _, Subject.OfVoid _ -> {}
        }
    }

    private void publishHead(AccountNumber account, HeadPlace head) {
        HeadPlace known = heads.get(account);
        if (known != null && known.version > head.version) {
            return;
        }
        if (known != null) {
            space.count(known.place, -1);
        }
        space.count(head.place, 1);
        heads.put(account, head);
    }

    private void publishFact(Subject.OfFact fact, Place place) {
        count(facts.find(fact.kindOfFact(), fact.account()), -1);
        facts.publish(fact, place);
        count(facts.find(fact.kindOfFact(), fact.account()), 1);
    }

    private void count(FactIndex.@Nullable Copies copies, int sign) {
        if (copies != null) {
            space.count(copies.latest(), sign);
            if (copies.other() != null) {
                space.count(copies.other(), sign);
            }
        }
    }
}
