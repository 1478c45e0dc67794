package dev.stowage.supplier.scrub;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stowage.format.head.CountersignedHead;
import dev.stowage.format.record.FragmentRecord;
import dev.stowage.format.signature.ByteString;
import dev.stowage.format.signature.SigningKey;
import dev.stowage.protocol.supplier.FetchOutcome;
import dev.stowage.protocol.supplier.WantedRecord;
import dev.stowage.supplier.Eventually;
import dev.stowage.supplier.store.CommitObserver;
import dev.stowage.supplier.store.DirectoryDisk;
import dev.stowage.supplier.store.Fact;
import dev.stowage.supplier.store.FactKind;
import dev.stowage.supplier.store.LogSettings;
import dev.stowage.supplier.store.LogStore;
import dev.stowage.supplier.store.RecordId;
import dev.stowage.supplier.trial.SampleAccount;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// One bit of any file of a store flips while nobody looks: what is read then is what was stored,
/// or nothing, and after a scrub nothing is bad any more.
class FlippedBitTest {

    private static final int SEEDS = Integer.getInteger("stowage.seeds", 100);
    private static final int RECORDS = 40;
    private static final SampleAccount ACCOUNT = new SampleAccount(7);
    private static final SigningKey PLACEMENT = SigningKey.random(new SecureRandom());
    private static final CountersignedHead HEAD = ACCOUNT.countersigned(1, PLACEMENT);
    private static final Fact FACT =
            new Fact(FactKind.CONTRACT, ACCOUNT.number(), ByteString.of("the contract".getBytes()));

    @TempDir Path directory;

    private final List<FragmentRecord> records = new ArrayList<>();

    @Test
    void isNeverServedAsGoodAndFoundByTheScrub() throws Exception {
        Path whole = directory.resolve("whole");
        try (LogStore store = open(whole)) {
            for (int block = 0; block < RECORDS; block++) {
                records.add(ACCOUNT.record(block, 0));
                store.store(ACCOUNT.number(), List.of(records.getLast()), Long.MAX_VALUE);
            }
            store.keep(HEAD);
            store.facts().keep(FACT);
        }
        int found = 0;
        for (int seed = 0; seed < SEEDS; seed++) {
            found += flipOne(whole, seed);
        }
        // most of what lies on the disk is records
        assertThat(found).isGreaterThan(SEEDS / 2);
    }

    /// @return records that were bad, all of which the scrub found
    private int flipOne(Path whole, int seed) throws IOException {
        Path copy = directory.resolve("copy-" + seed);
        copy(whole, copy);
        String flipped = flipBit(copy, new Random(seed));
        DecayedRecords told = new DecayedRecords();
        try (LogStore store = open(copy)) {
            for (FragmentRecord record : records) {
                requireRightOrRefused(store, record, flipped);
            }
            assertThat(store.newest(ACCOUNT.number())).as(flipped).isIn(some(HEAD));
            assertThat(store.facts().newest(FactKind.CONTRACT, ACCOUNT.number()))
                    .as(flipped)
                    .contains(FACT);
            List<RecordId> corrupt =
                    records.stream()
                            .filter(each -> fetch(store, each) instanceof FetchOutcome.Corrupt)
                            .map(RecordId::of)
                            .toList();
            scrub(store, copy, told);
            List<RecordId> found = told.take(RECORDS).stream().map(DecayedRecord::id).toList();
            for (RecordId record : corrupt) {
                assertThat(found.contains(record) || isSetAside(store, record))
                        .as(flipped)
                        .isTrue();
            }
            return corrupt.size();
        }
    }

    private static boolean isSetAside(LogStore store, RecordId record) {
        return fetch(store, record) instanceof FetchOutcome.Missing;
    }

    private static List<Optional<CountersignedHead>> some(CountersignedHead head) {
        return List.of(Optional.of(head), Optional.empty());
    }

    private static void requireRightOrRefused(
            LogStore store, FragmentRecord record, String flipped) {
        if (fetch(store, record) instanceof FetchOutcome.Intact(FragmentRecord here)) {
            assertThat(here.toBuffers()).as(flipped).isEqualTo(record.toBuffers());
        }
    }

    private static FetchOutcome fetch(LogStore store, FragmentRecord record) {
        return fetch(store, RecordId.of(record));
    }

    private static FetchOutcome fetch(LogStore store, RecordId record) {
        return store.fetch(new WantedRecord(record.address(), record.position(), 3));
    }

    private static void scrub(LogStore store, Path copy, DecayedRecords told) {
        ScrubSettings fast = new ScrubSettings(Duration.ofDays(14), 0, 100, Duration.ZERO);
        ScrubMeters meters = new ScrubMeters(new SimpleMeterRegistry(), Tags.empty());
        try (Scrub scrub =
                new Scrub(
                        store,
                        copy.resolve("scrub"),
                        fast,
                        told,
                        _ -> Optional.empty(),
                        meters,
                        Clock.systemUTC())) {
            scrub.hurry();
            scrub.start();
            Eventually.holds(
                    Duration.ofSeconds(30),
                    () -> scrub.state().isOver() && !scrub.state().isUrgent());
        }
    }

    private static LogStore open(Path path) throws IOException {
        return new LogStore(
                new DirectoryDisk(path),
                new LogSettings(32 << 10, 8 << 10, 1 << 20, 2, 0),
                new Random(1),
                Clock.systemUTC(),
                CommitObserver.NONE);
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.createDirectories(to);
        for (Path file : files(from)) {
            Files.copy(file, to.resolve(file.getFileName()));
        }
    }

    private static List<Path> files(Path path) throws IOException {
        try (Stream<Path> files = Files.list(path)) {
            return files.sorted().toList();
        }
    }

    private static String flipBit(Path path, Random random) throws IOException {
        List<Path> files = files(path);
        long all = 0;
        for (Path file : files) {
            all += Files.size(file);
        }
        long at = random.nextLong(all);
        for (Path file : files) {
            if (at < Files.size(file)) {
                int bit = 1 << random.nextInt(8);
                try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
                    bytes.seek(at);
                    int before = bytes.read();
                    bytes.seek(at);
                    bytes.write(before ^ bit);
                }
                return "bit %d of byte %d of %s flipped".formatted(bit, at, file.getFileName());
            }
            at -= Files.size(file);
        }
        throw new AssertionError("there is nothing to flip");
    }
}
