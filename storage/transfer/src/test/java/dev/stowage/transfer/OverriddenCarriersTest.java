package dev.stowage.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stowage.format.address.CarrierId;
import dev.stowage.format.layout.Layout;
import dev.stowage.protocol.placement.HeadSwap.CarrierGeneration;
import dev.stowage.transfer.fleet.Account;
import dev.stowage.transfer.fleet.Account.Stored;
import dev.stowage.transfer.fleet.Eventually;
import dev.stowage.transfer.fleet.Fleet;
import dev.stowage.transfer.fleet.Mood;
import dev.stowage.transfer.fleet.SteppedClock;
import dev.stowage.transfer.gather.Finding;
import dev.stowage.transfer.spread.SpreadOutcome;
import dev.stowage.transfer.spread.SpreadOutcome.LateRecords;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// One account overrides carrier 1 by carrier 13, which supplier 5 serves in generation 3.
class OverriddenCarriersTest {

    private static final CarrierId OVERRIDDEN = new CarrierId(1);
    private static final CarrierId HOLDER = new CarrierId(13);
    private static final int FORMER = 1;
    private static final int NEXT = 5;

    @TempDir Path spool;

    private final SteppedClock clock = new SteppedClock();
    private final Fleet fleet = new Fleet(8, clock);
    private final Account account = fleet.account();
    private final Layout four = Fleet.combination(4);
    private Transfer transfer;

    @BeforeEach
    void open() {
        transfer = fleet.transfer(spool);
        fleet.serve(HOLDER.value(), NEXT, 3);
    }

    @AfterEach
    void close() {
        fleet.close();
    }

    private void override() {
        fleet.supplier(NEXT).holds(account.number(), OVERRIDDEN, HOLDER);
        account.override(OVERRIDDEN.value(), HOLDER.value());
    }

    private Stored block() {
        return account.block(four, 10_000);
    }

    private SpreadOutcome spread(Stored block) {
        SpreadOutcome outcome = transfer.spread().spread(List.of(block.signed()), account.access());
        LateRecords _ = outcome.released().join();
        return outcome;
    }

    private ByteBuffer gather(Stored block) {
        return transfer.gather().gather(block.reference(), four, account.owner(), account.access());
    }

    @Test
    void newBlocksGoToTheHolderInItsGenerationAndTheCommitNamesIt() {
        override();
        Stored block = block();
        SpreadOutcome outcome = spread(block);

        assertThat(fleet.supplier(NEXT).record(block.address(), 1).header())
                .satisfies(
                        header -> {
                            assertThat(header.carrier()).isEqualTo(OVERRIDDEN);
                            assertThat(header.generation()).isEqualTo(3);
                        });
        assertThat(fleet.supplier(FORMER).has(block.address(), 1)).isFalse();
        assertThat(outcome.generations())
                .doesNotContain(new CarrierGeneration(OVERRIDDEN, 1))
                .isSubsetOf(
                        new CarrierGeneration(HOLDER, 3),
                        new CarrierGeneration(new CarrierId(0), 1),
                        new CarrierGeneration(new CarrierId(2), 1),
                        new CarrierGeneration(new CarrierId(3), 1));
    }

    @Test
    void theHolderIsAskedForWhatItHolds() {
        override();
        Stored block = block();
        spread(block);
        fleet.supplier(0).be(Mood.DEAD);
        fleet.supplier(2).be(Mood.DEAD);
        assertThat(gather(block)).isEqualTo(block.expected());
        assertThat(fleet.supplier(FORMER).fetchCalls()).isZero();
    }

    @Test
    void whatTheFormerOneHoldsIsReadByParity() {
        Stored block = block();
        spread(block);
        override();
        assertThat(gather(block)).isEqualTo(block.expected());
        assertThat(fleet.findings())
                .filteredOn(found -> found.kind() == Finding.Kind.MISSING)
                .isNotEmpty()
                .allMatch(found -> found.supplier().equals(Optional.of(fleet.supplier(NEXT).id())));
    }

    @Test
    void otherAccountsGoOnAsBefore() {
        override();
        Stored block = fleet.other().block(four, 10_000);
        LateRecords _ =
                transfer.spread()
                        .spread(List.of(block.signed()), fleet.other().access())
                        .released()
                        .join();
        assertThat(fleet.supplier(FORMER).has(block.address(), 1)).isTrue();
        assertThat(fleet.supplier(NEXT).has(block.address(), 1)).isFalse();
    }

    @Test
    void whatWaitsForTheFormerOneGoesToTheHolder() {
        transfer.spool().deliver(account.number(), account::access);
        fleet.supplier(FORMER).be(Mood.DEAD);
        Stored block = block();
        assertThat(spread(block).released().join().spooled()).isEqualTo(1);
        override();
        Eventually.is(
                "nothing waits",
                () -> {
                    clock.step(Duration.ofMillis(100));
                    return transfer.spool().pending(account.number()).isEmpty();
                });
        assertThat(fleet.supplier(NEXT).record(block.address(), 1).header().generation())
                .isEqualTo(3);
    }

    @Test
    void whenTheHolderChangesHandsItsRecordsFollow() {
        override();
        spread(block());
        fleet.supplier(6).holds(account.number(), OVERRIDDEN, HOLDER);
        fleet.serve(HOLDER.value(), 6, 4);
        Stored block = block();
        SpreadOutcome outcome = spread(block);
        assertThat(fleet.supplier(6).record(block.address(), 1).header().generation()).isEqualTo(4);
        assertThat(outcome.generations())
                .filteredOn(each -> each.carrier().equals(HOLDER))
                .allMatch(each -> each.generation() == 4);
    }
}
