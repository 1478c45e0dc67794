package dev.stowage.transfer.gather;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stowage.format.layout.Code;
import dev.stowage.format.layout.Layout;
import dev.stowage.protocol.fault.Fault;
import dev.stowage.protocol.fault.FaultCode;
import dev.stowage.transfer.Transfer;
import dev.stowage.transfer.fleet.Account.Stored;
import dev.stowage.transfer.fleet.FakeSupplier;
import dev.stowage.transfer.fleet.Fleet;
import dev.stowage.transfer.fleet.Mood;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Blocks coded with xor, where fragments have to fit together: their number alone does not decide.
class XorBlocksTest {

    @TempDir Path spool;

    private final Fleet fleet = new Fleet(16);

    @AfterEach
    void close() {
        fleet.close();
    }

    private static Layout xor(int number) {
        return Fleet.combination(Code.XOR, number);
    }

    private Stored stored(Transfer transfer, Layout layout, int length) {
        Stored block = fleet.account().block(layout, length);
        transfer.spread()
                .spread(List.of(block.signed()), fleet.account().access())
                .released()
                .join();
        return block;
    }

    private Stored stored(Layout layout) {
        try (Transfer transfer = fleet.transfer(spool)) {
            return stored(transfer, layout, 40_001);
        }
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

    private ByteBuffer gather(Transfer transfer, Stored block) {
        return gather(transfer, block, 0, block.content().length);
    }

    /// Every one of 4 and 7 positions, many of 13.
    private static List<BitSet> losses(int number, int lost) {
        List<BitSet> losses = new ArrayList<>();
        for (int pattern = 0; pattern < 1 << number; pattern++) {
            if (Integer.bitCount(pattern) == lost) {
                losses.add(BitSet.valueOf(new long[] {pattern}));
            }
        }
        Collections.shuffle(losses, new Random(number));
        return losses.subList(0, Math.min(losses.size(), 35));
    }

    private void lose(BitSet positions) {
        fleet.suppliers().forEach(FakeSupplier::recover);
        positions.stream().forEach(position -> fleet.supplier(position).be(Mood.DEAD));
    }

    @ParameterizedTest
    @ValueSource(ints = {4, 7, 13})
    void asManySuppliersAsTheCodeToleratesMayBeDead(int number) {
        Layout layout = xor(number);
        Stored block = stored(layout);
        for (BitSet dead : losses(number, layout.tolerance())) {
            lose(dead);
            try (Transfer transfer = fleet.transfer(spool)) {
                assertThat(gather(transfer, block))
                        .as("dead: %s", dead)
                        .isEqualTo(block.expected());
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {4, 7, 13})
    void withOneMoreDeadTheBytesAreRightOrThereIsAClearFault(int number) {
        Layout layout = xor(number);
        Stored block = stored(layout);
        int faults = 0;
        for (BitSet dead : losses(number, layout.tolerance() + 1)) {
            lose(dead);
            try (Transfer transfer = fleet.transfer(spool)) {
                assertThat(gather(transfer, block)).isEqualTo(block.expected());
            } catch (Fault fault) {
                faults++;
                assertTooFew(fault, layout);
            }
        }
        assertThat(faults).as("the tolerance is the highest that holds").isPositive();
    }

    private static void assertTooFew(Fault fault, Layout layout) {
        int fragments = 2 * layout.carriers();
        int got = (int) fault.facts().get("got");
        assertThat(fault.code()).isEqualTo(FaultCode.TOO_FEW_FRAGMENTS);
        assertThat(fault.facts()).containsEntry("needed", fragments - layout.tolerance());
        assertThat(got).isLessThan(fragments - layout.tolerance());
        assertThat(fault.detail())
                .contains("got %d of %d fragments".formatted(got, fragments), "do not determine");
    }

    @ParameterizedTest
    @ValueSource(ints = {4, 7, 13})
    void withAllSuppliersThereOnlyDataTravels(int number) {
        Transfer transfer = fleet.transfer(spool);
        Stored block = stored(transfer, xor(number), 400_000);
        assertThat(gather(transfer, block)).isEqualTo(block.expected());
        assertThat(fetches()).isEqualTo(number);
        assertThat(bytesSent()).isLessThan(400_000 + number * 2048L);
    }

    @ParameterizedTest
    @ValueSource(ints = {4, 7, 13})
    void aLostDataFragmentCostsOneParityFragment(int number) {
        Transfer transfer = fleet.transfer(spool);
        Stored block = stored(transfer, xor(number), 400_000);
        fleet.supplier(1).be(Mood.DEAD);
        assertThat(gather(transfer, block)).isEqualTo(block.expected());
        assertThat(fetches()).isEqualTo(number + 1);
        assertThat(bytesSent()).isLessThan(400_000 + number * 2048L);
    }

    @Test
    void aLostStretchTakesFewFragmentsOfMany() {
        Transfer transfer = fleet.transfer(spool);
        Stored block = stored(transfer, xor(13), 400_000);
        fleet.supplier(0).be(Mood.DEAD);
        assertThat(gather(transfer, block, 10, 100)).isEqualTo(block.expected().slice(10, 100));
        assertThat(fetches()).as("itself, a parity fragment, its other summands").isEqualTo(5);
    }

    @Test
    void aSilentSupplierIsNotWaitedFor() {
        Transfer transfer =
                fleet.transfer(Fleet.settings(spool, Fleet.LONG, Fleet.LONG, Fleet.SHORT));
        Stored block = stored(transfer, xor(7), 50_000);
        IntStream.of(0, 2, 5)
                .forEach(position -> fleet.supplier(position).be(Mood.stalled(never())));
        assertThat(gather(transfer, block)).isEqualTo(block.expected());
        assertThat(fleet.findings()).as("slow is not lost").isEmpty();
    }

    private static CountDownLatch never() {
        return new CountDownLatch(1);
    }

    @Test
    void damagedFragmentsAreNotReckonedWith() {
        Transfer transfer = fleet.transfer(spool);
        Stored block = stored(transfer, xor(7), 50_000);
        IntStream.of(1, 3, 4)
                .forEach(position -> fleet.supplier(position).lie(Lies.DAMAGED_FRAGMENT.lie()));
        assertThat(gather(transfer, block)).isEqualTo(block.expected());
    }

    private int fetches() {
        return fleet.suppliers().stream().mapToInt(FakeSupplier::fetchCalls).sum();
    }

    private long bytesSent() {
        return fleet.suppliers().stream().mapToLong(FakeSupplier::bytesSent).sum();
    }
}
