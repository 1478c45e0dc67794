package dev.stowage.supplier;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stowage.format.address.CarrierGroup;
import dev.stowage.format.layout.Code;
import dev.stowage.format.layout.Combination;
import dev.stowage.format.layout.Layout;
import dev.stowage.protocol.placement.RebuildProgress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Rebuilds while others lie, fail and die.
class RebuildDistrustTest {

    private static final CarrierGroup GROUP = CarrierGroup.valueOf("0/0");

    /// Some blocks a second.
    private static final Map<String, Object> SLOWLY =
            Map.of(
                    "stowage.supplier.rebuild.bytes-per-second", "64KB",
                    "stowage.supplier.rebuild.parallel", "16",
                    "stowage.supplier.bytes-in-flight", "4MB");

    @TempDir Path data;

    private static Layout rs(int suppliers) {
        return new Combination(Code.RS, GROUP, suppliers, 0);
    }

    @Test
    void recordsThatAForgerSignedAreNoSources() throws Exception {
        try (RebuildHouse house = RebuildHouse.open(data, rs(4), 1, Map.of(), 1)) {
            house.store(1, 5);
            house.sayAlive(100, 1, 5, 2);
            house.stop(0);
            house.takeOver(0, 4);

            RebuildProgress done = house.await(house.rebuild(0, 50, 0));

            assertThat(done.rebuilt()).isEqualTo(5);
            assertThat(done.trouble()).isNull();
            house.requireRebuilt(4, 0, 1, 5);
        }
    }

    @Test
    void bytesThatAreNotThoseOfTheirHeaderAreNoSources() throws Exception {
        for (Code code : Code.values()) {
            Layout layout = new Combination(code, GROUP, 4, 0);
            try (RebuildHouse house =
                    RebuildHouse.open(data.resolve(code.userName()), layout, 1, Map.of())) {
                house.store(1, 5, 1);
                for (long block = 1; block <= 5; block++) {
                    house.spoil(1, 1, block);
                }
                house.sayAlive(100, 1, 5, 2);
                house.stop(0);
                house.takeOver(0, 4);

                RebuildProgress done = house.await(house.rebuild(0, 50, 0));

                assertThat(done.rebuilt()).isEqualTo(5);
                assertThat(done.trouble()).isNull();
                house.requireRebuilt(4, 0, 1, 5);
            }
        }
    }

    @Test
    void aFormerHolderThatLiesIsPassedOver() throws Exception {
        try (RebuildHouse house = RebuildHouse.open(data, rs(4), 1, Map.of())) {
            house.store(1, 5, 0);
            for (long block = 1; block <= 5; block++) {
                house.spoil(0, 0, block);
            }
            house.sayAlive(100, 1, 5, 2);
            house.takeOver(0, 4);

            RebuildProgress done = house.await(house.rebuild(0, 50, 0));

            assertThat(done.rebuilt()).isEqualTo(5);
            house.requireRebuilt(4, 0, 1, 5);
        }
    }

    @Test
    void liveSetsThatTheOrdersKeyDoesNotProveHideNothing() throws Exception {
        try (RebuildHouse house = RebuildHouse.open(data, rs(7), 1, Map.of(), 1, 2)) {
            house.store(1, 5);
            house.sayAlive(100, 50, 51, 1, 2);
            house.stop(0);
            house.takeOver(0, 7);

            RebuildProgress done = house.await(house.rebuild(0, 40, 0));

            assertThat(done.rebuilt()).isEqualTo(5);
            house.requireRebuilt(7, 0, 1, 5);
        }
    }

    @Test
    void aSourceThatIsLostMeanwhileIsReplacedByOthers() throws Exception {
        try (RebuildHouse house = RebuildHouse.open(data, rs(4), 1, SLOWLY)) {
            house.store(1, 60);
            house.sayAlive(100, 1, 60, 2);
            house.stop(0);
            house.takeOver(0, 4);
            house.placement().leaseOnlyTo(house.house().supplier(4), Duration.ofSeconds(3));
            UUID rebuild = house.rebuild(0, 100, 0);
            Eventually.holds(RebuildHouse.PATIENCE, () -> house.rebuiltOf(rebuild) > 0);

            assertThat(house.placement().ended(rebuild)).isNull();
            house.stop(1);

            RebuildProgress done = house.await(rebuild);
            assertThat(done.rebuilt()).isEqualTo(60);
            assertThat(done.trouble()).isNull();
            house.requireRebuilt(4, 0, 1, 60);
        }
    }

    @Test
    void anotherRebuilderGoesOnWhereOneDiedAndNothingIsStoredTwice() throws Exception {
        try (RebuildHouse house = RebuildHouse.open(data, rs(4), 2, SLOWLY)) {
            house.store(1, 60);
            house.sayAlive(100, 1, 60, 2);
            house.stop(0);
            house.takeOver(0, 4);
            house.placement().leaseOnlyTo(house.house().supplier(5), Duration.ofSeconds(1));
            UUID rebuild = house.rebuild(0, 100, 0);
            Eventually.holds(RebuildHouse.PATIENCE, () -> house.rebuiltOf(rebuild) > 0);

            assertThat(house.placement().ended(rebuild)).isNull();
            house.stop(5);
            house.placement().leaseOnlyTo(house.house().supplier(3), Duration.ofSeconds(1));

            RebuildProgress done = house.await(rebuild);
            assertThat(done.wanted()).isLessThan(60);
            assertThat(done.impossible()).isZero();
            house.requireRebuilt(4, 0, 1, 60);
            assertThat(house.stored(4)).isEqualTo(60);
        }
    }
}
