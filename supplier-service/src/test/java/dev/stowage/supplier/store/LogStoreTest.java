package dev.stowage.supplier.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stowage.format.record.FragmentRecord;
import dev.stowage.protocol.fault.FaultCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The log on a real disk.
class LogStoreTest extends TrashContract {

    /// Files roll after a few records, and only two are open at once.
    private static final LogSettings SMALL = new LogSettings(16 << 10, 8 << 10, 1 << 20, 2, 0);

    @TempDir private Path directory;

    @Override
    RecordStore open() throws IOException {
        return new LogStore(
                new DirectoryDisk(directory.resolve("records")),
                SMALL,
                new Random(1),
                clock,
                CommitObserver.NONE);
    }

    @Test
    void rollsToTheNextFileAndFindsRecordsInAllOfThem() throws Exception {
        List<FragmentRecord> records = new ArrayList<>();
        for (int block = 0; block < 40; block++) {
            records.add(ACCOUNT.record(block, 0));
            put(records.getLast());
        }

        assertThat(files()).hasSizeGreaterThan(5);
        records.forEach(this::assertIntact);
        reopen();
        records.forEach(this::assertIntact);
        assertThat(store.usage().of(ACCOUNT.number())).isEqualTo(40L * PADDED);
    }

    @Test
    void readsOnWhenAReaderIsInterrupted() throws Exception {
        put(ACCOUNT.record(1, 0));
        CountDownLatch done = new CountDownLatch(1);
        Thread interrupted =
                Thread.ofPlatform()
                        .start(
                                () -> {
                                    Thread.currentThread().interrupt();
                                    assertRefused(
                                            FaultCode.BUSY, () -> fetch(ACCOUNT.record(1, 0), 3));
                                    done.countDown();
                                });
        done.await();
        interrupted.join();

        assertIntact(ACCOUNT.record(1, 0));
    }

    @Test
    void takesRecordsLargerThanAFile() {
        FragmentRecord large = ACCOUNT.record(1, 256 << 10, 0, 0);

        put(large);
        put(ACCOUNT.record(2, 0));

        assertIntact(large);
        assertIntact(ACCOUNT.record(2, 0));
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(directory.resolve("records"))) {
            return files.toList();
        }
    }
}
