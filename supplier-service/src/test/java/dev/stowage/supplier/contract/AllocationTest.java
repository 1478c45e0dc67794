package dev.stowage.supplier.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stowage.protocol.fault.Fault;
import dev.stowage.supplier.store.CommitObserver;
import dev.stowage.supplier.store.LogSettings;
import dev.stowage.supplier.store.LogStore;
import dev.stowage.supplier.trial.CrashDisk;
import dev.stowage.supplier.trial.SampleAccount;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What is spoken for when quotas change and accounts use more than theirs.
class AllocationTest {

    private static final SampleAccount ONE = new SampleAccount(1);
    private static final SampleAccount TWO = new SampleAccount(2);
    private static final long CAPACITY = 10_000;
    private static final long RECORD = 2048;

    private LogStore store;
    private Allocation allocation;

    @BeforeEach
    void open() throws IOException {
        store =
                new LogStore(
                        new CrashDisk(new Random(1)),
                        LogSettings.DEFAULT,
                        new Random(1),
                        Clock.systemUTC(),
                        CommitObserver.NONE);
        allocation = new Allocation(CAPACITY, store.usage());
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void whatIsUsedBeyondALoweredQuotaIsSpokenFor() {
        change(ONE, 0, 2 * RECORD);
        put(ONE, 2);
        change(ONE, 2 * RECORD, RECORD);

        assertThat(allocation.granted()).isEqualTo(RECORD);
        assertThat(allocation.bytes()).isEqualTo(2 * RECORD);
        refused(TWO, 0, CAPACITY - 2 * RECORD + 1);
        change(TWO, 0, CAPACITY - 2 * RECORD);
        assertThat(allocation.bytes()).isEqualTo(CAPACITY);
        change(ONE, RECORD, 2 * RECORD);
        refused(ONE, 2 * RECORD, 2 * RECORD + 1);
        assertThat(allocation.bytes()).isEqualTo(CAPACITY);
    }

    @Test
    void whatIsLoweredIsFreeAndWhoFitsIsForgotten() {
        change(ONE, 0, CAPACITY);
        put(ONE, 1);
        change(ONE, CAPACITY, RECORD);
        allocation.forgetWhoFits();
        change(TWO, 0, CAPACITY - RECORD);

        assertThat(allocation.bytes()).isEqualTo(CAPACITY);
    }

    @Test
    void whatStrangersLeftIsSpokenForUntilTheyHaveAContractAgain() {
        put(ONE, 2);
        allocation.begin(List.of());

        assertThat(allocation.bytes()).isEqualTo(2 * RECORD);
        refused(TWO, 0, CAPACITY - 2 * RECORD + 1);
        change(ONE, 0, CAPACITY);
        assertThat(allocation.bytes()).isEqualTo(CAPACITY);
    }

    @Test
    void aChangeThatCannotBeKeptChangesNothing() {
        change(ONE, 0, 3 * RECORD);
        for (long quota : new long[] {RECORD, 4 * RECORD}) {
            assertThatThrownBy(
                            () ->
                                    allocation.change(
                                            ONE.number(),
                                            3 * RECORD,
                                            quota,
                                            () -> {
                                                throw new IllegalStateException("no disk");
                                            }))
                    .hasMessage("no disk");
            assertThat(allocation.granted()).isEqualTo(3 * RECORD);
            assertThat(allocation.bytes()).isEqualTo(3 * RECORD);
        }
    }

    private void change(SampleAccount account, long from, long to) {
        allocation.change(account.number(), from, to, () -> {});
    }

    private void refused(SampleAccount account, long from, long to) {
        assertThatThrownBy(() -> change(account, from, to)).isInstanceOf(Fault.class);
    }

    private void put(SampleAccount account, int records) {
        for (int block = 0; block < records; block++) {
            store.store(account.number(), List.of(account.record(block, 0)), Long.MAX_VALUE);
        }
    }
}
