package dev.stowage.supplier.trial;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stowage.format.record.FragmentRecord;
import dev.stowage.supplier.store.CommitObserver;
import dev.stowage.supplier.store.LogStore;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The ledger believes a store that keeps its promises, and finds each way to break one.
class TrialLedgerTest {

    private final CrashDisk disk = new CrashDisk(new Random(1));
    private final TrialLedger ledger = new TrialLedger(new Random(2));
    private LogStore store;

    @BeforeEach
    void openStore() throws Exception {
        store =
                new LogStore(
                        disk,
                        TrialWriter.SETTINGS,
                        new Random(3),
                        Clock.systemUTC(),
                        CommitObserver.NONE);
    }

    @AfterEach
    void closeStore() {
        store.close();
    }

    @Test
    void findsNothingWrongWhereAllThatWasToldIsThere() throws Exception {
        ByteArrayOutputStream told = new ByteArrayOutputStream();
        for (long seed = 0; seed < 2; seed++) {
            ledger.begin(seed);
            new TrialWriter(store, told).run(seed);
        }
        told.toString(StandardCharsets.UTF_8).lines().forEach(ledger::hear);

        assertThat(ledger.acknowledged()).isEqualTo(2 * TrialWriter.BATCHES);
        assertThat(ledger.verify(store)).isEmpty();
        assertThat(ledger.verifyAll(store)).isEmpty();
    }

    @Test
    void takesABatchThatWasNotAcknowledgedWholeOrNotAtAll() {
        ledger.begin(0);
        store(new TrialBatch(3).records());

        assertThat(ledger.verify(store)).isEmpty();
        assertThat(ledger.verifyAll(store)).isEmpty();
    }

    @Test
    void findsAnAcknowledgedBatchThatIsNotThere() {
        ledger.begin(0);
        ledger.hear("stored 7");

        assertThat(ledger.verify(store))
                .anyMatch(each -> each.startsWith("batch 7 was acknowledged, 0 of "))
                .anyMatch(each -> each.contains("in truth, 0 are said to be"));
    }

    @Test
    void findsABatchThatIsThereByHalves() {
        List<FragmentRecord> records = severalRecords().records();
        ledger.begin(0);
        store(records.subList(1, records.size()));

        assertThat(ledger.verify(store))
                .anyMatch(
                        each ->
                                each.contains(
                                        "was not acknowledged, %d of %d records are there"
                                                .formatted(records.size() - 1, records.size())));
    }

    @Test
    void findsABatchThatComesBack() {
        ledger.begin(0);
        assertThat(ledger.verify(store)).isEmpty();
        store(new TrialBatch(5).records());

        assertThat(ledger.verifyAll(store)).contains("batch 5 was not there and has come back");
    }

    @Test
    void findsARecordWithOtherBytes() {
        TrialBatch batch = new TrialBatch(0);
        ledger.begin(0);
        store(
                LongStream.range(0, batch.blockBytes().size())
                        .mapToObj(block -> TrialBatch.ACCOUNT.record(block, 64, (int) block, 99))
                        .toList());

        assertThat(ledger.verify(store)).anyMatch(each -> each.endsWith("with other bytes"));
    }

    @Test
    void findsUsageThatIsNotTheTruth() {
        ledger.begin(0);
        store(List.of(TrialBatch.ACCOUNT.record(1 << 20, 0)));

        assertThat(ledger.verify(store))
                .containsExactly(
                        "bytes of the account: 0 in truth, 2048 are said to be",
                        "bytes of all accounts: 0 in truth, 2048 are said to be",
                        "records: 0 in truth, 1 are said to be");
    }

    @Test
    void findsAHeadThatIsGoneAndOneThatNobodyGave() {
        ledger.begin(0);
        ledger.hear("kept 2");
        assertThat(ledger.verify(store))
                .containsExactly("head 2 was acknowledged, 30 offered, 0 is there");

        store.keep(TrialBatch.ACCOUNT.countersigned(31, TrialBatch.PLACEMENT));
        assertThat(ledger.verify(store))
                .containsExactly("head 2 was acknowledged, 30 offered, 31 is there");
    }

    @Test
    void findsAHeadWithOtherBytes() {
        ledger.begin(0);
        store.keep(TrialBatch.ACCOUNT.countersigned(1, TrialBatch.ACCOUNT.key()));

        assertThat(ledger.verify(store)).containsExactly("head 1 came back with other bytes");
    }

    @Test
    void hearsThatTheStoreRefused() throws Exception {
        store.close();
        ByteArrayOutputStream told = new ByteArrayOutputStream();
        new TrialWriter(store, told).run(0);
        told.toString(StandardCharsets.UTF_8).lines().forEach(ledger::hear);
        openStore();

        assertThat(ledger.verify(store))
                .isNotEmpty()
                .allMatch(each -> each.startsWith("the store was to store and refused"));
    }

    private static TrialBatch severalRecords() {
        return LongStream.range(0, TrialWriter.BATCHES)
                .mapToObj(TrialBatch::new)
                .filter(batch -> batch.blockBytes().size() > 1)
                .findFirst()
                .orElseThrow();
    }

    private void store(List<FragmentRecord> records) {
        store.store(TrialBatch.account(), records, Long.MAX_VALUE);
    }
}
