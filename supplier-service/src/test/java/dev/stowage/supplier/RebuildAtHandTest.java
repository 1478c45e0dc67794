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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A rebuilder asks itself for records, and stores with itself, without a request: it serves as
/// many as it may already, and would refuse one.
class RebuildAtHandTest {

    private static final Layout LAYOUT =
            new Combination(Code.RS, CarrierGroup.valueOf("0/0"), 4, 0);
    private static final Duration LIFE = Duration.ofMinutes(5);

    @TempDir Path data;

    @Test
    void itsOwnRecordsAreReadWhereTheyAre() throws Exception {
        try (RebuildHouse house = RebuildHouse.open(data, LAYOUT, 1, Map.of())) {
            house.placement().leaseOnlyTo(house.house().supplier(0), LIFE);
            house.store(1, 10);
            house.sayAlive(100, 1, 10, 3);
            house.stop(1);
            house.stop(2);
            house.takeOver(1, 4);
            house.keepBusy(0);

            RebuildProgress done = house.await(house.rebuild(0, 50, 1));

            assertThat(done.rebuilt()).isEqualTo(10);
            assertThat(done.impossible()).isZero();
            house.requireRebuilt(4, 1, 1, 10);
        }
    }

    @Test
    void whatBelongsToItIsStoredWhereItIs() throws Exception {
        try (RebuildHouse house = RebuildHouse.open(data, LAYOUT, 1, Map.of())) {
            house.placement().leaseOnlyTo(house.house().supplier(4), LIFE);
            house.store(1, 10);
            house.sayAlive(100, 1, 10, 0, 2, 3);
            house.stop(1);
            house.takeOver(1, 4);
            house.keepBusy(4);

            RebuildProgress done = house.await(house.rebuild(0, 50, 1));

            assertThat(done.rebuilt()).isEqualTo(10);
            assertThat(done.trouble()).isNull();
            house.requireRebuilt(4, 1, 1, 10);
        }
    }

    @Test
    void ofRsTheyAreTakenBeforeThoseOfOthers() throws Exception {
        try (RebuildHouse house = RebuildHouse.open(data, LAYOUT, 1, Map.of())) {
            house.placement().leaseOnlyTo(house.house().supplier(2), LIFE);
            house.store(1, 10);
            house.stop(1);
            house.takeOver(1, 4);

            RebuildProgress done = house.await(house.rebuild(0, 50, 1));

            assertThat(done.rebuilt()).isEqualTo(10);
            int whole = house.block(1).record(house.position(2, 1), 1).length();
            assertThat(house.fetchedBytes(2)).isGreaterThanOrEqualTo(10 * whole);
        }
    }

    @Test
    void whatIsNotSentWaitsForNoTurnToBeSent() throws Exception {
        Layout pair = new Combination(Code.RS, CarrierGroup.valueOf("0/0"), 2, 0);
        Map<String, Object> slow = Map.of("stowage.supplier.send-limit", "1KB");
        try (RebuildHouse house = RebuildHouse.open(data, pair, 1, slow)) {
            house.placement().leaseOnlyTo(house.house().supplier(0), LIFE);
            house.store(1, 200);
            house.stop(1);
            house.takeOver(1, 2);

            RebuildProgress done = house.await(house.rebuild(0, 300, 1));

            assertThat(done.rebuilt()).isEqualTo(200);
            house.requireRebuilt(2, 1, 1, 200);
        }
    }
}
