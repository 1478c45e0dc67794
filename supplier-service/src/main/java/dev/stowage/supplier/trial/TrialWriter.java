package dev.stowage.supplier.trial;

import dev.stowage.protocol.fault.Fault;
import dev.stowage.supplier.store.LogSettings;
import dev.stowage.supplier.store.RecordStore;
import dev.stowage.supplier.store.Trashed;
import dev.stowage.supplier.store.Upkeep;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/// What a process does that will be killed: several writers store the batches of a seed, and tell
/// of each only after the store acknowledged it.
///
/// A line is handed to the system by one call, so that a kill leaves it whole or out.
public final class TrialWriter {

    /// Batches of one seed.
    public static final int BATCHES = 30;

    /// Files and groups so small that there are many, and a trash that keeps nothing for long, so
    /// that there is always something to compact.
    public static final LogSettings SETTINGS =
            new LogSettings(512 << 10, 256 << 10, 4 << 20, 4, 64 << 20)
                    .with(new Upkeep(Duration.ofMillis(500), 60, 0, Duration.ofMillis(5)));

    static final String STORED = "stored ";
    static final String DROPPED = "dropped ";
    static final String REVIVED = "revived ";

    /// It was to be revived, but its time in the trash was over.
    static final String GONE = "gone ";

    static final String KEPT = "kept ";
    static final String REFUSED = "refused ";

    private static final int WRITERS = 4;

    private final RecordStore store;
    private final OutputStream told;

    /// @param told not buffered
    public TrialWriter(RecordStore store, OutputStream told) {
        this.store = store;
        this.told = told;
    }

    /// Stores the batches of a seed, and as many heads.
    public void run(long seed) throws InterruptedException {
        AtomicLong next = new AtomicLong(firstBatch(seed));
        List<Thread> writers = new ArrayList<>();
        for (int writer = 0; writer < WRITERS; writer++) {
            writers.add(Thread.ofVirtual().start(() -> write(next, firstBatch(seed + 1))));
        }
        writers.add(Thread.ofVirtual().start(() -> keepHeads(seed)));
        for (Thread writer : writers) {
            writer.join();
        }
    }

    static long firstBatch(long seed) {
        return seed * BATCHES;
    }

    private void write(AtomicLong next, long end) {
        try {
            for (long number = next.getAndIncrement();
                    number < end;
                    number = next.getAndIncrement()) {
                TrialBatch batch = new TrialBatch(number);
                store.store(TrialBatch.account(), batch.records(), Long.MAX_VALUE);
                tell(STORED + number);
                dropAndRevive(batch);
            }
        } catch (Fault refused) {
            tell(REFUSED + refused.getMessage());
        }
    }

    private void dropAndRevive(TrialBatch batch) {
        if (batch.isDropped()) {
            store.drop(TrialBatch.account(), batch.ids());
            tell(DROPPED + batch.number());
        }
        if (batch.isRevived()) {
            Trashed back = store.revive(TrialBatch.account(), batch.ids(), Long.MAX_VALUE);
            tell((back.records() > 0 ? REVIVED : GONE) + batch.number());
        }
    }

    /// The first version of a seed is one more than the number of its first batch.
    private void keepHeads(long seed) {
        try {
            for (long number = firstBatch(seed); number < firstBatch(seed + 1); number++) {
                store.keep(TrialBatch.ACCOUNT.countersigned(number + 1, TrialBatch.PLACEMENT));
                tell(KEPT + (number + 1));
            }
        } catch (Fault refused) {
            tell(REFUSED + refused.getMessage());
        }
    }

    private void tell(String line) {
        try {
            told.write((line + "\n").getBytes(StandardCharsets.UTF_8));
        } catch (IOException nobodyListens) {
            throw new UncheckedIOException(nobodyListens);
        }
    }
}
