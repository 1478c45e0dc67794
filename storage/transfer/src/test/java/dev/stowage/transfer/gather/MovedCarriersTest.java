package dev.stowage.transfer.gather;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stowage.protocol.fault.Fault;
import dev.stowage.protocol.fault.FaultCode;
import dev.stowage.transfer.Transfer;
import dev.stowage.transfer.fleet.Account.Stored;
import dev.stowage.transfer.fleet.FakeSupplier;
import dev.stowage.transfer.fleet.Fleet;
import dev.stowage.transfer.fleet.Mood;
import dev.stowage.transfer.fleet.SteppedClock;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MovedCarriersTest {

    @TempDir Path spool;

    private final SteppedClock clock = new SteppedClock();
    private final Fleet fleet = new Fleet(4, clock);
    private Transfer transfer;
    private Stored block;

    @BeforeEach
    void store() {
        transfer = fleet.transfer(spool);
        block = fleet.account().block(Fleet.combination(4), 12_345);
        transfer.spread()
                .spread(List.of(block.signed()), fleet.account().access())
                .released()
                .join();
    }

    @AfterEach
    void close() {
        fleet.close();
    }

    private ByteBuffer gather() {
        return transfer.gather()
                .gather(
                        block.reference(),
                        block.layout(),
                        fleet.account().owner(),
                        fleet.account().access());
    }

    private FakeSupplier gone() {
        FakeSupplier gone = new FakeSupplier(fleet.supplier(0).id(), clock);
        gone.be(Mood.DEAD);
        return gone;
    }

    private void allMoveTo(String suffix) {
        for (int supplier = 0; supplier < 4; supplier++) {
            int mover = supplier;
            fleet.answerAt(Fleet.urlOf(supplier), gone());
            fleet.answerAt(Fleet.urlOf(supplier) + suffix, fleet.supplier(supplier));
            fleet.announce(supplier, mover, 1, Fleet.urlOf(supplier) + suffix);
        }
    }

    @Test
    void suppliersThatCameBackElsewhereAreFound() {
        gather();
        try (Transfer second = fleet.transfer(Fleet.settings(spool.resolve("second")))) {
            transfer = second;
            second.carriers().serving(List.of(block.layout().carrier(0, block.address().block())));
            clock.step(Duration.ofSeconds(1));
            allMoveTo("/new");
            assertThat(gather()).isEqualTo(block.expected());
        }
    }

    @Test
    void readsGoOnWhilePlacementIsAway() {
        gather();
        clock.step(Duration.ofHours(1));
        fleet.placement().be(Mood.failing(FaultCode.PLACEMENT_AWAY));
        assertThat(gather()).isEqualTo(block.expected());
        fleet.supplier(0).be(Mood.DEAD);
        fleet.supplier(1).be(Mood.DEAD);
        assertThat(gather()).isEqualTo(block.expected());
    }

    @Test
    void withoutPlacementWhatWasNeverAskedForCannotBeRead() {
        fleet.placement().be(Mood.failing(FaultCode.PLACEMENT_AWAY));
        try (Transfer fresh = fleet.transfer(Fleet.settings(spool.resolve("fresh")))) {
            transfer = fresh;
            assertThatThrownBy(this::gather)
                    .isInstanceOfSatisfying(
                            Fault.class,
                            fault -> assertThat(fault.code()).isEqualTo(FaultCode.PLACEMENT_AWAY));
        }
    }

    @Test
    void carriersThatNobodyServesAreReconstructed() {
        fleet.placement().remove(block.layout().carrier(0, block.address().block()));
        fleet.placement().remove(block.layout().carrier(2, block.address().block()));
        clock.step(Duration.ofMinutes(1));
        assertThat(gather()).isEqualTo(block.expected());
        assertThat(fleet.findings())
                .allSatisfy(finding -> assertThat(finding.supplier()).isEmpty())
                .hasSize(2);
    }
}
