package dev.stowage.supplier.store;

import dev.stowage.format.address.AccountNumber;
import java.time.Instant;
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
    private volatile long latestDrop;

    /// The newest head of an account.
    record HeadPlace(long version, Place place) {}

    RecordIndex records() {
        return records;
    }

    @Nullable HeadPlace head(AccountNumber account) {
        return heads.get(account);
    }

    /// The newest heads: a live view.
    Map<AccountNumber, HeadPlace> heads() {
        return heads;
    }

    /// The latest time at which a record was dropped.
    Instant latestDrop() {
        return Instant.ofEpochMilli(latestDrop);
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
        if (isErased(subject)) {
            space.taint(place.file());
            return;
        }
        switch (subject) {
            case Subject.OfRecord record -> records.store(record.key(), place);
            case Subject.OfDrop(RecordKey key, long time) -> {
                latestDrop = Math.max(latestDrop, time);
                records.drop(key, time, place.file());
            }
            case Subject.OfRevival(RecordKey key) -> records.revive(key, place.file());
            case Subject.OfHead(AccountNumber account, long version) ->
                    publishHead(account, new HeadPlace(version, place));
            case Subject.OfFact fact -> publishFact(fact, place);
            case Subject.OfSeal _, Subject.OfOrigin _, Subject.OfVoid _ -> {}
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
        if (fact.kindOfFact() == FactKind.ERASED) {
            erase(fact.account());
        }
    }

    /// Whether it is about an account that is gone; that it is gone still counts.
    private boolean isErased(Subject subject) {
        return switch (subject) {
            case Subject.OfRecord record -> isErased(record.key().accountNumber());
            case Subject.OfDrop drop -> isErased(drop.key().accountNumber());
            case Subject.OfRevival revival -> isErased(revival.key().accountNumber());
            case Subject.OfHead head -> isErased(head.account());
            case Subject.OfFact fact ->
                    fact.kindOfFact() != FactKind.ERASED && isErased(fact.account());
            case Subject.OfSeal _, Subject.OfOrigin _, Subject.OfVoid _ -> false;
        };
    }

    private boolean isErased(AccountNumber account) {
        return facts.find(FactKind.ERASED, account) != null;
    }

    private void erase(AccountNumber account) {
        records.erase(account);
        HeadPlace head = heads.remove(account);
        if (head != null) {
            erase(head.place);
        }
        facts.erase(account).forEach(this::erase);
    }

    private void erase(Place place) {
        space.count(place, -1);
        space.taint(place.file());
    }

    private void count(FactIndex.@Nullable Copies copies, int sign) {
        if (copies != null) {
            copies.places().forEach(place -> space.count(place, sign));
        }
    }

    /// An entry stands elsewhere now, in a copy. Nothing if it is not needed any more.
    void move(Needed entry, Place to) {
        if (isErased(entry.subject())) {
            space.taint(to.file());
            return;
        }
        switch (entry.subject()) {
            case Subject.OfRecord record -> records.move(record.key(), entry.place(), to);
            case Subject.OfDrop drop -> moveMark(drop.key(), entry, to);
            case Subject.OfRevival revival -> moveMark(revival.key(), entry, to);
            case Subject.OfHead head -> moveHead(head.account(), entry.place(), to);
            case Subject.OfFact fact -> {
                if (facts.move(fact, entry.place(), to)) {
                    space.count(entry.place(), -1);
                    space.count(to, 1);
                }
            }
            case Subject.OfSeal _, Subject.OfOrigin _, Subject.OfVoid _ -> {}
        }
    }

    private void moveMark(RecordKey key, Needed entry, Place to) {
        records.moveMark(key, entry.place().file(), to.file());
    }

    private void moveHead(AccountNumber account, Place from, Place to) {
        HeadPlace head = heads.get(account);
        if (head != null && head.place.equals(from)) {
            publishHead(account, new HeadPlace(head.version, to));
        }
    }
}
