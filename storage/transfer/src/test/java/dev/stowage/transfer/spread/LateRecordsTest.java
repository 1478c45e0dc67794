package dev.stowage.transfer.spread;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stowage.format.address.CarrierId;
import dev.stowage.format.block.SignedBlock;
import dev.stowage.format.layout.Layout;
import dev.stowage.protocol.fault.Fault;
import dev.stowage.protocol.fault.FaultCode;
import dev.stowage.protocol.placement.HeadSwap.CarrierGeneration;
import dev.stowage.transfer.Transfer;
import dev.stowage.transfer.fleet.Account.Stored;
import dev.stowage.transfer.fleet.Eventually;
import dev.stowage.transfer.fleet.FakeSupplier;
import dev.stowage.transfer.fleet.Fleet;
import dev.stowage.transfer.fleet.Mood;
import dev.stowage.transfer.flow.ByteBudget;
import dev.stowage.transfer.flow.Deadline;
import dev.stowage.transfer.spread.SpreadOutcome.LateRecords;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LateRecordsTest {

    @TempDir Path spool;

    private final Fleet fleet = new Fleet(8);
    private final Layout four = Fleet.combination(4);

    @AfterEach
    void close() {
        fleet.close();
    }

    /// A transfer that has little patience with late records.
    private Transfer hasty() {
        return fleet.transfer(Fleet.settings(spool, Fleet.LONG, Fleet.SHORT, Fleet.LONG));
    }

    private SpreadOutcome spread(Transfer transfer, Stored... blocks) {
        List<SignedBlock> batch = Arrays.stream(blocks).map(Stored::signed).toList();
        return transfer.spread().spread(batch, fleet.account().access());
    }

    /// One of four suppliers has this mood. The others answer when it has been asked: whoever is
    /// not asked yet cannot be late.
    private void makeLate(int late, Mood mood) {
        CountDownLatch asked = new CountDownLatch(1);
        for (int supplier = 0; supplier < 4; supplier++) {
            fleet.supplier(supplier).be(Mood.stalled(asked));
        }
        fleet.supplier(late)
                .be(
                        () -> {
                            asked.countDown();
                            mood.face();
                        });
    }

    private static void assertFault(Runnable call, FaultCode code) {
        assertThatThrownBy(call::run)
                .isInstanceOfSatisfying(
                        Fault.class, fault -> assertThat(fault.code()).isEqualTo(code));
    }

    @Test
    void itReturnsAtTheThresholdAndTheRestArrivesLater() {
        Transfer transfer = fleet.transfer(Fleet.settings(spool));
        CountDownLatch latch = new CountDownLatch(1);
        fleet.supplier(2).be(Mood.stalled(latch));
        Stored block = fleet.account().block(four, 10_000);
        SpreadOutcome outcome = spread(transfer, block);

        assertThat(outcome.released()).isNotDone();
        assertThat(transfer.spread().lateBytes(fleet.account().number())).isGreaterThan(2_500);
        assertThat(outcome.generations())
                .extracting(CarrierGeneration::carrier)
                .containsExactlyInAnyOrder(new CarrierId(0), new CarrierId(1), new CarrierId(3));
        latch.countDown();
        assertThat(outcome.released().join()).isEqualTo(new LateRecords(1, 0, 0));
        assertThat(fleet.supplier(2).has(block.address(), 2)).isTrue();
        Eventually.is(
                "nothing is late",
                () -> transfer.spread().lateBytes(fleet.account().number()) == 0);
    }

    @Test
    void whoIsTooLateGetsItsRecordFromTheSpool() {
        Transfer transfer = hasty();
        makeLate(2, Mood.stalled(new CountDownLatch(1)));
        Stored block = fleet.account().block(four, 10_000);

        assertThat(spread(transfer, block).released().join()).isEqualTo(new LateRecords(0, 1, 0));
        assertThat(transfer.spool().pending(fleet.account().number())).hasSize(1);
        assertThat(transfer.suppliers().isSuspect(fleet.supplier(2).id())).isTrue();
        Eventually.is("nothing runs", () -> transfer.threads().running() == 0);
    }

    @Test
    void memoryIsFreeOnlyWhenTheLastReaderHasLetGo() {
        Transfer transfer = hasty();
        CountDownLatch latch = new CountDownLatch(1);
        AtomicBoolean calledOff = new AtomicBoolean();
        makeLate(2, Mood.deaf(latch, calledOff));
        Stored block = fleet.account().block(four, 10_000);
        SpreadOutcome outcome = spread(transfer, block);

        Eventually.is("its patience is over", calledOff::get);
        assertThat(outcome.released()).as("its supplier still reads").isNotDone();
        latch.countDown();
        outcome.released().join();
        assertThat(fleet.supplier(2).record(block.address(), 2).flaw(fleet.account().owner()))
                .as("what it read was not written over")
                .isEmpty();
    }

    @Test
    void whoWasNeverAskedIsNotBlamed() throws Exception {
        Transfer transfer = fleet.transfer(spool);
        spread(transfer, fleet.account().block(four, 10_000)).released().join();
        int calls = storeCalls();
        ByteBudget budget = new ByteBudget("stowage.test", 1 << 20, fleet.meters());
        Spread crowded =
                new Spread(
                        transfer.carriers(),
                        transfer.suppliers(),
                        transfer.spool(),
                        budget,
                        transfer.threads(),
                        new SpreadSettings(1 << 20, Fleet.SHORT, Fleet.SHORT),
                        fleet.meters(),
                        fleet.observations());
        Stored block = fleet.account().block(four, 10_000);
        try (ByteBudget.Part _ = budget.take(1 << 20, Deadline.after(Fleet.LONG))) {
            assertFault(
                    () -> crowded.spread(List.of(block.signed()), fleet.account().access()),
                    FaultCode.TOO_FEW_SUPPLIERS);
        }
        assertThat(storeCalls()).isEqualTo(calls);
        assertThat(fleet.suppliers())
                .noneMatch(supplier -> transfer.suppliers().isSuspect(supplier.id()));
    }

    @Test
    void whenItFailsMemoryIsFreeAtOnce() {
        Transfer transfer = fleet.transfer(spool);
        CountDownLatch latch = new CountDownLatch(1);
        fleet.supplier(0).be(Mood.DEAD);
        fleet.supplier(1).be(Mood.DEAD);
        AtomicBoolean calledOff = new AtomicBoolean();
        fleet.supplier(2).be(Mood.deaf(latch, calledOff));
        Stored block = fleet.account().block(four, 10_000);
        CompletableFuture<Void> failing =
                CompletableFuture.runAsync(
                        () ->
                                assertFault(
                                        () -> spread(transfer, block),
                                        FaultCode.TOO_FEW_SUPPLIERS));
        Eventually.is("the deaf one is called off", calledOff::get);
        assertThat(failing).as("it still reads").isNotDone();
        latch.countDown();
        failing.join();
        Eventually.is("nothing runs", () -> transfer.threads().running() == 0);
        assertThat(transfer.spool().pending(fleet.account().number()))
                .as("what was not acknowledged does not wait either")
                .isEmpty();
    }

    @Test
    void afterItsDeadlineItFails() {
        Transfer transfer =
                fleet.transfer(
                        Fleet.settings(
                                spool, Duration.ofSeconds(1), Duration.ofMillis(1), Fleet.LONG));
        fleet.supplier(0).be(Mood.stalled(new CountDownLatch(1)));
        fleet.supplier(1).be(Mood.stalled(new CountDownLatch(1)));
        Stored block = fleet.account().block(four, 10_000);
        assertThatThrownBy(() -> spread(transfer, block))
                .isInstanceOfSatisfying(
                        Fault.class,
                        fault -> {
                            assertThat(fault.code()).isEqualTo(FaultCode.TOO_FEW_SUPPLIERS);
                            assertThat(fault.detail()).contains("did not answer in time");
                        });
        assertThat(transfer.suppliers().isSuspect(fleet.supplier(0).id())).isTrue();
    }

    @Test
    void noMoreBytesAreInFlightThanAllowed() {
        int record = fleet.account().block(four, 100_000).signed().record(0, 1).length();
        Transfer transfer =
                fleet.transfer(
                        Fleet.settings(spool).withBytesInFlight(3L * record + 4096, 1 << 20));
        CountDownLatch latch = new CountDownLatch(1);
        fleet.suppliers().forEach(supplier -> supplier.be(Mood.stalled(latch)));
        List<CompletableFuture<Void>> spreads = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            Stored block = fleet.account().block(four, 100_000);
            spreads.add(
                    CompletableFuture.runAsync(
                            () -> spread(transfer, block).released().join(),
                            Thread::startVirtualThread));
        }
        Eventually.is("all loads are on their way", () -> transfer.threads().running() == 12);
        Eventually.is("three have set off", () -> storeCalls() == 3);
        assertThat(fleet.meters().get("stowage.spread.bytes").gauge().value())
                .isBetween(3.0 * record, 3.0 * record + 4096);
        latch.countDown();
        spreads.forEach(CompletableFuture::join);
        assertThat(storeCalls()).isEqualTo(12);
        assertThat(fleet.meters().get("stowage.spread.bytes").gauge().value()).isZero();
    }

    @Test
    void anInterruptedWriterLeavesNothingBehind() throws Exception {
        Transfer transfer = fleet.transfer(spool);
        fleet.suppliers().forEach(supplier -> supplier.be(Mood.stalled(new CountDownLatch(1))));
        Stored block = fleet.account().block(four, 10_000);
        CompletableFuture<Boolean> stillInterrupted = new CompletableFuture<>();
        Thread writer =
                Thread.ofVirtual()
                        .start(
                                () -> {
                                    assertFault(() -> spread(transfer, block), FaultCode.TIMED_OUT);
                                    stillInterrupted.complete(
                                            Thread.currentThread().isInterrupted());
                                });
        Eventually.is("all are asked", () -> storeCalls() == 4);
        writer.interrupt();
        assertThat(stillInterrupted.join()).isTrue();
        Eventually.is("nothing runs", () -> transfer.threads().running() == 0);
    }

    @Test
    void closingSendsLateRecordsToTheSpool() {
        Transfer transfer = fleet.transfer(Fleet.settings(spool));
        fleet.supplier(2).be(Mood.stalled(new CountDownLatch(1)));
        SpreadOutcome outcome = spread(transfer, fleet.account().block(four, 10_000));
        transfer.close();
        assertThat(outcome.released()).isCompletedWithValue(new LateRecords(0, 1, 0));
        assertThat(transfer.threads().running()).isZero();

        try (Transfer next = fleet.transfer(spool)) {
            assertThat(next.spool().pending(fleet.account().number())).hasSize(1);
        }
    }

    private int storeCalls() {
        return fleet.suppliers().stream().mapToInt(FakeSupplier::storeCalls).sum();
    }
}
