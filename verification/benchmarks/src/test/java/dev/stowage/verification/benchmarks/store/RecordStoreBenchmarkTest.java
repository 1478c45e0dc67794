package dev.stowage.verification.benchmarks.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stowage.verification.benchmarks.machine.Printout;
import dev.stowage.verification.benchmarks.store.RecordStoreBenchmark.Scale;
import dev.stowage.verification.benchmarks.store.RecordStoreBenchmark.Work;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.EnumSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The benchmark runs; how fast is not a test's business.
class RecordStoreBenchmarkTest {

    @TempDir private Path directory;

    @Test
    void everyWorkIsMeasuredAndNothingIsLeftBehind() throws Exception {
        StringWriter out = new StringWriter();

        new RecordStoreBenchmark(
                        directory,
                        new Printout(new PrintWriter(out)),
                        new Scale(1, 2 << 20, 1, 10_000))
                .run(EnumSet.allOf(Work.class));

        assertThat(out.toString())
                .contains(
                        "256 KiB, 16 writers",
                        "4 KiB, 64 writers",
                        "4 KiB, 1 reader",
                        "A store of 10,000 records",
                        "heap for each record",
                        "targets: ");
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void theRawWriterWritesTheGroupsOfTheStore() throws Exception {
        SampleRecords records = new SampleRecords(1, 4 << 10);
        StoreWriting store = new StoreWriting(records, 4, 20);
        Path log = directory.resolve("log");

        assertThat(store.run(log)).isPositive();

        long written = store.groups().stream().mapToLong(Long::longValue).sum();
        assertThat(written).isGreaterThan(20L * records.storedBytes());
        assertThat(new RawWriting(store, 20.0 * records.paddedBytes()).run(directory)).isPositive();
        assertThat(directory.resolve("raw")).hasSize(written);
    }
}
