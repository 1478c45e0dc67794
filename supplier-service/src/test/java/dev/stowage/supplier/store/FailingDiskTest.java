package dev.stowage.supplier.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stowage.format.record.FragmentRecord;
import dev.stowage.format.signature.ByteString;
import dev.stowage.format.signature.SigningKey;
import dev.stowage.protocol.fault.Fault;
import dev.stowage.protocol.fault.FaultCode;
import dev.stowage.protocol.placement.VolumeCondition;
import dev.stowage.protocol.supplier.FetchOutcome;
import dev.stowage.protocol.supplier.WantedRecord;
import dev.stowage.supplier.Eventually;
import dev.stowage.supplier.store.FailingDisk.Work;
import dev.stowage.supplier.trial.CrashDisk;
import dev.stowage.supplier.trial.SampleAccount;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/// A store on a disk that fails.
class FailingDiskTest {

    private static final SampleAccount ACCOUNT = new SampleAccount(7);
    private static final SigningKey PLACEMENT = SigningKey.random(new SecureRandom());
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final Duration PATIENCE = Duration.ofMillis(200);

    private CrashDisk platter = new CrashDisk(new Random(3));
    private FailingDisk disk = new FailingDisk(platter);
    private LogStore store;

    @BeforeEach
    void open() throws IOException {
        LogSettings settings = new LogSettings(16 << 10, 8 << 10, 1 << 20, 8, 0).with(PATIENCE);
        store = new LogStore(disk, settings, new Random(1), Clock.systemUTC(), CommitObserver.NONE);
    }

    @AfterEach
    void close() {
        disk.isMended();
        store.close();
    }

    private void reopen() throws IOException {
        disk.isMended();
        store.close();
        open();
    }

    private void put(long... blocks) {
        List<FragmentRecord> records = new ArrayList<>();
        for (long block : blocks) {
            records.add(ACCOUNT.record(block, 0));
        }
        store.store(ACCOUNT.number(), records, Long.MAX_VALUE);
    }

    private FetchOutcome fetch(long block) {
        return store.fetch(new WantedRecord(ACCOUNT.address(block), 0, ~0));
    }

    private void assertServed(long block) {
        assertThat(fetch(block))
                .isInstanceOfSatisfying(
                        FetchOutcome.Intact.class,
                        intact ->
                                assertThat(intact.record().toBuffers())
                                        .isEqualTo(ACCOUNT.record(block, 0).toBuffers()));
    }

    private VolumeCondition condition() {
        return store.health().condition();
    }

    @ParameterizedTest
    @EnumSource(
            value = Work.class,
            names = {"WRITE", "SYNC"})
    void afterAFailedWriteOrSyncReadsGoOnAndWritesAreRefusedUntilAStartLooksWhatIsThere(Work work)
            throws IOException {
        put(1);
        disk.breaks(work);
        refused(FaultCode.VOLUME_FAILED, () -> put(2));
        disk.isMended();

        refused(FaultCode.VOLUME_FAILED, () -> put(3));
        assertThat(condition()).isEqualTo(VolumeCondition.FAILED);
        assertThat(store.health().reason()).contains("Input/output error");
        assertServed(1);

        reopen();
        assertThat(condition()).isEqualTo(VolumeCondition.SERVING);
        assertServed(1);
        put(2);
        assertServed(2);
        assertThat(fetch(3)).isInstanceOf(FetchOutcome.Missing.class);
    }

    @Test
    void aDiskThatBecameReadOnlyServesWhatItHasWhateverFilesAreOpen() throws IOException {
        for (long block = 1; block <= 40; block++) {
            put(block);
        }
        disk.isReadOnly();
        refused(FaultCode.VOLUME_FAILED, () -> put(41));
        for (long block = 1; block <= 40; block++) {
            assertServed(block);
        }

        assertThatThrownBy(() -> reopenAs(FailingDisk::isReadOnly))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("Input/output error: CHANGE");
        assertThat(DiskCopy.of(platter).disk().list()).isEqualTo(platter.list());
        open();
        assertServed(40);
        assertThat(store.recovery().damaged()).isZero();
    }

    private void reopenAs(Consumer<FailingDisk> failing) throws IOException {
        disk.isMended();
        store.close();
        failing.accept(disk);
        try {
            open();
        } finally {
            disk.isMended();
        }
    }

    @Test
    void aPlaceThatCannotBeReadIsNotTakenForOneWhereNothingIs() throws IOException {
        put(1);
        put(2);
        long middle = platter.content(log()).length / 2;
        disk.hasBad(place -> place.from() < middle);

        assertThat(fetch(1)).isInstanceOf(FetchOutcome.Corrupt.class);
        assertServed(2);
        assertThat(condition()).isEqualTo(VolumeCondition.SERVING);
        assertThat(store.health().failedReads()).isPositive();
        assertThat(store.examine(RecordId.of(ACCOUNT.record(1, 0))).damage())
                .isEqualTo(Examined.Damage.UNREADABLE);

        put(1);
        assertServed(1);
        reopen();
        assertServed(1);
    }

    @Test
    void aDiskThatReadsNothingIsToldAndServesAgainWhenItDoes() {
        for (long block = 1; block <= 20; block++) {
            put(block);
        }
        store.facts().keep(new Fact(FactKind.CANDIDATES, ACCOUNT.number(), bytes()));
        store.keep(ACCOUNT.countersigned(1, PLACEMENT));
        disk.breaks(Work.READ);
        for (long block = 1; block <= 20; block++) {
            assertThat(fetch(block)).isInstanceOf(FetchOutcome.Corrupt.class);
        }
        assertThat(condition()).isEqualTo(VolumeCondition.FAILED);
        assertThat(store.newest(ACCOUNT.number())).isEmpty();
        assertThat(store.hasHead(ACCOUNT.number())).isTrue();
        refused(
                FaultCode.VOLUME_FAILED,
                () -> store.facts().newest(FactKind.CANDIDATES, ACCOUNT.number()));

        disk.isMended();
        assertServed(1);
        assertThat(condition()).isEqualTo(VolumeCondition.SERVING);
    }

    private String log() {
        return platter.list().stream()
                .filter(name -> name.endsWith(".log"))
                .findFirst()
                .orElseThrow();
    }

    private static ByteString bytes() {
        return ByteString.of(new byte[8]);
    }

    @Test
    void nobodyWaitsForADiskThatDoesNotAnswerWrites() {
        put(1);
        disk.isSilentAt(Work.WRITE, Work.SYNC);
        CompletableFuture<Void> first = CompletableFuture.runAsync(() -> put(2));
        Eventually.holds(LONG, () -> condition() == VolumeCondition.FAILED);

        refused(FaultCode.VOLUME_FAILED, () -> put(3));
        assertServed(1);
        assertThat(first).isNotDone();

        disk.isMended();
        first.join();
        assertServed(2);
        Eventually.holds(LONG, () -> condition() == VolumeCondition.SERVING);
        put(3);
        assertServed(3);
    }

    @Test
    void nobodyWaitsForADiskThatDoesNotAnswerReads() {
        put(1);
        disk.isSilentAt(Work.READ);
        List<CompletableFuture<FetchOutcome>> waiting =
                IntStream.range(0, 4)
                        .mapToObj(
                                _ ->
                                        CompletableFuture.supplyAsync(
                                                () -> fetch(1), Thread::startVirtualThread))
                        .toList();
        Eventually.holds(LONG, () -> condition() == VolumeCondition.FAILED);

        refused(FaultCode.VOLUME_FAILED, () -> fetch(1));

        disk.isMended();
        waiting.forEach(each -> assertThat(each.join()).isInstanceOf(FetchOutcome.Intact.class));
        assertServed(1);
        assertThat(condition()).isEqualTo(VolumeCondition.SERVING);
    }

    @Test
    void aFullDiskIsToldUntilThereIsRoom() {
        put(1);
        platter.limit(platter.content(log()).length + 1000, true);
        refused(FaultCode.DISK_FULL, () -> put(2));
        assertThat(condition()).isEqualTo(VolumeCondition.FULL);
        assertServed(1);

        platter.limit(Long.MAX_VALUE, true);
        store.lookForRoom();
        assertThat(condition()).isEqualTo(VolumeCondition.SERVING);
        put(2);
        assertServed(2);
    }

    static IntStream seeds() {
        return IntStream.range(0, 60);
    }

    /// Whatever fails and when: what was acknowledged is there and right as soon as it can be read,
    /// and is never called missing.
    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void whatWasAcknowledgedStaysWhateverFails(int seed) throws IOException {
        Random random = new Random(seed);
        Set<Long> acknowledged = new HashSet<>();
        for (long block = 1; block <= 60; block++) {
            switch (random.nextInt(12)) {
                case 0 -> disk.breaks(Work.values()[random.nextInt(4)]);
                case 1 -> disk.isReadOnly();
                case 2 -> {
                    long bad = random.nextLong(16 << 10);
                    disk.hasBad(place -> place.from() <= bad && bad < place.to());
                }
                case 3 -> disk.isMended();
                case 4 -> reopen();
                default -> {}
            }
            try {
                put(block);
                acknowledged.add(block);
            } catch (Fault fault) {
                assertThat(fault.code()).isEqualTo(FaultCode.VOLUME_FAILED);
            }
            store.compact();
            for (long each : acknowledged) {
                assertThat(fetch(each))
                        .as("seed %d, block %d after %d", seed, each, block)
                        .isNotInstanceOf(FetchOutcome.Missing.class);
            }
        }
        reopen();
        acknowledged.forEach(this::assertServed);
        assertThat(store.recovery().damaged()).isZero();
    }

    private static void refused(FaultCode code, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        Fault.class,
                        fault -> assertThat(fault.code()).as(fault.getMessage()).isEqualTo(code));
    }
}
