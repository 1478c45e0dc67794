package dev.stowage.supplier.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stowage.format.address.AccountNumber;
import dev.stowage.format.signature.ByteString;
import dev.stowage.protocol.fault.FaultCode;
import dev.stowage.supplier.trial.CrashDisk;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What becomes of facts on a good and on a bad disk.
class FactsTest {

    private static final AccountNumber ONE = new AccountNumber(1);
    private static final AccountNumber TWO = new AccountNumber(4_000_000_000L);
    private static final LogSettings SMALL = new LogSettings(4 << 10, 2 << 10, 1 << 20, 4, 0);

    private final CrashDisk disk = new CrashDisk(new Random(5));
    private LogStore store;

    @BeforeEach
    void open() throws IOException {
        store = open(disk);
    }

    @AfterEach
    void close() {
        store.close();
    }

    private static LogStore open(Disk disk) throws IOException {
        return new LogStore(disk, SMALL, new Random(1), Clock.systemUTC(), CommitObserver.NONE);
    }

    private void reopen() throws IOException {
        store.close();
        store = open(disk);
    }

    @Test
    void theNewestOfAKindAndAccountCounts() throws Exception {
        for (int time = 0; time < 2; time++) {
            keep(contract(ONE, "first"));
            keep(contract(TWO, "second"));
            keep(membership("third"));
            keep(contract(ONE, "fourth"));

            assertThat(store.facts().newest(FactKind.CONTRACT, ONE))
                    .contains(contract(ONE, "fourth"));
            assertThat(store.facts().readAll(FactKind.CONTRACT))
                    .containsExactlyInAnyOrder(contract(ONE, "fourth"), contract(TWO, "second"));
            assertThat(store.facts().readAll(FactKind.MEMBERSHIP))
                    .containsExactly(membership("third"));
            assertThat(store.facts().newest(FactKind.MEMBERSHIP, ONE)).isEmpty();
            reopen();
        }
    }

    @Test
    void theNewestCountsInEveryFileOfTheLogWithAndWithoutIndexFiles() throws Exception {
        int last = 40;
        for (int time = 0; time <= last; time++) {
            keep(contract(ONE, "the contract number " + time));
        }
        store.close();

        DiskCopy kept = DiskCopy.of(disk);
        assertThat(kept.logs()).hasSizeGreaterThan(2);
        for (DiskCopy copy : List.of(kept, kept.withoutIndex())) {
            try (LogStore other = open(copy.disk())) {
                assertThat(other.facts().readAll(FactKind.CONTRACT))
                        .containsExactly(contract(ONE, "the contract number " + last));
                assertThat(other.recovery().walked() == 0).isEqualTo(copy == kept);
            }
        }
    }

    @Test
    void aFlippedBitAnywhereCostsNoFact() throws Exception {
        List<Fact> facts =
                List.of(contract(ONE, "before"), contract(TWO, "other"), contract(ONE, "now"));
        facts.forEach(this::keep);
        store.close();
        DiskCopy kept = DiskCopy.of(disk);
        String log = kept.logs().getFirst();

        for (int offset = 0; offset < kept.content(log).length; offset++) {
            CrashDisk damaged = kept.flipped(log, offset, offset % 8).withoutIndex().disk();
            for (int start = 0; start < 2; start++) {
                try (LogStore other = open(damaged)) {
                    assertThat(other.facts().readAll(FactKind.CONTRACT))
                            .as("bit of byte %d, start %d", offset, start)
                            .containsExactlyInAnyOrderElementsOf(facts.subList(1, 3));
                }
            }
        }
    }

    @Test
    void aFactThatLostACopyIsKeptOnceMore() throws Exception {
        keep(membership("mine"));
        long length = disk.content(log()).length;
        disk.flipBit(log(), EntryHeader.BYTES + 1, 3);
        store.facts().readAll(FactKind.MEMBERSHIP);
        assertThat(disk.content(log()).length).isGreaterThan((int) length);
        reopen();
        long mended = disk.content(log()).length;

        disk.flipBit(log(), EntryHeader.BYTES + 72 + 8 + 1, 3);

        assertThat(store.facts().readAll(FactKind.MEMBERSHIP)).containsExactly(membership("mine"));
        assertThat(disk.content(log())).hasSize((int) mended);
    }

    @Test
    void aFactWithNoCopyLeftIsNotInvented() {
        keep(membership("mine"));
        keep(contract(ONE, "one"));
        for (int copy = 0; copy < 2; copy++) {
            disk.flipBit(log(), EntryHeader.BYTES + copy * (EntryHeader.BYTES + 8), 3);
        }

        assertThat(store.facts().newest(FactKind.MEMBERSHIP, Fact.NO_ACCOUNT)).isEmpty();
        assertThat(store.facts().readAll(FactKind.MEMBERSHIP)).isEmpty();
        assertThat(store.facts().readAll(FactKind.CONTRACT)).hasSize(1);
    }

    @Test
    void manyKeptAtOnceShareSyncsAndTheLastOfEachCounts() throws Exception {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int account = 0; account < 200; account++) {
                AccountNumber number = new AccountNumber(account);
                threads.submit(
                        () -> {
                            keep(contract(number, "first"));
                            keep(contract(number, "last of " + number));
                        });
            }
        }
        reopen();

        assertThat(store.facts().readAll(FactKind.CONTRACT))
                .hasSize(200)
                .allMatch(
                        fact -> fact.equals(contract(fact.account(), "last of " + fact.account())));
    }

    @Test
    void aFactIsNotKeptWhereNothingCanBe() {
        disk.limit(0, true);
        RecordStoreContract.assertRefused(FaultCode.DISK_FULL, () -> keep(membership("mine")));
        disk.limit(Long.MAX_VALUE, false);
        store.close();
        RecordStoreContract.assertRefused(FaultCode.BUSY, () -> keep(membership("mine")));
    }

    @Test
    void factsDoNotCountAsUsed() {
        keep(contract(ONE, "one"));

        assertThat(store.usage().total()).isZero();
        assertThat(store.usage().records()).isZero();
    }

    private void keep(Fact fact) {
        store.facts().keep(fact);
    }

    private String log() {
        return disk.list().stream().filter(name -> name.endsWith(".log")).findFirst().orElseThrow();
    }

    private static Fact contract(AccountNumber account, String content) {
        return new Fact(FactKind.CONTRACT, account, bytes(content));
    }

    private static Fact membership(String content) {
        return new Fact(FactKind.MEMBERSHIP, Fact.NO_ACCOUNT, bytes(content));
    }

    private static ByteString bytes(String content) {
        return ByteString.of(content.getBytes(StandardCharsets.UTF_8));
    }
}
