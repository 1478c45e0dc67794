package dev.stowage.supplier.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogFilesTest {

    private static final int FILES = 12;
    private static final int LIMIT = 3;
    private static final int READERS = 8;
    private static final int READS = 5000;

    @TempDir private Path directory;

    private final List<LogName> names = new ArrayList<>();
    private CountingDisk disk;

    @BeforeEach
    void eachFileSaysWhichOneItIs() throws IOException {
        disk = new CountingDisk(new DirectoryDisk(directory));
        for (int number = 1; number <= FILES; number++) {
            LogName name = new LogName(number, number * 31L);
            names.add(name);
            try (DiskFile file = disk.open(name.toString())) {
                file.write(ByteBuffer.allocate(Integer.BYTES).putInt(number).flip(), 0);
            }
        }
    }

    private LogFiles newLogFiles() {
        return new LogFiles(disk, LIMIT, new DiskWatch(Duration.ofSeconds(10)));
    }

    @Test
    void manyReadersOfManyFilesReadWhatIsThereAndNoFileStaysOpen() throws Exception {
        try (LogFiles files = newLogFiles();
                ExecutorService threads = Executors.newFixedThreadPool(READERS)) {
            List<Future<Boolean>> reading = new ArrayList<>();
            for (int reader = 0; reader < READERS; reader++) {
                SplittableRandom random = new SplittableRandom(reader);
                reading.add(threads.submit(() -> readAtRandom(files, random)));
            }
            for (Future<Boolean> each : reading) {
                assertThat(each.get()).isTrue();
            }
            assertThat(disk.open.get()).isLessThanOrEqualTo(LIMIT);
        }
        assertThat(disk.open.get()).isZero();
        assertThat(disk.most.get()).isLessThanOrEqualTo(LIMIT + READERS);
    }

    private boolean readAtRandom(LogFiles files, SplittableRandom random) throws IOException {
        for (int read = 0; read < READS; read++) {
            int number = random.nextInt(1, FILES + 1);
            assertThat(number(files, names.get(number - 1))).isEqualTo(number);
        }
        return true;
    }

    @Test
    void aFileThatIsUsedAgainAndAgainStaysOpen() throws IOException {
        try (LogFiles files = newLogFiles()) {
            int before = disk.opened.get();
            for (LogName name : names) {
                number(files, name);
                number(files, names.getFirst());
            }
            assertThat(disk.opened.get() - before).isEqualTo(FILES);
        }
    }

    @Test
    void aReaderWhoIsInterruptedDisturbsNobodyElse() throws Exception {
        try (LogFiles files = newLogFiles()) {
            number(files, names.getFirst());
            Thread interrupted =
                    Thread.ofPlatform()
                            .start(
                                    () -> {
                                        Thread.currentThread().interrupt();
                                        try {
                                            number(files, names.getFirst());
                                        } catch (IOException closed) {
                                            // That is what it gets.
                                        }
                                    });
            interrupted.join();

            assertThat(number(files, names.getFirst())).isEqualTo(1);
        }
        assertThat(disk.open.get()).isZero();
    }

    @Test
    void whatIsForgottenIsClosed() throws IOException {
        try (LogFiles files = newLogFiles()) {
            number(files, names.getFirst());
            files.forget(names.getFirst());

            assertThat(disk.open.get()).isZero();
        }
    }

    private static int number(LogFiles files, LogName name) throws IOException {
        return files.read(new Place(name, 0, Integer.BYTES, 0, 0), 0, Integer.BYTES).getInt();
    }

    /// A real disk that knows how many files are open.
    private static final class CountingDisk extends RelayDisk {

        private final AtomicInteger open = new AtomicInteger();
        private final AtomicInteger most = new AtomicInteger();
        private final AtomicInteger opened = new AtomicInteger();

        CountingDisk(Disk disk) {
            super(disk);
        }

        @Override
        public DiskFile open(String name) throws IOException {
            return counted(super.open(name));
        }

        @Override
        public DiskFile openToRead(String name) throws IOException {
            return counted(super.openToRead(name));
        }

        private DiskFile counted(DiskFile file) {
            opened.incrementAndGet();
            most.accumulateAndGet(open.incrementAndGet(), Math::max);
            return new CountedFile(file);
        }

        private final class CountedFile extends RelayFile {

            CountedFile(DiskFile file) {
                super(file);
            }

            @Override
            public void close() throws IOException {
                open.decrementAndGet();
                super.close();
            }
        }
    }
}
