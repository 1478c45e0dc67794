package dev.stowage.transfer.gather;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.stowage.format.layout.Layout;
import dev.stowage.protocol.fault.Fault;
import dev.stowage.protocol.fault.FaultCode;
import dev.stowage.transfer.Transfer;
import dev.stowage.transfer.fleet.Account.Stored;
import dev.stowage.transfer.fleet.Eventually;
import dev.stowage.transfer.fleet.FakeSupplier;
import dev.stowage.transfer.fleet.Fleet;
import dev.stowage.transfer.fleet.Mood;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.function.BiConsumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GatherTest {

    private static final Duration BUSY = Duration.ofMillis(300);

    @TempDir Path spool;

    private final Fleet fleet = new Fleet(8);
    private final Layout four = Fleet.combination(4);

    @AfterEach
    void close() {
        fleet.close();
    }

    private Transfer hedging() {
        return fleet.transfer(Fleet.settings(spool, Fleet.LONG, Fleet.LONG, Fleet.SHORT));
    }

    private Stored stored(Transfer transfer, Layout layout, int length) {
        Stored block = fleet.account().block(layout, length);
        transfer.spread()
                .spread(List.of(block.signed()), fleet.account().access())
                .released()
                .join();
        return block;
    }

    private ByteBuffer gather(Transfer transfer, Stored block) {
        return transfer.gather()
                .gather(
                        block.reference(),
                        block.layout(),
                        fleet.account().owner(),
                        fleet.account().access());
    }

    private ByteBuffer gather(Transfer transfer, Stored block, int offset, int length) {
        return transfer.gather()
                .gather(
                        List.of(new WantedBlock(block.reference(), block.layout(), offset, length)),
                        fleet.account().owner(),
                        fleet.account().access())
                .getFirst()
                .content();
    }

    @Test
    void asksForDataFragmentsOnlyWhileAllIsWell() {
        Transfer transfer = fleet.transfer(spool);
        Stored block = stored(transfer, four, 400_000);

        assertThat(gather(transfer, block)).isEqualTo(block.expected());
        assertThat(fleet.suppliers().stream().mapToInt(FakeSupplier::fetchCalls).sum())
                .isEqualTo(4);
        assertThat(fleet.suppliers().stream().mapToLong(FakeSupplier::bytesSent).sum())
                .isLessThan(410_000);
        assertThat(fleet.findings()).isEmpty();
    }

    @Test
    void anyTwoOfFourSuppliersMayBeDead() throws Exception {
        everyLoss((_, position) -> fleet.supplier(position).be(Mood.DEAD));
    }

    @Test
    void anyTwoOfFourRecordsMayBeMissing() throws Exception {
        everyLoss((block, position) -> fleet.supplier(position).lose(block.address(), position));
    }

    @Test
    void anyTwoOfFourSuppliersMayGiveDamagedFragments() throws Exception {
        everyLoss((_, position) -> fleet.supplier(position).lie(Lies.DAMAGED_FRAGMENT.lie()));
    }

    /// All 16 patterns: up to two losses give equal bytes, three or four a clear fault.
    private void everyLoss(BiConsumer<Stored, Integer> lose) {
        for (int pattern = 0; pattern < 16; pattern++) {
            int lost = pattern;
            fleet.suppliers().forEach(FakeSupplier::recover);
            try (Transfer transfer = fleet.transfer(spool)) {
                Stored block = stored(transfer, four, 10_000);
                IntStream.range(0, 4)
                        .filter(position -> (lost >>> position & 1) == 1)
                        .forEach(position -> lose.accept(block, position));
                if (Integer.bitCount(lost) <= 2) {
                    assertThat(gather(transfer, block))
                            .as("pattern %d", lost)
                            .isEqualTo(block.expected());
                } else {
                    assertThatThrownBy(() -> gather(transfer, block))
                            .as("pattern %d", lost)
                            .isInstanceOfSatisfying(
                                    Fault.class,
                                    fault ->
                                            assertTooFew(
                                                    fault,
                                                    block,
                                                    2 * (4 - Integer.bitCount(lost))));
                }
            }
        }
    }

    private static void assertTooFew(Fault fault, Stored block, int got) {
        assertThat(fault.code()).isEqualTo(FaultCode.TOO_FEW_FRAGMENTS);
        assertThat(fault.facts())
                .containsEntry("block", block.address().toString())
                .containsEntry("needed", 4)
                .containsEntry("got", got);
        assertThat(fault.detail()).contains("need 4 of 8 fragments, got " + got, "position");
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 7, 13, 26})
    void halfOfTheSuppliersOfWiderCombinationsMayBeDead(int number) {
        try (Fleet wide = new Fleet(32)) {
            Transfer transfer = wide.transfer(spool);
            Layout layout = Fleet.combination(number);
            Stored block = wide.account().block(layout, 300_001);
            transfer.spread()
                    .spread(List.of(block.signed()), wide.account().access())
                    .released()
                    .join();
            for (int dead = 0; dead < number / 2; dead++) {
                wide.supplier((dead * 2) % number).be(Mood.DEAD);
            }
            assertThat(
                            transfer.gather()
                                    .gather(
                                            block.reference(),
                                            layout,
                                            wide.account().owner(),
                                            wide.account().access()))
                    .isEqualTo(block.expected());
        }
    }

    @Test
    void aSilentSupplierIsNotWaitedFor() {
        Transfer transfer = hedging();
        Stored block = stored(transfer, four, 50_000);
        CountDownLatch never = new CountDownLatch(1);
        fleet.supplier(1).be(Mood.stalled(never));
        fleet.supplier(2).be(Mood.stalled(never));

        assertThat(gather(transfer, block)).isEqualTo(block.expected());
        Eventually.is("the losers are called off", () -> transfer.threads().running() == 0);
        assertThat(fleet.findings()).as("slow is not lost").isEmpty();
        assertThat(transfer.suppliers().isSuspect(fleet.supplier(1).id())).isTrue();
    }

    @Test
    void aSuspectIsAskedButNotReliedOn() {
        Transfer transfer = fleet.transfer(spool);
        Stored block = stored(transfer, four, 50_000);
        fleet.supplier(1).be(Mood.stalled(new CountDownLatch(1)));
        transfer.suppliers().suspect(fleet.supplier(1).id());

        assertThat(gather(transfer, block)).isEqualTo(block.expected());
        Eventually.is("it is asked too", () -> fleet.supplier(1).fetchCalls() == 1);
    }

    @Test
    void amongEqualSuppliersTheIdleOnesAreAsked() {
        Layout seven = Fleet.combination(7);
        Transfer transfer = fleet.transfer(spool);
        Stored block = stored(transfer, seven, 50_000);
        IntStream.of(1, 3, 5).forEach(index -> fleet.supplier(index).be(Mood.slow(BUSY)));
        gather(transfer, block);
        fleet.supplier(0).be(Mood.DEAD);
        long before = fleet.supplier(1).bytesSent();

        assertThat(gather(transfer, block, 10, 1_000)).isEqualTo(block.expected().slice(10, 1_000));
        assertThat(fleet.supplier(1).bytesSent() - before)
                .as("it is its turn, but another gives the parity fragment that is lacking")
                .isBetween(1L, 2L * seven.fragmentLength(50_000));
    }

    @Test
    void whileNobodyAnswersNobodyIsAskedTwice() {
        Transfer transfer = fleet.transfer(spool);
        Stored block = stored(transfer, four, 50_000);
        CountDownLatch network = new CountDownLatch(1);
        fleet.suppliers().forEach(supplier -> supplier.be(Mood.stalled(network)));
        CompletableFuture<ByteBuffer> reading =
                CompletableFuture.supplyAsync(() -> gather(transfer, block));
        Eventually.is("all are asked", () -> asked() == 4);
        network.countDown();

        assertThat(reading.join()).isEqualTo(block.expected());
        assertThat(asked()).isEqualTo(4);
    }

    private int asked() {
        return fleet.suppliers().stream().mapToInt(FakeSupplier::fetchCalls).sum();
    }

    @Test
    void aStretchTakesTheFragmentsUnderItOnly() {
        Transfer transfer = fleet.transfer(spool);
        Stored block = stored(transfer, four, 400_000);
        int fragment = four.fragmentLength(400_000);

        assertThat(gather(transfer, block, 10, 1000)).isEqualTo(block.expected().slice(10, 1000));
        assertThat(asked()).isEqualTo(1);
        assertThat(gather(transfer, block, fragment - 1, 2))
                .isEqualTo(block.expected().slice(fragment - 1, 2));
        assertThat(asked()).isEqualTo(3);
        assertThat(gather(transfer, block, 399_999, 1))
                .isEqualTo(block.expected().slice(399_999, 1));
    }

    @Test
    void everyStretchSurvivesEveryLossOfTwo() {
        Transfer transfer = fleet.transfer(spool);
        Stored block = stored(transfer, four, 9_999);
        int fragment = four.fragmentLength(9_999);
        for (int[] dead :
                List.of(new int[] {0, 1}, new int[] {0, 3}, new int[] {1, 2}, new int[] {2, 3})) {
            fleet.suppliers().forEach(FakeSupplier::recover);
            for (int position : dead) {
                fleet.supplier(position).lie(Lies.MISSING.lie());
            }
            for (int offset : new int[] {0, fragment - 5, 2 * fragment, 9_990}) {
                int length = Math.min(9_999 - offset, fragment);
                assertThat(gather(transfer, block, offset, length))
                        .isEqualTo(block.expected().slice(offset, length));
            }
        }
    }

    @Test
    void manyBlocksTakeOneRequestPerSupplier() {
        Transfer transfer = fleet.transfer(spool);
        List<Stored> blocks = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            blocks.add(stored(transfer, four, 5_000 + i));
        }

        List<GatheredBlock> read =
                transfer.gather()
                        .gather(
                                blocks.stream()
                                        .map(b -> new WantedBlock(b.reference(), four))
                                        .toList(),
                                fleet.account().owner(),
                                fleet.account().access());
        for (int i = 0; i < 20; i++) {
            assertThat(read.get(i).content()).isEqualTo(blocks.get(i).expected());
            assertThat(read.get(i).reference()).isEqualTo(blocks.get(i).reference());
        }
        assertThat(asked()).isEqualTo(4);
    }

    @Test
    void answersAreNoLongerThanARequestMayBe() {
        Transfer transfer = fleet.transfer(spool);
        List<WantedBlock> blocks = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            blocks.add(new WantedBlock(stored(transfer, four, 3 << 20).reference(), four));
        }
        transfer.gather().gather(blocks, fleet.account().owner(), fleet.account().access());

        assertThat(asked()).as("3 fragments of 768 KiB from each, 1 MiB a request").isEqualTo(12);
    }

    @Test
    void whatIsFoundWrongIsReportedOnce() {
        Transfer transfer = fleet.transfer(spool);
        Stored block = stored(transfer, four, 10_000);
        fleet.supplier(0).be(Mood.DEAD);
        fleet.supplier(2).lose(block.address(), 2);
        gather(transfer, block);

        assertThat(fleet.findings())
                .extracting(Finding::kind, Finding::address, Finding::position)
                .containsExactlyInAnyOrder(
                        tuple(Finding.Kind.UNREACHABLE, block.address(), 0),
                        tuple(Finding.Kind.MISSING, block.address(), 2));
        assertThat(fleet.findings())
                .allSatisfy(
                        finding ->
                                assertThat(finding.supplier())
                                        .contains(fleet.supplier(finding.position()).id()));
        assertThat(fleet.counted("stowage.gather.findings", "kind", "missing")).isEqualTo(1);
    }

    @Test
    void busySuppliersAreAskedAgain() {
        Transfer transfer = fleet.transfer(spool);
        Stored block = stored(transfer, four, 10_000);
        fleet.suppliers().forEach(supplier -> supplier.be(Mood.busyFor(1)));

        assertThat(gather(transfer, block)).isEqualTo(block.expected());
        assertThat(fleet.findings()).isEmpty();
    }

    @Test
    void aPlaceInTheBudgetIsWaitedForAndGivenBack() {
        Stored block = stored(fleet.transfer(spool), four, 10_000);
        Transfer transfer =
                fleet.transfer(
                        Fleet.settings(spool.resolve("hasty"), Fleet.SHORT, Fleet.LONG, Fleet.LONG)
                                .withBytesInFlight(1 << 20, 30_000));
        CountDownLatch latch = new CountDownLatch(1);
        fleet.suppliers().forEach(supplier -> supplier.be(Mood.deaf(latch)));
        assertFault(() -> gather(transfer, block), FaultCode.TOO_FEW_FRAGMENTS);
        assertFault(() -> gather(transfer, block), FaultCode.BUSY);
        latch.countDown();
        Eventually.is("the losers let go", () -> transfer.threads().running() == 0);
        assertThat(bytesInFlight()).isZero();
    }

    private double bytesInFlight() {
        return fleet.meters().get("stowage.gather.bytes").gauge().value();
    }

    private static void assertFault(Runnable call, FaultCode code) {
        assertThatThrownBy(call::run)
                .isInstanceOfSatisfying(
                        Fault.class, fault -> assertThat(fault.code()).isEqualTo(code));
    }

    @Test
    void anInterruptedReaderLeavesNothingBehind() throws Exception {
        Transfer transfer = hedging();
        Stored block = stored(transfer, four, 10_000);
        fleet.suppliers().forEach(supplier -> supplier.be(Mood.stalled(new CountDownLatch(1))));
        CompletableFuture<Fault> failure = new CompletableFuture<>();
        Thread reader =
                Thread.ofVirtual()
                        .start(
                                () -> {
                                    try {
                                        gather(transfer, block);
                                    } catch (Fault fault) {
                                        failure.complete(fault);
                                    }
                                });
        Eventually.is("all are asked", () -> asked() == 4);
        reader.interrupt();

        assertThat(failure.join().code()).isEqualTo(FaultCode.TIMED_OUT);
        Eventually.is("nothing runs", () -> transfer.threads().running() == 0);
    }

    @Test
    void aClosedTransferHasNoThreads() {
        Transfer transfer = hedging();
        Stored block = stored(transfer, four, 10_000);
        fleet.supplier(0).be(Mood.stalled(new CountDownLatch(1)));
        gather(transfer, block);
        transfer.close();

        assertThat(transfer.threads().running()).isZero();
        assertThatThrownBy(() -> gather(transfer, block)).isInstanceOf(Fault.class);
    }
}
