package dev.stowage.supplier.trial;

import dev.stowage.format.head.CountersignedHead;
import dev.stowage.format.record.FragmentRecord;
import dev.stowage.protocol.supplier.FetchOutcome;
import dev.stowage.protocol.supplier.WantedRecord;
import dev.stowage.supplier.store.RecordStore;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/// What the writers of a trial told before they were killed, and what of it a store must hold.
///
/// A batch that was acknowledged is there, whole and right, until it is dropped; then it is not,
/// until it is revived. Where the last of these steps was not acknowledged it is there whole or not
/// at all, and so it stays: what was seen once counts from then on, what was missing never comes
/// back.
public final class TrialLedger {

    private static final int EARLIER_LOOKED_AT = 40;

    private final RandomGenerator random;
    private final Set<Long> whole = new HashSet<>();
    private final Set<Long> open = new HashSet<>();
    private final Set<Long> absent = new HashSet<>();
    private final List<Long> settled = new ArrayList<>();
    private final List<Long> offered = new ArrayList<>();
    private final List<String> violations = new ArrayList<>();
    private long acknowledged;
    private long keptVersion;
    private long offeredVersion;

    /// @param random chooses which of the earlier batches are looked at again
    public TrialLedger(RandomGenerator random) {
        this.random = random;
    }

    /// Batches that were acknowledged.
    public long acknowledged() {
        return acknowledged;
    }

    /// The batches of a seed may be stored from now on.
    public void begin(long seed) {
        LongStream.range(TrialWriter.firstBatch(seed), TrialWriter.firstBatch(seed + 1))
                .forEach(offered::add);
        offeredVersion = TrialWriter.firstBatch(seed + 1);
    }

    /// Notes what a [TrialWriter] told.
    public void hear(String line) {
        if (line.startsWith(TrialWriter.STORED)) {
            acknowledged++;
            TrialBatch batch = batch(line, TrialWriter.STORED);
            settle(batch, true, batch.isDropped());
        } else if (line.startsWith(TrialWriter.DROPPED)) {
            TrialBatch batch = batch(line, TrialWriter.DROPPED);
            settle(batch, false, batch.isRevived());
        } else if (line.startsWith(TrialWriter.REVIVED)) {
            settle(batch(line, TrialWriter.REVIVED), true, false);
        } else if (line.startsWith(TrialWriter.GONE)) {
            settle(batch(line, TrialWriter.GONE), false, false);
        } else if (line.startsWith(TrialWriter.KEPT)) {
            keptVersion =
                    Math.max(
                            keptVersion, Long.parseLong(line.substring(TrialWriter.KEPT.length())));
        } else if (line.startsWith(TrialWriter.REFUSED)) {
            violations.add("the store was to store and " + line);
        }
    }

    private static TrialBatch batch(String line, String what) {
        return new TrialBatch(Long.parseLong(line.substring(what.length())));
    }

    /// @param isThere what was acknowledged last
    /// @param goesOn whether another step may have followed, of which nobody heard
    private void settle(TrialBatch batch, boolean isThere, boolean goesOn) {
        settle(batch.number(), isThere);
        if (goesOn) {
            open.add(batch.number());
        } else {
            open.remove(batch.number());
        }
    }

    private void settle(long number, boolean isThere) {
        (isThere ? whole : absent).add(number);
        (isThere ? absent : whole).remove(number);
    }

    /// Looks at all batches that were offered since the last time, and at some of the earlier ones.
    ///
    /// @return every promise that was broken
    public List<String> verify(RecordStore store) {
        List<Long> earlier =
                settled.isEmpty()
                        ? List.of()
                        : IntStream.range(0, EARLIER_LOOKED_AT)
                                .mapToObj(_ -> settled.get(random.nextInt(settled.size())))
                                .toList();
        return verify(store, earlier);
    }

    /// Looks at all batches that were ever offered.
    ///
    /// @return every promise that was broken
    public List<String> verifyAll(RecordStore store) {
        return verify(store, List.copyOf(settled));
    }

    private List<String> verify(RecordStore store, List<Long> earlier) {
        earlier.forEach(number -> verify(store, number));
        offered.forEach(number -> verify(store, number));
        settled.addAll(offered);
        offered.clear();
        verifyUsage(store);
        verifyHead(store);
        List<String> found = List.copyOf(violations);
        violations.clear();
        return found;
    }

    private void verify(RecordStore store, long number) {
        List<FragmentRecord> records = new TrialBatch(number).records();
        int there = countIntact(store, records);
        boolean isWhole = there == records.size();
        if (open.remove(number) && (isWhole || there == 0)) {
            settle(number, isWhole);
        } else if (whole.contains(number) && !isWhole) {
            violations.add(
                    "batch %d was acknowledged, %d of %d records are there"
                            .formatted(number, there, records.size()));
        } else if (there > 0 && !isWhole) {
            violations.add(
                    "batch %d was not acknowledged, %d of %d records are there"
                            .formatted(number, there, records.size()));
        } else if (isWhole && absent.contains(number)) {
            violations.add("batch %d was not there and has come back".formatted(number));
        }
        if (isWhole) {
            settle(number, true);
        } else if (!whole.contains(number)) {
            absent.add(number);
        }
    }

    private int countIntact(RecordStore store, List<FragmentRecord> records) {
        int intact = 0;
        for (FragmentRecord record : records) {
            WantedRecord wanted =
                    new WantedRecord(record.header().address(), record.header().position(), ~0);
            switch (store.fetch(wanted)) {
                case FetchOutcome.Intact(FragmentRecord found) -> {
                    intact++;
                    if (!found.toBuffers().equals(record.toBuffers())) {
                        violations.add("%s came back with other bytes".formatted(name(record)));
                    }
                }
                case FetchOutcome.Missing _ -> {}
                case FetchOutcome.Corrupt _ ->
                        violations.add("%s came back corrupt".formatted(name(record)));
            }
        }
        return intact;
    }

    private static String name(FragmentRecord record) {
        return "the record of %s at position %d"
                .formatted(record.header().address(), record.header().position());
    }

    private void verifyUsage(RecordStore store) {
        long bytes = 0;
        long records = 0;
        for (long number : whole) {
            TrialBatch batch = new TrialBatch(number);
            bytes += batch.paddedLength();
            records += batch.blockBytes().size();
        }
        expect("bytes of the account", bytes, store.usage().of(TrialBatch.account()));
        expect("bytes of all accounts", bytes, store.usage().total());
        expect("records", records, store.usage().records());
    }

    private void expect(String what, long truth, long said) {
        if (truth != said) {
            violations.add("%s: %d in truth, %d are said to be".formatted(what, truth, said));
        }
    }

    private void verifyHead(RecordStore store) {
        Optional<CountersignedHead> head = store.newest(TrialBatch.account());
        long version = head.map(each -> each.head().version()).orElse(0L);
        if (version < keptVersion || version > offeredVersion) {
            violations.add(
                    "head %d was acknowledged, %d offered, %d is there"
                            .formatted(keptVersion, offeredVersion, version));
        }
        if (head.isPresent() && !head.equals(Optional.of(headOf(version)))) {
            violations.add("head %d came back with other bytes".formatted(version));
        }
        keptVersion = Math.max(keptVersion, version);
    }

    private static CountersignedHead headOf(long version) {
        return TrialBatch.ACCOUNT.countersigned(version, TrialBatch.PLACEMENT);
    }
}
