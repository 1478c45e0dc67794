package dev.stowage.supplier.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stowage.format.record.FragmentRecord;
import dev.stowage.supplier.trial.SampleAccount;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrashTimeTest {

    private static final SampleAccount ACCOUNT = new SampleAccount(7);
    private static final int RECORDS = 10;

    @TempDir private Path directory;

    @Test
    void whatIsRevivedTogetherComesBackTogetherOrNotAtAll() throws Exception {
        List<FragmentRecord> records =
                IntStream.range(0, RECORDS).mapToObj(block -> ACCOUNT.record(block, 0)).toList();
        List<RecordId> ids = records.stream().map(RecordId::of).toList();
        Set<Long> revived = new HashSet<>();
        for (int trash = 1; trash < 2 * RECORDS; trash++) {
            // A millisecond passes whenever somebody looks at the clock.
            AtomicLong millis = new AtomicLong(1_000_000);
            LogSettings settings =
                    LogSettings.DEFAULT.with(
                            new Upkeep(Duration.ofMillis(trash), 50, 0, Duration.ofHours(1)));
            try (LogStore store =
                    new LogStore(
                            new DirectoryDisk(directory.resolve("trash-" + trash)),
                            settings,
                            new SplittableRandom(trash),
                            () -> Instant.ofEpochMilli(millis.incrementAndGet()),
                            CommitObserver.NONE)) {
                store.store(ACCOUNT.number(), records, Long.MAX_VALUE);
                store.drop(ACCOUNT.number(), ids);
                revived.add((long) store.revive(ACCOUNT.number(), ids, Long.MAX_VALUE).records());
            }
        }
        assertThat(revived).containsExactlyInAnyOrder(0L, (long) RECORDS);
    }
}
