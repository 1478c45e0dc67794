package dev.stowage.supplier.store;

import dev.stowage.format.address.AccountNumber;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// Where every durable record, newest head and newest fact stands: in memory, made anew at every
/// start. One thread changes it, all may read.
final class LogIndex {

    private final LogSlots slots = new LogSlots();
    private final Map<SeriesKey, Series> series = new ConcurrentHashMap<>();
    private final Map<AccountNumber, HeadPlace> heads = new ConcurrentHashMap<>();
    private final FactIndex facts = new FactIndex();
    private final Usage usage = new Usage();

    /// What the records of a series have in common.
    private record SeriesKey(int account, long group) {}

    /// The newest head of an account.
    record HeadPlace(long version, Place place) {}

    @Nullable Place record(RecordKey key) {
        Series found = series.get(new SeriesKey(key.account(), key.group()));
        return found == null ? null : found.find(key.block(), key.position());
    }

    @Nullable HeadPlace head(AccountNumber account) {
        return heads.get(account);
    }

    boolean isEmpty() {
        return series.isEmpty() && heads.isEmpty() && facts.isEmpty();
    }

    FactIndex facts() {
        return facts;
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
            case Subject.OfRecord record -> publishRecord(record.key(), place);
            case Subject.OfHead(AccountNumber account, long version) ->
                    heads.merge(
                            account,
                            new HeadPlace(version, place),
                            (one, other) -> other.version >= one.version ? other : one);
            case Subject.OfFact fact -> facts.publish(fact, place);
            case Subject.OfSeal _, Subject.OfVoid _ -> {}
        }
    }

    private void publishRecord(RecordKey key, Place place) {
        Series all = seriesOf(key);
        Place replaced = all.put(key.block(), key.position(), place);
        if (replaced == null) {
            usage.add(all.used(), place.padded(), 1);
        } else {
            usage.add(all.used(), place.padded() - replaced.padded(), 0);
        }
    }

    private Series seriesOf(RecordKey key) {
        return series.computeIfAbsent(
                new SeriesKey(key.account(), key.group()),
                _ -> new Series(slots, usage.counter(key.accountNumber())));
    }
}
