package dev.stowage.supplier;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stowage.format.address.CarrierGroup;
import dev.stowage.format.layout.Code;
import dev.stowage.format.layout.Combination;
import dev.stowage.format.layout.Layout;
import dev.stowage.format.record.FragmentRecord;
import dev.stowage.protocol.supplier.FetchOutcome;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Rebuilds while customers fetch from those who are read for them.
class RebuildBesideCustomersTest {

    private static final Layout LAYOUT =
            new Combination(Code.RS, CarrierGroup.valueOf("0/0"), 4, 0);

    /// A third of the blocks at a time, and then a rest of 99 times as long.
    private static final Map<String, Object> HUMBLY =
            Map.of(
                    "stowage.supplier.rebuild.share-beside-customers", "1",
                    "stowage.supplier.rebuild.parallel", "1",
                    "stowage.supplier.bytes-in-flight", "4MB");

    private static final int BLOCKS = 400;

    /// They take longer than the blocks do without rests.
    private static final int FETCHES = 300;

    @TempDir Path data;

    @Test
    void rebuildersRestAsLongAsCustomersAreServedAndNoLonger() throws Exception {
        try (RebuildHouse house = RebuildHouse.open(data, LAYOUT, 1, HUMBLY)) {
            house.store(1, BLOCKS);
            house.sayAlive(BLOCKS + 1, 1, BLOCKS, 2);
            house.stop(0);
            house.takeOver(0, 4);
            UUID rebuild = house.rebuild(0, BLOCKS, 0);
            Eventually.holds(RebuildHouse.PATIENCE, () -> isBegunWhileFetching(house));

            for (int fetches = 0; fetches < FETCHES; fetches += 3) {
                assertThat(isBegunWhileFetching(house)).isTrue();
                assertThat(house.placement().ended(rebuild)).isNull();
            }

            assertThat(house.await(rebuild).rebuilt()).isEqualTo(BLOCKS);
            house.requireRebuilt(4, 0, 1, BLOCKS);
        }
    }

    private static boolean isBegunWhileFetching(RebuildHouse house) {
        for (int carrier = 1; carrier < LAYOUT.carriers(); carrier++) {
            FragmentRecord record = house.block(1).record(house.position(carrier, 1), 1);
            assertThat(house.house().fetch(house.account(), carrier, record, 1))
                    .isInstanceOf(FetchOutcome.Intact.class);
        }
        return house.stored(4) > 0;
    }
}
