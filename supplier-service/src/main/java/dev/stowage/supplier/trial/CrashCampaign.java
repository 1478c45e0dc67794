package dev.stowage.supplier.trial;

import dev.stowage.format.head.CountersignedHead;
import dev.stowage.format.record.FragmentRecord;
import dev.stowage.format.signature.SigningKey;
import dev.stowage.protocol.fault.Fault;
import dev.stowage.supplier.store.CommitObserver;
import dev.stowage.supplier.store.LogSettings;
import dev.stowage.supplier.store.LogStore;
import dev.stowage.supplier.store.ServiceTime;
import dev.stowage.supplier.store.Upkeep;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/// Writers who store, drop and revive, a compaction beside them, a crash at some operation of the
/// disk, a restart under a clock that is years off, some days of service, and again: what holds
/// afterwards.
public final class CrashCampaign {

    private static final int WRITERS = 4;
    private static final int CRASHES = 5;
    private static final int STEPS_BETWEEN = 14;
    private static final int LATEST_CRASH = 400;
    private static final int BATCHES = 96;
    private static final int MOST_RECORDS = 4;
    private static final Duration TRASH = Duration.ofDays(7);
    private static final LogSettings SMALL =
            new LogSettings(32 << 10, 24 << 10, 1 << 20, 2, 0)
                    .with(new Upkeep(TRASH, 60, 0, Duration.ofHours(1)));
    private static final SigningKey PLACEMENT = new SampleAccount(1).key();

    /// Records are costly to make: all campaigns share them.
    private static final List<FragmentRecord> RECORDS =
            IntStream.range(0, BATCHES * MOST_RECORDS)
                    .mapToObj(block -> SampleAccount.CAMPAIGNER.record(block, block % 4))
                    .toList();

    private static final int MOST_WRONG = 3650;

    private final SplittableRandom random;
    private final UnaryOperator<CrashDisk> temper;
    private final List<BatchFate> batches;
    private final CampaignCheck check;
    private long nanos;
    private Duration passing = Duration.ZERO;
    private Instant now = Instant.parse("2026-11-01T00:00:00Z");
    private long keptVersion;

    /// @param temper what is done to every disk before it is used
    public CrashCampaign(long seed, UnaryOperator<CrashDisk> temper) {
        this.random = new SplittableRandom(seed);
        this.temper = temper;
        this.batches = IntStream.range(0, BATCHES).mapToObj(this::batch).toList();
        this.check = new CampaignCheck(batches);
    }

    private BatchFate batch(int number) {
        int from = number * MOST_RECORDS;
        return new BatchFate(RECORDS.subList(from, from + 1 + random.nextInt(MOST_RECORDS)));
    }

    /// @return every promise that was broken
    public List<String> run() throws IOException, InterruptedException {
        CrashDisk disk = temper.apply(new CrashDisk(random));
        for (int crash = 0; crash < CRASHES; crash++) {
            disk.crashAfter(5 + random.nextInt(random.nextInt(1, LATEST_CRASH)));
            writeUntilCrash(disk);
            disk = temper.apply(disk.crash());
            if (random.nextInt(3) == 0) {
                disk.crashAfter(1 + random.nextInt(20));
                openOnly(disk);
                disk = temper.apply(disk.crash());
            }
            passing = Duration.ofDays(random.nextInt(5));
            now = now.plus(passing);
            batches.forEach(batch -> batch.pass(now, TRASH));
            check(disk);
        }
        return check.violations();
    }

    private LogStore open(CrashDisk disk, RandomGenerator markers) throws IOException {
        ServiceTime time = new ServiceTime(() -> nanos);
        LogStore store = new LogStore(disk, SMALL, markers, time, CommitObserver.NONE);
        try {
            time.begin(store, wrongClock());
            nanos += passing.toNanos();
            passing = Duration.ZERO;
            time.keep();
            return store;
        } catch (Fault crashed) {
            store.close();
            throw new IOException("the power is gone", crashed);
        }
    }

    private Clock wrongClock() {
        Duration wrong = Duration.ofDays(random.nextInt(-MOST_WRONG, MOST_WRONG));
        return Clock.fixed(now.plus(wrong), ZoneOffset.UTC);
    }

    private void openOnly(CrashDisk disk) {
        try (LogStore store = open(disk, random)) {
            store.compact();
        } catch (IOException crashed) {
            // That is what the disk is for.
        }
    }

    private void writeUntilCrash(CrashDisk disk) throws InterruptedException {
        try (LogStore store = open(disk, random.split())) {
            AtomicInteger writing = new AtomicInteger(WRITERS);
            List<Thread> threads = new ArrayList<>();
            for (int writer = 0; writer < WRITERS; writer++) {
                int own = writer;
                SplittableRandom chance = random.split();
                threads.add(Thread.ofVirtual().start(() -> write(store, own, chance, writing)));
            }
            threads.add(Thread.ofVirtual().start(() -> keepHeads(store)));
            threads.add(Thread.ofVirtual().start(() -> compact(store, writing)));
            for (Thread thread : threads) {
                thread.join();
            }
        } catch (IOException crashed) {
            // The crash came while it opened.
        }
    }

    /// Every writer has batches of his own.
    private void write(LogStore store, int own, SplittableRandom chance, AtomicInteger writing) {
        try {
            for (int step = 0; step < STEPS_BETWEEN; step++) {
                int batch = chance.nextInt(BATCHES / WRITERS) * WRITERS + own;
                step(store, batches.get(batch), chance);
            }
        } catch (Fault refused) {
            // The power is gone: nobody knows what became of the last step.
        } finally {
            writing.decrementAndGet();
        }
    }

    private void step(LogStore store, BatchFate batch, SplittableRandom chance) {
        if (batch.isSurely(BatchFate.Fate.LIVING) && chance.nextInt(5) > 0) {
            batch.drop(store, now);
        } else if (batch.isSurely(BatchFate.Fate.IN_TRASH) && chance.nextBoolean()) {
            batch.revive(store);
        } else {
            batch.store(store);
        }
    }

    private static void compact(LogStore store, AtomicInteger writing) {
        while (writing.get() > 0) {
            store.compact();
        }
    }

    private void keepHeads(LogStore store) {
        for (int i = 0; i < STEPS_BETWEEN; i++) {
            try {
                CountersignedHead head =
                        SampleAccount.CAMPAIGNER.countersigned(keptVersion + 1, PLACEMENT);
                keptVersion = store.keep(head);
            } catch (Fault refused) {
                return;
            }
        }
    }

    private void check(CrashDisk disk) throws IOException {
        try (LogStore store = open(disk, random)) {
            check.fates(store);
            keptVersion = check.head(store, keptVersion);
            store.compact();
            check.fates(store);
            check.usage(store, disk);
            keptVersion = check.head(store, keptVersion);
        }
    }
}
