package dev.stowage.supplier;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stowage.format.address.CarrierGroup;
import dev.stowage.format.layout.Code;
import dev.stowage.format.layout.Combination;
import dev.stowage.format.layout.Layout;
import dev.stowage.protocol.supplier.FetchOutcome;
import dev.stowage.supplier.contract.Contract;
import dev.stowage.supplier.trial.SampleAccount;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a supplier does about carriers that come to it, and about those that went.
class ChangedHandsTest {

    private static final Layout LAYOUT =
            new Combination(Code.RS, CarrierGroup.valueOf("0/0"), 4, 0);

    @TempDir Path data;

    @Test
    void aSuccessorGrantsItselfAllContractsOfACarrierAndTheyDoNotLapse() throws Exception {
        try (RebuildHouse house = RebuildHouse.open(data, LAYOUT, 1, Map.of())) {
            List<SampleAccount> claiming =
                    Stream.generate(house.house()::newAccount).limit(5).toList();
            house.placement().give(0, 4);
            PlacementStandIn placement = house.house().placement();
            for (SampleAccount each : claiming) {
                house.placement()
                        .claim(each, placement.order(each, 4, 1000, placement.assigned(0)));
            }

            for (SampleAccount each : claiming) {
                Eventually.holds(RebuildHouse.PATIENCE, () -> house.hasContract(4, each.number()));
                Contract contract = house.volume(4).contracts().require(each.number());
                Eventually.holds(
                        RebuildHouse.PATIENCE,
                        () -> house.volume(4).contracts().require(each.number()).isFirm());
                assertThat(contract.quota()).isEqualTo(1000);
                Eventually.holds(
                        RebuildHouse.PATIENCE,
                        () -> house.volume(4).store().newest(each.number()).isPresent());
            }
        }
    }

    @Test
    void releasedRecordsGoToTheTrashAndNothingElseDoes() throws Exception {
        try (RebuildHouse house = RebuildHouse.open(data, LAYOUT, 1, Map.of())) {
            house.store(1, 8);
            house.sayAlive(100, 1, 8, 2);
            house.takeOver(0, 4);
            assertThat(house.await(house.rebuild(0, 50, 0)).rebuilt()).isEqualTo(8);
            assertThat(house.liveSet(4)).as("left with the successor").isEqualTo(house.liveSet(2));
            house.stop(1);
            house.takeOver(1, 0);
            Eventually.holds(
                    RebuildHouse.PATIENCE,
                    () ->
                            house.volume(0)
                                    .contracts()
                                    .require(house.account().number())
                                    .carriers()
                                    .contains(LAYOUT.group().carrier(1)));
            assertThat(house.await(house.rebuild(0, 50, 1)).rebuilt()).isEqualTo(8);
            assertThat(house.held(0, 0, 3)).isInstanceOf(FetchOutcome.Intact.class);

            house.placement().release(0);

            Eventually.holds(
                    RebuildHouse.PATIENCE,
                    () -> house.volume(0).store().usage().trashRecords() == 8);
            for (long block = 1; block <= 8; block++) {
                assertThat(house.held(0, 0, block)).isInstanceOf(FetchOutcome.Missing.class);
            }
            house.requireRebuilt(0, 1, 1, 8);
            house.requireRebuilt(4, 0, 1, 8);
        }
    }
}
