package dev.stowage.supplier.scrub;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stowage.format.address.Address;
import dev.stowage.format.address.CarrierId;
import dev.stowage.format.record.FragmentRecord;
import dev.stowage.protocol.supplier.FetchOutcome;
import dev.stowage.protocol.supplier.WantedRecord;
import dev.stowage.supplier.Eventually;
import dev.stowage.supplier.TurnedClock;
import dev.stowage.supplier.store.CommitObserver;
import dev.stowage.supplier.store.DirectoryDisk;
import dev.stowage.supplier.store.LogSettings;
import dev.stowage.supplier.store.LogStore;
import dev.stowage.supplier.store.RecordId;
import dev.stowage.supplier.trial.SampleAccount;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Rounds over a real log on a real disk, whose files are damaged under way.
class ScrubTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final ScrubSettings FAST =
            new ScrubSettings(Duration.ofDays(14), 0, 100, Duration.ZERO);
    private static final List<SampleAccount> ACCOUNTS =
            List.of(new SampleAccount(7), new SampleAccount(70_000), new SampleAccount(8));

    @TempDir Path directory;

    private final TurnedClock clock = new TurnedClock();
    private final DecayedRecords told = new DecayedRecords();
    private final List<FragmentRecord> records = new ArrayList<>();
    private LogStore store;
    private Scrub scrub;

    @BeforeEach
    void open() throws IOException {
        store =
                new LogStore(
                        new DirectoryDisk(directory.resolve("records")),
                        new LogSettings(64 << 10, 8 << 10, 1 << 20, 2, 0),
                        new Random(1),
                        clock,
                        CommitObserver.NONE);
        scrub = scrub(FAST);
    }

    @AfterEach
    void close() {
        scrub.close();
        store.close();
    }

    private Scrub scrub(ScrubSettings settings) {
        return new Scrub(
                store,
                directory.resolve("scrub"),
                settings,
                told,
                _ -> Optional.of(new CarrierId(5)),
                new ScrubMeters(new SimpleMeterRegistry(), Tags.empty()),
                clock);
    }

    private void storeRecords(int each) {
        for (SampleAccount account : ACCOUNTS) {
            for (int block = 0; block < each; block++) {
                FragmentRecord record = account.record(block, 0);
                store.store(account.number(), List.of(record), Long.MAX_VALUE);
                records.add(record);
            }
        }
    }

    private void scrubAll() {
        scrub.hurry();
        scrub.start();
        Eventually.holds(PATIENCE, () -> scrub.state().isOver() && !scrub.state().isUrgent());
    }

    private boolean isThere(FragmentRecord record) {
        FetchOutcome outcome =
                store.fetch(
                        new WantedRecord(record.header().address(), record.header().position(), 3));
        assertThat(outcome).isNotInstanceOf(FetchOutcome.Corrupt.class);
        return outcome instanceof FetchOutcome.Intact;
    }

    /// Flips one bit of the entry of a record: of its header, of the record's, of the payload.
    private void flip(FragmentRecord record, int offset) throws IOException {
        byte[] mark = new byte[Address.BYTES];
        record.header().address().writeTo(ByteBuffer.wrap(mark));
        try (Stream<Path> files = Files.list(directory.resolve("records"))) {
            for (Path log : files.filter(file -> file.toString().endsWith(".log")).toList()) {
                int at = indexOf(Files.readAllBytes(log), mark);
                if (at >= 0) {
                    flipBit(log, at + offset);
                    return;
                }
            }
        }
        throw new AssertionError("the record is in no file");
    }

    private static int indexOf(byte[] all, byte[] wanted) {
        for (int at = 0; at + wanted.length <= all.length; at++) {
            if (Arrays.mismatch(all, at, at + wanted.length, wanted, 0, wanted.length) < 0) {
                return at;
            }
        }
        return -1;
    }

    private static void flipBit(Path file, long at) throws IOException {
        try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
            bytes.seek(at);
            int before = bytes.read();
            bytes.seek(at);
            bytes.write(before ^ 4);
        }
    }

    @Test
    void everythingIsReadOnceInARound() {
        storeRecords(100);

        scrubAll();

        assertThat(scrub.state().read()).isEqualTo(scrub.state().all());
        assertThat(told.take(10)).isEmpty();
        assertThat(records).allMatch(this::isThere);
    }

    /// Flips a bit in both fragments.
    private void ruin(FragmentRecord record) throws IOException {
        flip(record, 1_000);
        flip(record, 2_000);
    }

    @Test
    void whatIsGoodOfARecordIsServedUntilItIsRebuilt() throws Exception {
        storeRecords(3);
        FragmentRecord half = records.get(1);
        flip(half, 1_000);

        scrubAll();

        WantedRecord second =
                new WantedRecord(half.header().address(), half.header().position(), 2);
        assertThat(store.fetch(second)).isInstanceOf(FetchOutcome.Intact.class);
        assertThat(told.take(10)).hasSize(1);
        store.store(ACCOUNTS.getFirst().number(), List.of(half), Long.MAX_VALUE);
        assertThat(isThere(half)).isTrue();
    }

    @Test
    void whatHasDecayedIsSetAsideAndTold() throws Exception {
        storeRecords(100);
        ruin(records.get(0));
        ruin(records.get(150));
        ruin(records.get(299));

        scrubAll();

        assertThat(records.stream().filter(each -> !isThere(each)))
                .containsExactlyInAnyOrder(records.get(0), records.get(150), records.get(299));
        assertThat(told.take(10))
                .extracting(each -> each.id().address())
                .containsExactlyInAnyOrder(
                        records.get(0).header().address(),
                        records.get(150).header().address(),
                        records.get(299).header().address());
    }

    @Test
    void whatWasSetAsideIsStoredAnewWhenItWasRebuilt() throws Exception {
        storeRecords(10);
        FragmentRecord decayed = records.get(3);
        ruin(decayed);
        scrubAll();
        assertThat(isThere(decayed)).isFalse();

        store.store(ACCOUNTS.getFirst().number(), List.of(decayed), Long.MAX_VALUE);

        assertThat(isThere(decayed)).isTrue();
        scrub.hurry();
        Eventually.holds(PATIENCE, () -> scrub.state().isOver() && !scrub.state().isUrgent());
        assertThat(isThere(decayed)).isTrue();
    }

    @Test
    void aRecordThatAReaderFoundBadIsLookedAtAtOnce() throws Exception {
        storeRecords(5);
        ruin(records.get(2));
        scrubAll();
        ruin(records.get(4));

        scrub.suspect(RecordId.of(records.get(4)));

        Eventually.holds(PATIENCE, () -> !isKept(records.get(4)));
        assertThat(told.take(10)).hasSize(2);
    }

    private boolean isKept(FragmentRecord record) {
        return store
                .inventory()
                .living(
                        record.header().address().account(),
                        record.header().address().group(),
                        null,
                        1_000)
                .stream()
                .anyMatch(each -> each.id().equals(RecordId.of(record)));
    }

    @Test
    void goesOnAfterARestartWhereItWas() throws Exception {
        storeRecords(60);
        scrub.close();
        scrub = scrub(new ScrubSettings(Duration.ofDays(14), 200_000, 100));
        scrub.start();
        scrub.hurry();
        Eventually.holds(PATIENCE, () -> scrub.state().read() > 50_000);
        scrub.close();
        long read = scrub.state().read();
        store.close();

        open();

        assertThat(scrub.state().read()).isEqualTo(read).isLessThan(scrub.state().all());
        scrub.start();
        Eventually.holds(PATIENCE, () -> scrub.state().read() > read);
    }

    @Test
    void aDamagedNoteCostsARoundAndNothingElse() throws Exception {
        storeRecords(5);
        scrub.close();
        Files.writeString(directory.resolve("scrub"), "2026-11-22T00:00:00Z\nnot a number\n");
        scrub = scrub(FAST);

        scrubAll();

        assertThat(scrub.state().read()).isEqualTo(scrub.state().all());
    }

    @Test
    void whenVeryMuchLooksBadItIsTheDiskAndRecordsAreLeftWhereTheyAre() throws Exception {
        storeRecords(100);
        for (FragmentRecord record : records) {
            ruin(record);
        }

        scrubAll();

        assertThat(store.usage().trashRecords()).isEqualTo(SetAside.MOST);
        assertThat(told.take(1_000)).hasSize(300);
    }
}
