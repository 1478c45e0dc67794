package dev.stowage.supplier.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stowage.format.record.FragmentRecord;
import dev.stowage.format.signature.SigningKey;
import dev.stowage.protocol.fault.Fault;
import dev.stowage.protocol.fault.FaultCode;
import dev.stowage.protocol.supplier.FetchOutcome;
import dev.stowage.protocol.supplier.StoreAnswer;
import dev.stowage.protocol.supplier.WantedRecord;
import dev.stowage.supplier.TurnedClock;
import dev.stowage.supplier.trial.SampleAccount;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What every record store does.
abstract class RecordStoreContract {

    static final long UNLIMITED = Long.MAX_VALUE;
    static final SampleAccount ACCOUNT = new SampleAccount(7);
    static final SampleAccount OTHER = new SampleAccount(8);
    static final SigningKey PLACEMENT = new SampleAccount(9).key();
    static final int PADDED = 2048;

    final TurnedClock clock = new TurnedClock();
    RecordStore store;

    /// Opens the store, or opens it again over what it kept.
    abstract RecordStore open() throws Exception;

    @BeforeEach
    void openStore() throws Exception {
        store = open();
    }

    @AfterEach
    void closeStore() {
        store.close();
    }

    final void reopen() throws Exception {
        store.close();
        store = open();
    }

    @Test
    void readsIntoTheMemoryThatItIsGivenAndTakesNoMoreThanItNeeds() {
        FragmentRecord record = ACCOUNT.record(1, 2);
        put(record);
        for (int fragments = 0; fragments <= 3; fragments++) {
            List<ByteBuffer> taken = new ArrayList<>();
            RecordMemory memory =
                    bytes -> {
                        taken.add(ByteBuffer.allocateDirect(bytes));
                        return taken.getLast();
                    };
            WantedRecord wanted =
                    new WantedRecord(
                            record.header().address(), record.header().position(), fragments);

            FragmentRecord found = intact(store.fetch(wanted, memory));

            assertThat(found.toBuffers()).isEqualTo(record.keeping(fragments).toBuffers());
            assertThat(Stream.of(found.fragment(0), found.fragment(1)).flatMap(Optional::stream))
                    .allMatch(ByteBuffer::isDirect);
            assertThat(taken.stream().mapToInt(ByteBuffer::capacity).sum())
                    .isEqualTo(found.length());
        }
    }

    @Test
    void givesBackWhatWasStored() {
        FragmentRecord record = ACCOUNT.record(1, 2);

        assertThat(put(record)).isEqualTo(new StoreAnswer(1, PADDED));

        assertIntact(record);
        assertThat(store.usage().of(ACCOUNT.number())).isEqualTo(PADDED);
        assertThat(store.usage().total()).isEqualTo(PADDED);
        assertThat(store.usage().records()).isEqualTo(1);
    }

    @Test
    void keepsEverythingWhenItIsOpenedAgain() throws Exception {
        put(ACCOUNT.record(1, 0), ACCOUNT.record(2, 1));
        store.keep(ACCOUNT.countersigned(5, PLACEMENT));

        reopen();

        assertIntact(ACCOUNT.record(1, 0));
        assertIntact(ACCOUNT.record(2, 1));
        assertThat(store.usage().of(ACCOUNT.number())).isEqualTo(2 * PADDED);
        assertThat(store.newest(ACCOUNT.number())).contains(ACCOUNT.countersigned(5, PLACEMENT));
        assertThat(put(ACCOUNT.record(3, 1)).used()).isEqualTo(3 * PADDED);
    }

    @Test
    void sendsOnlyTheFragmentsThatAreWanted() {
        FragmentRecord record = ACCOUNT.record(1, 0);
        put(record);

        for (int wanted = 0; wanted < 4; wanted++) {
            FragmentRecord found = intact(fetch(record, wanted));
            assertThat(found.header()).isEqualTo(record.header());
            for (int index = 0; index < 2; index++) {
                assertThat(found.fragment(index))
                        .isEqualTo(
                                (wanted >> index & 1) == 1
                                        ? record.fragment(index)
                                        : Optional.empty());
            }
        }
    }

    @Test
    void missesWhatItNeverGot() {
        put(ACCOUNT.record(1, 0));

        assertMissing(ACCOUNT.record(1, 1));
        assertMissing(ACCOUNT.record(2, 0));
        assertMissing(OTHER.record(1, 0));
    }

    @Test
    void keepsARecordThatItHasAsItIs() {
        put(ACCOUNT.record(1, 0));

        StoreAnswer again = put(ACCOUNT.record(1, 0), ACCOUNT.record(2, 0));

        assertThat(again).isEqualTo(new StoreAnswer(1, 2 * PADDED));
        assertThat(put(ACCOUNT.record(5, 0), ACCOUNT.record(5, 0)).stored()).isEqualTo(1);
    }

    @Test
    void refusesAnotherBlockUnderTheSameAddressAndAllOfItsBatch() {
        put(ACCOUNT.record(1, 0));
        FragmentRecord other = ACCOUNT.record(1, 4096, 0, 99);

        assertRefused(FaultCode.NUMBER_USED, () -> put(ACCOUNT.record(2, 0), other));
        assertRefused(
                FaultCode.NUMBER_USED,
                () -> put(ACCOUNT.record(3, 0), ACCOUNT.record(3, 4096, 0, 99)));

        assertIntact(ACCOUNT.record(1, 0));
        assertMissing(ACCOUNT.record(2, 0));
        assertMissing(ACCOUNT.record(3, 0));
    }

    @Test
    void takesTheQuotaToTheByte() {
        List<FragmentRecord> two = List.of(ACCOUNT.record(1, 0), ACCOUNT.record(2, 0));

        assertRefused(
                FaultCode.QUOTA_EXCEEDED, () -> store.store(ACCOUNT.number(), two, 2 * PADDED - 1));
        assertThat(store.usage().total()).isZero();
        assertThat(store.store(ACCOUNT.number(), two, 2 * PADDED).used()).isEqualTo(2 * PADDED);
        assertThat(store.store(ACCOUNT.number(), two, 0).stored()).isZero();
        assertRefused(
                FaultCode.QUOTA_EXCEEDED,
                () -> store.store(ACCOUNT.number(), List.of(ACCOUNT.record(3, 0)), 2 * PADDED));
    }

    @Test
    void neverExceedsAQuotaHoweverManyWriteAtOnce() throws Exception {
        int writers = 16;
        int room = 5;
        List<Callable<Boolean>> calls = new ArrayList<>();
        for (int writer = 0; writer < writers; writer++) {
            FragmentRecord record = ACCOUNT.record(writer, 0);
            calls.add(() -> isStored(record, (long) room * PADDED));
        }

        int stored = 0;
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Boolean> each : threads.invokeAll(calls)) {
                stored += each.get() ? 1 : 0;
            }
        }

        assertThat(stored).isEqualTo(room);
        assertThat(store.usage().of(ACCOUNT.number())).isEqualTo((long) room * PADDED);
    }

    private boolean isStored(FragmentRecord record, long quota) {
        try {
            store.store(ACCOUNT.number(), List.of(record), quota);
            return true;
        } catch (Fault refused) {
            assertThat(refused.code()).isEqualTo(FaultCode.QUOTA_EXCEEDED);
            return false;
        }
    }

    @Test
    void storesTheSameRecordOnceHoweverManySendIt() throws Exception {
        FragmentRecord record = ACCOUNT.record(1, 0);
        List<Callable<Integer>> calls = new ArrayList<>();
        for (int writer = 0; writer < 16; writer++) {
            calls.add(() -> put(record).stored());
        }

        int stored = 0;
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Integer> each : threads.invokeAll(calls)) {
                stored += each.get();
            }
        }

        assertThat(stored).isEqualTo(1);
        assertThat(store.usage().records()).isEqualTo(1);
    }

    @Test
    void keepsTheNewestHeadWhateverTheOrder() throws Exception {
        assertThat(store.newest(ACCOUNT.number())).isEmpty();
        assertThat(store.keep(ACCOUNT.countersigned(2, PLACEMENT))).isEqualTo(2);
        assertThat(store.keep(ACCOUNT.countersigned(1, PLACEMENT))).isEqualTo(2);
        assertThat(store.keep(ACCOUNT.countersigned(3, PLACEMENT))).isEqualTo(3);
        assertThat(store.keep(OTHER.countersigned(1, PLACEMENT))).isEqualTo(1);

        reopen();

        assertThat(store.newest(ACCOUNT.number()).orElseThrow().head().version()).isEqualTo(3);
        assertThat(store.newest(OTHER.number()).orElseThrow().head().version()).isEqualTo(1);
    }

    @Test
    void acceptsNothingOnceItIsClosed() throws Exception {
        store.close();

        assertRefused(FaultCode.BUSY, () -> put(ACCOUNT.record(1, 0)));
        assertRefused(FaultCode.BUSY, () -> store.keep(ACCOUNT.countersigned(1, PLACEMENT)));
        assertRefused(FaultCode.BUSY, () -> fetch(ACCOUNT.record(1, 0), 3));
        assertRefused(FaultCode.BUSY, () -> store.newest(ACCOUNT.number()));
    }

    final StoreAnswer put(FragmentRecord... records) {
        return store.store(ACCOUNT.number(), List.of(records), UNLIMITED);
    }

    final FetchOutcome fetch(FragmentRecord record, int fragments) {
        return store.fetch(
                new WantedRecord(record.header().address(), record.header().position(), fragments));
    }

    final void assertIntact(FragmentRecord record) {
        FragmentRecord found = intact(fetch(record, 3));
        assertThat(found.header()).isEqualTo(record.header());
        assertThat(found.fragment(0)).isEqualTo(record.fragment(0));
        assertThat(found.fragment(1)).isEqualTo(record.fragment(1));
    }

    final void assertMissing(FragmentRecord record) {
        assertThat(fetch(record, 3)).isInstanceOf(FetchOutcome.Missing.class);
    }

    static FragmentRecord intact(FetchOutcome outcome) {
        assertThat(outcome).isInstanceOf(FetchOutcome.Intact.class);
        return ((FetchOutcome.Intact) outcome).record();
    }

    static void assertRefused(FaultCode code, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        Fault.class,
                        fault -> assertThat(fault.code()).as(fault.getMessage()).isEqualTo(code));
    }
}
