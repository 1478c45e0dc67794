package dev.stowage.supplier;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stowage.format.address.CarrierGroup;
import dev.stowage.format.layout.Code;
import dev.stowage.format.layout.Combination;
import dev.stowage.format.layout.Layout;
import dev.stowage.format.layout.WholeGroup;
import dev.stowage.protocol.placement.RebuildProgress;
import dev.stowage.protocol.supplier.FetchOutcome;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Lost records are made again by real suppliers over HTTP.
class RebuildTest {

    private static final CarrierGroup GROUP = CarrierGroup.valueOf("0/0");

    @TempDir Path data;

    private static Layout combination(Code code, int suppliers) {
        return new Combination(code, GROUP, suppliers, 0);
    }

    static Stream<Layout> layouts() {
        return Stream.concat(
                Stream.of(2, 4, 7)
                        .flatMap(
                                suppliers ->
                                        Stream.of(
                                                combination(Code.RS, suppliers),
                                                combination(Code.XOR, suppliers))),
                Stream.of(new WholeGroup(Code.RS, GROUP)));
    }

    @ParameterizedTest
    @MethodSource("layouts")
    void aLostCarrierIsRebuilt(Layout layout) throws Exception {
        try (RebuildHouse house = RebuildHouse.open(data, layout, 1, Map.of())) {
            int successor = layout.carriers();
            house.store(1, 20);
            house.sayAlive(100, 1, 20, 0);
            house.stop(1);
            house.takeOver(1, successor);

            RebuildProgress done = house.await(house.rebuild(0, 50, 1));

            assertThat(done.trouble()).isNull();
            assertThat(done.wanted()).isEqualTo(20);
            assertThat(done.rebuilt()).isEqualTo(20);
            assertThat(done.impossible()).isZero();
            house.requireRebuilt(successor, 1, 1, 20);
            long lost = 20 * layout.fragmentsPerCarrier() * house.fragment();
            assertThat(done.bytesRebuilt()).isEqualTo(lost);
            long read = 20 * layout.dataFragments() * house.fragment();
            if (layout.code() == Code.RS) {
                assertThat(done.bytesRead()).isEqualTo(read);
            } else {
                assertThat(done.bytesRead()).isLessThanOrEqualTo(read);
            }
            assertThat(house.shown("stowage.rebuild.bytes.read")).isEqualTo(done.bytesRead());
            assertThat(house.shown("stowage.rebuild.records")).isEqualTo(20);
        }
    }

    @Test
    void xorReadsLessThanRs() throws Exception {
        Layout layout = combination(Code.XOR, 7);
        try (RebuildHouse house = RebuildHouse.open(data, layout, 1, Map.of())) {
            house.store(1, 10);
            house.stop(3);
            house.takeOver(3, 7);

            RebuildProgress done = house.await(house.rebuild(0, 50, 3));

            assertThat(done.rebuilt()).isEqualTo(10);
            assertThat(done.bytesRead()).isLessThan(10 * 7 * house.fragment());
            house.requireRebuilt(7, 3, 1, 10);
        }
    }

    @Test
    void twoLostCarriersAreRebuiltByReadingEachSourceOnce() throws Exception {
        Layout layout = combination(Code.RS, 4);
        try (RebuildHouse house = RebuildHouse.open(data, layout, 2, Map.of())) {
            house.store(1, 10);
            house.sayAlive(100, 1, 10, 2, 3);
            house.stop(0);
            house.stop(1);
            house.takeOver(0, 4);
            house.takeOver(1, 5);

            RebuildProgress done = house.await(house.rebuild(0, 50, 0, 1));

            assertThat(done.rebuilt()).isEqualTo(20);
            assertThat(done.bytesRebuilt()).isEqualTo(10 * 4 * house.fragment());
            assertThat(done.bytesRead()).as("K fragments").isEqualTo(10 * 4 * house.fragment());
            house.requireRebuilt(4, 0, 1, 10);
            house.requireRebuilt(5, 1, 1, 10);
        }
    }

    @Test
    void aRecordWhoseNeighbourInTheTreeIsAwayTooIsRebuilt() throws Exception {
        for (Code code : Code.values()) {
            Layout layout = combination(code, 7);
            try (RebuildHouse house =
                    RebuildHouse.open(data.resolve(code.userName()), layout, 1, Map.of())) {
                house.store(1, 5);
                house.sayAlive(100, 1, 5, 2);
                house.stop(4);
                house.stop(5);
                house.takeOver(4, 7);

                RebuildProgress done = house.await(house.rebuild(0, 50, 4));

                assertThat(done.rebuilt()).isEqualTo(5);
                assertThat(done.trouble()).isNull();
                house.requireRebuilt(7, 4, 1, 5);
            }
        }
    }

    @Test
    void whatIsThereIsNotRebuilt() throws Exception {
        Layout layout = combination(Code.RS, 4);
        try (RebuildHouse house = RebuildHouse.open(data, layout, 1, Map.of())) {
            house.store(1, 6);
            house.store(7, 9, 2);
            house.sayAlive(100, 1, 9, 0, 1);

            RebuildProgress done = house.await(house.rebuild(0, 50, 2));

            assertThat(done.wanted()).isEqualTo(3);
            assertThat(done.rebuilt()).isEqualTo(3);
            assertThat(house.stored(2)).isEqualTo(9);
            RebuildProgress again = house.await(house.rebuild(0, 50, 2));
            assertThat(again.wanted()).isZero();
            assertThat(again.bytesRead()).isZero();
            assertThat(house.stored(2)).isEqualTo(9);
        }
    }

    @Test
    void blocksAboveTheHorizonComeTooAndDeadOnesDoNot() throws Exception {
        Layout layout = combination(Code.RS, 4);
        try (RebuildHouse house = RebuildHouse.open(data, layout, 1, Map.of())) {
            house.store(1, 12);
            house.sayAlive(9, 4, 6, 1, 2);
            house.stop(0);
            house.takeOver(0, 4);

            RebuildProgress done = house.await(house.rebuild(0, 50, 0));

            assertThat(done.rebuilt()).isEqualTo(3 + 4);
            house.requireRebuilt(4, 0, 4, 6);
            house.requireRebuilt(4, 0, 9, 12);
            assertThat(house.held(4, 0, 2)).isInstanceOf(FetchOutcome.Missing.class);
            assertThat(house.held(4, 0, 7)).isInstanceOf(FetchOutcome.Missing.class);
        }
    }

    @Test
    void onlyTheOrdersBlocksAreRebuilt() throws Exception {
        Layout layout = combination(Code.RS, 4);
        try (RebuildHouse house = RebuildHouse.open(data, layout, 1, Map.of())) {
            house.store(1, 12);
            house.sayAlive(100, 1, 12, 1);
            house.stop(0);
            house.takeOver(0, 4);

            assertThat(house.await(house.rebuild(5, 8, 0)).rebuilt()).isEqualTo(4);
            house.requireRebuilt(4, 0, 5, 8);
            assertThat(house.held(4, 0, 4)).isInstanceOf(FetchOutcome.Missing.class);
            assertThat(house.held(4, 0, 9)).isInstanceOf(FetchOutcome.Missing.class);
        }
    }

    @Test
    void whatAFormerHolderStillHasIsCopied() throws Exception {
        Layout layout = combination(Code.RS, 4);
        try (RebuildHouse house = RebuildHouse.open(data, layout, 1, Map.of())) {
            house.store(1, 8);
            house.sayAlive(100, 1, 8, 1);
            house.stop(2);
            house.stop(3);
            house.takeOver(0, 4);

            RebuildProgress done = house.await(house.rebuild(0, 50, 0));

            assertThat(done.rebuilt()).isEqualTo(8);
            assertThat(done.bytesRead())
                    .as("one read, no code")
                    .isEqualTo(done.bytesRebuilt())
                    .isEqualTo(8 * 2 * house.fragment());
            house.requireRebuilt(4, 0, 1, 8);
        }
    }

    /// Eight blocks, of which only the first of four suppliers is left, and two in reserve.
    private RebuildHouse houseOfTheFirstOfFour() throws Exception {
        RebuildHouse house = RebuildHouse.open(data, combination(Code.RS, 4), 2, Map.of());
        house.store(1, 8);
        house.stop(1);
        house.stop(2);
        house.stop(3);
        return house;
    }

    @Test
    void whatOnlyTheHolderBeforeTheFormerOneHasIsCopied() throws Exception {
        try (RebuildHouse house = houseOfTheFirstOfFour()) {
            house.takeOver(0, 4);
            house.takeOver(0, 5);

            RebuildProgress done = house.await(house.rebuild(0, 50, 0));

            assertThat(done.impossible()).isZero();
            assertThat(done.rebuilt()).isEqualTo(8);
            house.requireRebuilt(5, 0, 1, 8);
        }
    }

    @Test
    void whatAFormerHolderStillHasIsCopiedThoughTheRestCannotBeMade() throws Exception {
        try (RebuildHouse house = houseOfTheFirstOfFour()) {
            house.sayAlive(100, 1, 8, 0);
            house.takeOver(0, 4);
            house.takeOver(1, 5);

            RebuildProgress done = house.await(house.rebuild(0, 50, 0, 1));

            assertThat(done.impossible()).isEqualTo(8);
            assertThat(done.trouble()).contains("lost are positions", "(carrier 1)");
            assertThat(done.rebuilt()).isEqualTo(8);
            house.requireRebuilt(4, 0, 1, 8);
        }
    }

    @Test
    void aBlockOfWhichTooLittleIsLeftIsSaidToBeImpossibleAndTheOthersAreRebuilt() throws Exception {
        Layout layout = combination(Code.RS, 4);
        try (RebuildHouse house = RebuildHouse.open(data, layout, 1, Map.of())) {
            house.store(1, 6);
            house.store(7, 7, 1, 2);
            house.sayAlive(100, 1, 8, 1, 2);
            house.stop(0);
            house.takeOver(0, 4);

            RebuildProgress done = house.await(house.rebuild(0, 50, 0));

            assertThat(done.wanted()).isEqualTo(8);
            assertThat(done.rebuilt()).isEqualTo(6);
            assertThat(done.impossible()).isEqualTo(2);
            assertThat(done.trouble())
                    .contains("lost are positions 0 (carrier 0)", "of 4", "there are positions");
            assertThat(house.shown("stowage.rebuild.impossible")).isEqualTo(2);
            house.requireRebuilt(4, 0, 1, 6);
        }
    }

    @Test
    void whatASupplierDoesNotTakeForOneCarrierDoesNotKeepTheOthersFromIt() throws Exception {
        try (RebuildHouse house = RebuildHouse.open(data, combination(Code.RS, 4), 1, Map.of())) {
            house.store(1, 6, 0, 1);
            house.sayAlive(7, 1, 6, 2, 3);
            house.takeOver(0, 4);
            house.placement().give(1, 4);
            Eventually.holds(RebuildHouse.PATIENCE, () -> house.serves(4, 1));

            RebuildProgress done = house.await(house.rebuild(0, 50, 0, 1));

            assertThat(done.wanted()).isEqualTo(12);
            assertThat(done.rebuilt()).isEqualTo(6);
            assertThat(done.impossible()).isEqualTo(6);
            assertThat(done.trouble()).contains("6 records", "does not take them for carriers 1:");
            house.requireRebuilt(4, 0, 1, 6);
        }
    }
}
