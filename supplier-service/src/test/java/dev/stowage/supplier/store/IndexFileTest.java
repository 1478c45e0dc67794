package dev.stowage.supplier.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stowage.format.record.FragmentRecord;
import dev.stowage.format.signature.SigningKey;
import dev.stowage.protocol.fault.Fault;
import dev.stowage.supplier.trial.CrashDisk;
import dev.stowage.supplier.trial.SampleAccount;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Whatever becomes of index files, what a store tells is what its logs tell.
class IndexFileTest {

    private static final SampleAccount ACCOUNT = new SampleAccount(7);
    private static final SigningKey PLACEMENT = new SampleAccount(9).key();

    /// Six records a file, two a section.
    private static final LogSettings SMALL = new LogSettings(16 << 10, 8 << 10, 1 << 20, 2, 0);

    private static final List<FragmentRecord> RECORDS =
            IntStream.range(0, 24).mapToObj(block -> ACCOUNT.record(block, block % 3)).toList();
    private static final int FIRST = 12;

    private DiskCopy early = DiskCopy.of(new CrashDisk(new Random(0)));
    private DiskCopy late = early;
    private String truth = "";

    @BeforeEach
    void fill() throws IOException {
        CrashDisk disk = new CrashDisk(new Random(42));
        try (LogStore store = open(disk)) {
            put(store, 0, FIRST);
            store.keep(ACCOUNT.countersigned(1, PLACEMENT));
        }
        early = DiskCopy.of(disk);
        disk.flipBit(disk.list().getLast(), EntryHeader.BYTES + 1000, 3);
        try (LogStore store = open(disk)) {
            put(store, 0, 16);
            store.keep(ACCOUNT.countersigned(2, PLACEMENT));
        }
        late = DiskCopy.of(disk);
        truth = told(late.withoutIndex());
    }

    private static void put(LogStore store, int from, int to) {
        for (FragmentRecord record : RECORDS.subList(from, to)) {
            store.store(ACCOUNT.number(), List.of(record), Long.MAX_VALUE);
        }
    }

    private static LogStore open(Disk disk) throws IOException {
        return new LogStore(disk, SMALL, new Random(1), Clock.systemUTC(), CommitObserver.NONE);
    }

    @Test
    void afterACleanStopNothingIsWalked() throws Exception {
        assertThat(late.indexes()).hasSizeGreaterThan(2);
        try (LogStore store = open(late.disk())) {
            assertThat(store.recovery().walked()).isZero();
        }
        try (LogStore store = open(late.withoutIndex().disk())) {
            assertThat(store.recovery().walked()).isGreaterThan(15);
        }
        assertThat(told(late)).isEqualTo(told(late.withoutIndex())).contains("Intact");
    }

    @Test
    void whatWasWalkedIsNotWalkedAgain() throws Exception {
        CrashDisk disk = late.withoutIndex().disk();
        open(disk).close();

        try (LogStore store = open(disk)) {
            assertThat(store.recovery().walked()).isZero();
        }
        assertThat(told(DiskCopy.of(disk))).isEqualTo(told(late));
    }

    @Test
    void afterAKillOnlyWhatCameAfterTheLastSectionIsWalked() throws Exception {
        CrashDisk disk = late.disk();
        try (LogStore store = open(disk)) {
            put(store, 16, 24);
            try (LogStore next = open(DiskCopy.of(disk).disk())) {
                assertThat(next.recovery().walked()).isBetween(1L, 6L);
            }
            assertThat(told(DiskCopy.of(disk))).isEqualTo(told(DiskCopy.of(disk).withoutIndex()));
        }
    }

    @Test
    void aFlippedBitCostsTimeOnly() throws Exception {
        for (String index : late.indexes()) {
            int length = late.content(index).length;
            for (int offset = 0; offset < length; offset++) {
                int bits = offset < IndexSection.bytes(1) ? 8 : 1;
                for (int bit = 0; bit < bits; bit++) {
                    assertTellsAsLate(late.flipped(index, offset, (offset + bit) % 8));
                }
                if (offset % 20 == 0) {
                    assertTellsTheTruth(late.flipped(index, offset, offset % 8));
                }
            }
        }
    }

    @Test
    void aCutAnywhereCostsTimeOnly() throws Exception {
        for (String index : late.indexes()) {
            byte[] content = late.content(index);
            for (int length = 0; length < content.length; length++) {
                byte[] cut = Arrays.copyOf(content, length);
                assertTellsAsLate(late.with(index, cut));
                if (length % 20 == 0) {
                    assertTellsTheTruth(late.with(index, cut));
                    assertTellsTheTruth(late.with(index, Arrays.copyOf(cut, content.length)));
                }
            }
            assertTellsTheTruth(late.with(index, Arrays.copyOf(content, content.length + 100)));
        }
    }

    @Test
    void theIndexOfAnotherLogCostsTimeOnly() throws Exception {
        for (String index : late.indexes()) {
            for (String other : late.indexes()) {
                DiskCopy swapped =
                        late.with(index, late.content(other)).with(other, late.content(index));
                assertTellsTheTruth(swapped);
            }
            assertTellsTheTruth(late.with(index, late.content(late.logs().getFirst())));
        }
    }

    @Test
    void sectionsThatAreGoneOrThereTwiceCostTimeOnly() throws Exception {
        for (String index : late.indexes()) {
            byte[] content = late.content(index);
            long marker = ByteBuffer.wrap(content).getLong(Integer.BYTES);
            int first = IndexSection.bytes(ByteBuffer.wrap(content), marker).orElseThrow();
            byte[] twice = Arrays.copyOf(content, content.length + first);
            System.arraycopy(content, 0, twice, content.length, first);

            assertTellsTheTruth(late.with(index, twice));
            assertTellsTheTruth(
                    late.with(index, Arrays.copyOfRange(content, first, content.length)));
        }
    }

    @Test
    void aLogThatWasCutIsNotTakenForWhole() throws Exception {
        String log = late.logs().getLast();
        byte[] content = late.content(log);
        for (int gone = 1; gone < 700; gone += gone < 200 ? 1 : 50) {
            assertTellsTheTruth(late.with(log, Arrays.copyOf(content, content.length - gone)));
        }
    }

    @Test
    void anIndexThatIsOlderThanTheLogTellsWhatItKnows() throws Exception {
        DiskCopy stale = late.withIndexOf(early);

        assertTellsTheTruth(stale);
        try (LogStore store = open(stale.disk())) {
            assertThat(store.recovery().walked()).isBetween(1L, 12L);
        }
    }

    @Test
    void anIndexThatIsNewerThanTheLogIsNotBelieved() throws Exception {
        assertTellsTheTruth(early.withIndexOf(late));

        // The log went another way since: shorter entries, in the same file, up to the same length.
        CrashDisk disk = early.withoutIndex().disk();
        try (LogStore store = open(disk)) {
            for (int version = 3; version < 20; version++) {
                store.keep(ACCOUNT.countersigned(version, PLACEMENT));
            }
        }
        DiskCopy other = DiskCopy.of(disk);
        assertTellsTheTruth(other.withIndexOf(late));
    }

    @Test
    void damageOfALogIsToldAtEveryStartAndForgottenIfItWasABadRead() throws Exception {
        for (String log : late.logs()) {
            DiskCopy damaged = late.flipped(log, 30, 1);
            CrashDisk disk = damaged.withoutIndex().disk();
            for (int start = 0; start < 3; start++) {
                try (LogStore store = open(disk)) {
                    assertThat(store.recovery().damaged()).isEqualTo(1);
                    put(store, 20 + start, 21 + start);
                }
                disk = DiskCopy.of(disk).disk();
            }
            disk.flipBit(log, 30, 1);
            try (LogStore store = open(disk)) {
                assertThat(store.recovery().damaged()).isZero();
            }
            assertThat(told(DiskCopy.of(disk)))
                    .isEqualTo(told(DiskCopy.of(disk).withoutIndex()))
                    .contains("block 0: Intact");
        }
    }

    @Test
    void aDiskThatTakesNoIndexFilesIsAsGood() throws Exception {
        CrashDisk disk = new CrashDisk(new Random(3));
        for (int start = 0; start < 3; start++) {
            try (LogStore store = open(new WithoutIndexFiles(disk))) {
                put(store, start * 7, start * 7 + 8);
            }
        }

        assertThat(DiskCopy.of(disk).indexes()).isEmpty();
        assertThat(told(DiskCopy.of(disk))).contains("damaged 0").contains(22 * 2048 + " bytes");
    }

    /// A disk with room for logs only.
    private static final class WithoutIndexFiles extends RelayDisk {

        WithoutIndexFiles(Disk disk) {
            super(disk);
        }

        @Override
        public DiskFile open(String name) throws IOException {
            if (LogName.parse(name).isEmpty()) {
                throw new DiskFullException("no room for " + name);
            }
            return super.open(name);
        }
    }

    @Test
    void tellsNothingOfWhatMayNotBeDurable() throws Exception {
        CrashDisk disk = new CrashDisk(new Random(3));
        try (LogStore store = open(disk)) {
            put(store, 0, 1);
            disk.failSyncs(true);
            try {
                put(store, 1, 2);
            } catch (Fault failed) {
                disk.failSyncs(false);
            }
        }
        DiskCopy copy = DiskCopy.of(disk);

        assertThat(copy.indexes()).isEmpty();
        assertTellsTheTruth(copy);
    }

    private void assertTellsAsLate(DiskCopy copy) throws IOException {
        assertThat(told(copy)).isEqualTo(truth);
    }

    /// With these index files a store tells what it tells without any, goes on, and is whole again.
    private static void assertTellsTheTruth(DiskCopy copy) throws IOException {
        assertThat(told(copy)).isEqualTo(told(copy.withoutIndex()));
        CrashDisk disk = copy.disk();
        try (LogStore store = open(disk)) {
            put(store, 22, 23);
        }
        try (LogStore store = open(disk)) {
            assertThat(store.recovery().walked()).isZero();
        }
        DiskCopy after = DiskCopy.of(disk);
        assertThat(told(after)).isEqualTo(told(after.withoutIndex())).contains("block 22: Intact");
    }

    private static String told(DiskCopy copy) throws IOException {
        try (LogStore store = open(copy.disk())) {
            return Testimony.of(store, ACCOUNT, RECORDS);
        }
    }
}
