package dev.stowage.supplier;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stowage.format.address.CarrierGroup;
import dev.stowage.format.address.CarrierId;
import dev.stowage.format.head.Overrides;
import dev.stowage.format.head.OwnerKey;
import dev.stowage.format.layout.Code;
import dev.stowage.format.layout.Combination;
import dev.stowage.format.layout.Layout;
import dev.stowage.protocol.placement.RebuildProgress;
import dev.stowage.protocol.supplier.ContractRequest;
import dev.stowage.protocol.supplier.FetchOutcome;
import dev.stowage.protocol.token.AssignedCarrier;
import dev.stowage.protocol.token.ContractOrder;
import dev.stowage.supplier.trial.SampleAccount;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What belongs on carrier 1 of four is made again by real suppliers at the one that serves carrier
/// 4, because the account has that hold it.
class RebuildForHolderTest {

    private static final CarrierGroup GROUP = CarrierGroup.valueOf("0/0");
    private static final Layout LAYOUT = new Combination(Code.RS, GROUP, 4, 0);
    private static final int OVERRIDDEN = 1;
    private static final int HOLDER = 4;
    private static final int OTHER = 5;

    @TempDir Path data;
    private RebuildHouse house;

    @BeforeEach
    void open() throws Exception {
        house =
                RebuildHouse.open(
                        data, LAYOUT, 2, Map.of("stowage.supplier.rebuild.missing-grace", "200ms"));
        house.placement().override(OVERRIDDEN, HOLDER);
    }

    @AfterEach
    void close() {
        house.close();
    }

    /// For the supplier that serves the holder.
    private ContractOrder order(int supplier, int overridden) {
        AssignedCarrier holder = house.house().placement().assigned(HOLDER);
        return new ContractOrder(
                house.account().number(),
                house.account().key().verifyingKey(),
                OwnerKey.first(house.account().key().verifyingKey()),
                house.house().supplier(supplier),
                RebuildHouse.QUOTA,
                List.of(
                        new AssignedCarrier(
                                new CarrierId(overridden), holder.generation(), holder.volume())),
                new Overrides(Map.of(new CarrierId(overridden), new CarrierId(HOLDER))),
                Instant.now().plusSeconds(60));
    }

    private void grant() {
        grant(HOLDER, OVERRIDDEN);
    }

    private void grant(int supplier, int overridden) {
        String order = order(supplier, overridden).sign(house.house().placement().key());
        var _ =
                house.house()
                        .api(supplier)
                        .grant(house.account().number(), new ContractRequest(order));
    }

    private void requireHeld(int supplier, int generation) {
        for (long block = 1; block <= 20; block++) {
            assertThat(house.held(supplier, OVERRIDDEN, block))
                    .isInstanceOfSatisfying(
                            FetchOutcome.Intact.class,
                            there ->
                                    assertThat(there.record().header().generation())
                                            .isEqualTo(generation));
        }
    }

    @Test
    void theHolderGetsWhatBelongsOnTheOverriddenCarrier() {
        house.store(1, 20);
        house.sayAlive(100, 1, 20, 0, 2);
        house.stop(OVERRIDDEN);
        grant();

        RebuildProgress done = house.await(house.rebuild(0, 50, OVERRIDDEN));

        assertThat(done.trouble()).isNull();
        assertThat(done.rebuilt()).isEqualTo(20);
        assertThat(done.impossible()).isZero();
        requireHeld(HOLDER, 1);
        assertThat(house.liveSet(HOLDER).set()).isEqualTo(house.liveSet(100, 1, 20));
    }

    @Test
    void whoeverServesTheCarrierItselfHasNoPartInIt() {
        house.store(1, 20);
        house.sayAlive(100, 1, 20, 0, 2);
        grant();

        RebuildProgress done = house.await(house.rebuild(0, 50, OVERRIDDEN));

        assertThat(done.rebuilt()).as("though carrier 1 has all").isEqualTo(20);
        requireHeld(HOLDER, 1);
    }

    @Test
    void theHolderTellsWhatItMissesOfTheOverriddenCarrier() {
        house.store(1, 20);
        grant();
        house.sayAlive(100, 1, 20, HOLDER);

        Eventually.holds(
                RebuildHouse.PATIENCE,
                () ->
                        house.placement().missing().stream()
                                .anyMatch(
                                        each ->
                                                each.carrier().equals(new CarrierId(OVERRIDDEN))
                                                        && each.count() == 20));
    }

    @Test
    void theSuccessorOfAHolderHoldsInItsPlaceAndWhatTheFormerOneHeldGoesWhenItIsReleased() {
        house.store(1, 20);
        grant();
        var _ = house.await(house.rebuild(0, 50, OVERRIDDEN));
        house.placement().give(HOLDER, OTHER);
        house.placement().claim(house.account(), order(OTHER, OVERRIDDEN));
        Eventually.holds(
                RebuildHouse.PATIENCE, () -> house.hasContract(OTHER, house.account().number()));

        RebuildProgress done = house.await(house.rebuild(0, 50, OVERRIDDEN));

        assertThat(done.rebuilt()).isEqualTo(20);
        requireHeld(OTHER, 2);
        requireHeld(HOLDER, 1);
        house.placement().release(HOLDER);
        Eventually.holds(
                RebuildHouse.PATIENCE,
                () ->
                        house.held(HOLDER, OVERRIDDEN, 1) instanceof FetchOutcome.Missing
                                && house.held(HOLDER, OVERRIDDEN, 20)
                                        instanceof FetchOutcome.Missing);
        requireHeld(OTHER, 2);
    }

    @Test
    void whatIsHeldInThePlaceOfACarrierThatWasOnceHereStays() throws Exception {
        SampleAccount another = house.house().newAccount();
        var _ = house.house().grant(another, 0, RebuildHouse.QUOTA);
        var _ = house.house().store(another, 0, another.record(1, 0));
        house.store(1, 20);
        house.takeOver(0, OTHER);
        house.placement().give(HOLDER, 0);
        house.placement().override(0, HOLDER);
        Eventually.holds(RebuildHouse.PATIENCE, () -> house.serves(0, HOLDER));
        grant(0, 0);

        house.placement().release(0);

        Eventually.holds(
                RebuildHouse.PATIENCE, () -> house.volume(0).store().usage().trashRecords() > 0);
        for (long block = 1; block <= 20; block++) {
            assertThat(house.held(0, 0, block)).isInstanceOf(FetchOutcome.Intact.class);
        }
        assertThat(house.volume(0).store().usage().trashRecords()).isEqualTo(1);
    }
}
