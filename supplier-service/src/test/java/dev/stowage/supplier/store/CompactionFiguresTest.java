package dev.stowage.supplier.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stowage.format.record.FragmentRecord;
import dev.stowage.supplier.TurnedClock;
import dev.stowage.supplier.trial.CrashDisk;
import dev.stowage.supplier.trial.SampleAccount;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/// Copies take the places of records one by one, and nobody who looks meanwhile sees one too few.
class CompactionFiguresTest {

    private static final SampleAccount ACCOUNT = new SampleAccount(77);
    private static final int RECORDS = 3_000;
    private static final Duration WEEK = Duration.ofDays(7);
    private static final LogSettings SETTINGS =
            new LogSettings(4 << 20, 1 << 20, 8 << 20, 4, 0)
                    .with(new Upkeep(WEEK, 90, 0, Duration.ofHours(1)));

    private final TurnedClock clock = new TurnedClock();

    @Test
    void areTheSameAllTheTime() throws Exception {
        try (LogStore store =
                        new LogStore(
                                new CrashDisk(new Random(1)),
                                SETTINGS,
                                new Random(1),
                                clock,
                                CommitObserver.NONE);
                ExecutorService compactor = Executors.newSingleThreadExecutor()) {
            List<RecordId> dropped = fill(store);
            store.drop(ACCOUNT.number(), dropped);
            clock.turn(WEEK);
            long records = store.usage().records();
            long bytes = store.usage().total();
            assertThat(records).isEqualTo(RECORDS - dropped.size());

            Future<Integer> compacting = compactor.submit(store::compact);
            List<String> wrong = new ArrayList<>();
            while (!compacting.isDone()) {
                look("records", records, store.usage().records(), wrong);
                look("bytes", bytes, store.usage().total(), wrong);
                look("account", bytes, store.usage().of(ACCOUNT.number()), wrong);
            }
            assertThat(wrong).isEmpty();
            assertThat(compacting.get()).isPositive();
        }
    }

    private static void look(String what, long truth, long said, List<String> wrong) {
        if (said != truth) {
            wrong.add("%s: %d instead of %d".formatted(what, said, truth));
        }
    }

    /// @return every fifth of the records
    private static List<RecordId> fill(LogStore store) {
        List<RecordId> some = new ArrayList<>();
        List<FragmentRecord> batch = new ArrayList<>();
        for (int block = 0; block < RECORDS; block++) {
            FragmentRecord record = ACCOUNT.record(block, 1);
            batch.add(record);
            if (block % 5 == 0) {
                some.add(RecordId.of(record));
            }
            if (batch.size() == 100) {
                store.store(ACCOUNT.number(), batch, Long.MAX_VALUE);
                batch.clear();
            }
        }
        return some;
    }
}
