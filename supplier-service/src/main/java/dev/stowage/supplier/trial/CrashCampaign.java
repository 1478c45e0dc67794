package dev.stowage.supplier.trial;

import dev.stowage.format.head.CountersignedHead;
import dev.stowage.format.record.FragmentRecord;
import dev.stowage.format.signature.ByteString;
import dev.stowage.format.signature.SigningKey;
import dev.stowage.protocol.fault.Fault;
import dev.stowage.protocol.supplier.FetchOutcome;
import dev.stowage.protocol.supplier.WantedRecord;
import dev.stowage.supplier.store.CommitObserver;
import dev.stowage.supplier.store.Fact;
import dev.stowage.supplier.store.FactKind;
import dev.stowage.supplier.store.LogSettings;
import dev.stowage.supplier.store.LogStore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/// Writers, a crash at some operation of the disk, a restart, and again: what holds afterwards.
public final class CrashCampaign {

    private static final int WRITERS = 4;
    private static final int CRASHES = 4;
    private static final int BATCHES_BETWEEN = 8;
    private static final LogSettings SMALL = new LogSettings(64 << 10, 24 << 10, 1 << 20, 2, 0);
    private static final SigningKey PLACEMENT = new SampleAccount(1).key();
    private static final SampleAccount ACCOUNT = new SampleAccount(77);

    /// Records are costly to make: all campaigns share them.
    private static final List<FragmentRecord> RECORDS =
            IntStream.range(0, 600).mapToObj(block -> ACCOUNT.record(block, block % 4)).toList();

    private final SplittableRandom random;
    private final UnaryOperator<CrashDisk> temper;
    private final List<List<FragmentRecord>> acknowledged =
            Collections.synchronizedList(new ArrayList<>());
    private final List<List<FragmentRecord>> unanswered =
            Collections.synchronizedList(new ArrayList<>());
    private final List<String> violations = new ArrayList<>();
    private long keptVersion;
    private long keptFact;
    private int nextRecord;

    /// @param temper what is done to every disk before it is used
    public CrashCampaign(long seed, UnaryOperator<CrashDisk> temper) {
        this.random = new SplittableRandom(seed);
        this.temper = temper;
    }

    /// @return every promise that was broken
    public List<String> run() throws IOException, InterruptedException {
        CrashDisk disk = temper.apply(new CrashDisk(random));
        for (int crash = 0; crash < CRASHES; crash++) {
            disk.crashAfter(5 + random.nextInt(120));
            writeUntilCrash(disk);
            disk = temper.apply(disk.crash());
            if (random.nextInt(3) == 0) {
                disk.crashAfter(1 + random.nextInt(20));
                openOnly(disk);
                disk = temper.apply(disk.crash());
            }
            check(disk);
        }
        return violations;
    }

    private static LogStore open(CrashDisk disk, RandomGenerator random) throws IOException {
        return new LogStore(disk, SMALL, random, Clock.systemUTC(), CommitObserver.NONE);
    }

    private void openOnly(CrashDisk disk) {
        try (LogStore store = open(disk, random)) {
            store.usage();
        } catch (IOException crashed) {
            // That is what the disk is for.
        }
    }

    private void writeUntilCrash(CrashDisk disk) throws InterruptedException {
        try (LogStore store = open(disk, random.split())) {
            List<Thread> writers = new ArrayList<>();
            for (int writer = 0; writer < WRITERS; writer++) {
                List<List<FragmentRecord>> batches = batches();
                writers.add(Thread.ofVirtual().start(() -> write(store, batches)));
            }
            writers.add(Thread.ofVirtual().start(() -> keepHeads(store)));
            writers.add(Thread.ofVirtual().start(() -> keepFacts(store)));
            for (Thread writer : writers) {
                writer.join();
            }
        } catch (IOException crashed) {
            // The crash came while it opened.
        }
    }

    private List<List<FragmentRecord>> batches() {
        List<List<FragmentRecord>> batches = new ArrayList<>();
        for (int batch = 0; batch < BATCHES_BETWEEN; batch++) {
            int size = 1 + random.nextInt(4);
            int from = Math.min(nextRecord, RECORDS.size() - size);
            nextRecord = from + size;
            batches.add(RECORDS.subList(from, from + size));
        }
        return batches;
    }

    private void write(LogStore store, List<List<FragmentRecord>> batches) {
        for (List<FragmentRecord> batch : batches) {
            try {
                store.store(ACCOUNT.number(), batch, Long.MAX_VALUE);
                acknowledged.add(batch);
            } catch (Fault refused) {
                unanswered.add(batch);
            }
        }
    }

    private void keepHeads(LogStore store) {
        for (int i = 0; i < BATCHES_BETWEEN; i++) {
            try {
                CountersignedHead head = ACCOUNT.countersigned(keptVersion + 1, PLACEMENT);
                keptVersion = store.keep(head);
            } catch (Fault refused) {
                return;
            }
        }
    }

    private void keepFacts(LogStore store) {
        for (int i = 0; i < BATCHES_BETWEEN; i++) {
            try {
                store.facts().keep(fact(keptFact + 1));
                keptFact++;
            } catch (Fault refused) {
                return;
            }
        }
    }

    private static Fact fact(long number) {
        byte[] content = Long.toString(number).getBytes(StandardCharsets.US_ASCII);
        return new Fact(FactKind.CONTRACT, ACCOUNT.number(), ByteString.of(content));
    }

    private void check(CrashDisk disk) throws IOException {
        try (LogStore store = open(disk, random)) {
            long expected = 0;
            for (List<FragmentRecord> batch : acknowledged) {
                if (countIntact(store, batch) != batch.size()) {
                    violations.add(
                            "an acknowledged batch of %d is not whole".formatted(batch.size()));
                }
                expected += padded(batch);
            }
            for (List<FragmentRecord> batch : unanswered) {
                int intact = countIntact(store, batch);
                if (intact != 0 && intact != batch.size()) {
                    violations.add(
                            "%d of %d records of an unacknowledged batch are there"
                                    .formatted(intact, batch.size()));
                }
                expected += intact == 0 ? 0 : padded(batch);
            }
            checkUsage(store, expected);
            checkHead(store);
            checkFact(store);
            if (store.recovery().damaged() > 0) {
                violations.add("a torn write was taken for decay");
            }
        }
    }

    private void checkUsage(LogStore store, long expected) {
        long used = store.usage().of(ACCOUNT.number());
        if (used != expected) {
            violations.add("%d bytes are used, %d are said to be".formatted(expected, used));
        }
    }

    private void checkHead(LogStore store) {
        Optional<CountersignedHead> head = store.newest(ACCOUNT.number());
        long version = head.map(each -> each.head().version()).orElse(0L);
        if (version < keptVersion) {
            violations.add("head %d was acknowledged, %d is there".formatted(keptVersion, version));
        }
        keptVersion = version;
    }

    /// One that was offered and not acknowledged may be there or not.
    private void checkFact(LogStore store) {
        List<Fact> facts = store.facts().readAll(FactKind.CONTRACT);
        if (facts.equals(List.of(fact(keptFact + 1)))) {
            keptFact++;
        } else if (keptFact > 0 && !facts.equals(List.of(fact(keptFact)))) {
            violations.add("fact %d was acknowledged, it is not there".formatted(keptFact));
        }
    }

    private static long padded(List<FragmentRecord> batch) {
        return batch.stream().mapToLong(record -> record.header().paddedLength()).sum();
    }

    private int countIntact(LogStore store, List<FragmentRecord> batch) {
        int intact = 0;
        for (FragmentRecord record : batch) {
            FetchOutcome outcome =
                    store.fetch(
                            new WantedRecord(
                                    record.header().address(), record.header().position(), 3));
            switch (outcome) {
                case FetchOutcome.Intact(FragmentRecord found) -> {
                    intact++;
                    if (!found.header().equals(record.header())
                            || found.fragmentFlaw().isPresent()) {
                        violations.add("a record came back with other bytes");
                    }
                }
                case FetchOutcome.Missing _ -> {}
                case FetchOutcome.Corrupt _ -> violations.add("a record came back corrupt");
            }
        }
        return intact;
    }
}
