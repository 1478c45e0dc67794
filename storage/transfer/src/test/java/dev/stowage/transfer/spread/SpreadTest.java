package dev.stowage.transfer.spread;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stowage.format.address.CarrierId;
import dev.stowage.format.block.SignedBlock;
import dev.stowage.format.layout.Layout;
import dev.stowage.protocol.fault.Fault;
import dev.stowage.protocol.fault.FaultCode;
import dev.stowage.protocol.placement.HeadSwap.CarrierGeneration;
import dev.stowage.transfer.Transfer;
import dev.stowage.transfer.fleet.Account.Stored;
import dev.stowage.transfer.fleet.FakeSupplier;
import dev.stowage.transfer.fleet.Fleet;
import dev.stowage.transfer.fleet.Mood;
import dev.stowage.transfer.spread.SpreadOutcome.LateRecords;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SpreadTest {

    @TempDir Path spool;

    private final Fleet fleet = new Fleet(8);
    private final Layout four = Fleet.combination(4);

    @AfterEach
    void close() {
        fleet.close();
    }

    private SpreadOutcome spread(Transfer transfer, Stored... blocks) {
        List<SignedBlock> batch = Arrays.stream(blocks).map(Stored::signed).toList();
        return transfer.spread().spread(batch, fleet.account().access());
    }

    private static void assertFault(Runnable call, FaultCode code) {
        assertThatThrownBy(call::run)
                .isInstanceOfSatisfying(
                        Fault.class, fault -> assertThat(fault.code()).isEqualTo(code));
    }

    @Test
    void everyCarrierGetsItsRecord() {
        Stored block = fleet.account().block(four, 100_000);
        SpreadOutcome outcome = spread(fleet.transfer(spool), block);

        outcome.released().join();
        for (int position = 0; position < 4; position++) {
            FakeSupplier supplier = fleet.supplier(position);
            assertThat(supplier.records()).isEqualTo(1);
            assertThat(supplier.record(block.address(), position).flaw(fleet.account().owner()))
                    .isEqualTo(Optional.empty());
        }
        assertThat(outcome.generations())
                .isSubsetOf(
                        IntStream.range(0, 4)
                                .mapToObj(c -> new CarrierGeneration(new CarrierId(c), 1))
                                .toList())
                .hasSizeGreaterThanOrEqualTo(3);
    }

    @Test
    void everyPatternOfDeadSuppliersGivesStoredOrAClearFault() {
        for (int pattern = 0; pattern < 16; pattern++) {
            int dead = pattern;
            fleet.suppliers().forEach(FakeSupplier::recover);
            IntStream.range(0, 4)
                    .filter(position -> (dead >>> position & 1) == 1)
                    .forEach(position -> fleet.supplier(position).be(Mood.DEAD));
            Stored block = fleet.account().block(four, 10_000);
            try (Transfer transfer = fleet.transfer(spool)) {
                if (Integer.bitCount(dead) <= 1) {
                    LateRecords late = spread(transfer, block).released().join();
                    assertThat(late.spooled()).isEqualTo(Integer.bitCount(dead));
                    assertThat(holders(block)).isEqualTo(4 - Integer.bitCount(dead));
                } else {
                    assertThatThrownBy(() -> spread(transfer, block))
                            .isInstanceOfSatisfying(Fault.class, f -> assertTooFew(f, block));
                }
            }
        }
    }

    private static void assertTooFew(Fault fault, Stored block) {
        assertThat(fault.code()).isEqualTo(FaultCode.TOO_FEW_SUPPLIERS);
        assertThat(fault.code().retryable()).isTrue();
        assertThat(fault.facts())
                .containsEntry("block", block.address().toString())
                .containsEntry("needed", 3);
        assertThat(fault.facts().get("failed").toString()).contains("supplier-away", "carrier ");
    }

    private long holders(Stored block) {
        return IntStream.range(0, block.layout().carriers())
                .filter(
                        position ->
                                fleet.suppliers().stream()
                                        .anyMatch(s -> s.has(block.address(), position)))
                .count();
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 4, 7, 13, 18, 26})
    void theThresholdIsExact(int number) {
        try (Fleet wide = new Fleet(32)) {
            Layout layout = Fleet.combination(number);
            int spare = number - layout.writeThreshold();
            for (int dead = 0; dead <= spare + 1; dead++) {
                wide.suppliers().forEach(FakeSupplier::recover);
                IntStream.range(0, dead).forEach(i -> wide.supplier(i).be(Mood.DEAD));
                Stored block = wide.account().block(layout, 50_000);
                try (Transfer transfer = wide.transfer(spool)) {
                    Runnable spread =
                            () ->
                                    transfer.spread()
                                            .spread(
                                                    List.of(block.signed()),
                                                    wide.account().access())
                                            .released()
                                            .join();
                    if (dead <= spare) {
                        spread.run();
                    } else {
                        assertFault(spread, FaultCode.TOO_FEW_SUPPLIERS);
                    }
                }
            }
        }
    }

    @Test
    void theQuotaIsNamedWhereItIsTheCause() {
        fleet.supplier(0).agree(fleet.account().number(), fleet.account().owner(), 100);
        fleet.supplier(1).agree(fleet.account().number(), fleet.account().owner(), 100);
        Transfer transfer = fleet.transfer(spool);
        assertThatThrownBy(() -> spread(transfer, fleet.account().block(four, 10_000)))
                .isInstanceOfSatisfying(
                        Fault.class,
                        fault -> {
                            assertThat(fault.code()).isEqualTo(FaultCode.QUOTA_EXCEEDED);
                            assertThat(fault.code().status()).isEqualTo(507);
                            assertThat(fault.facts())
                                    .containsKeys("block", "needed", "failed")
                                    .containsEntry("quota", 100L)
                                    .containsEntry("used", 0L)
                                    .containsKey("wanted");
                        });
    }

    @Test
    void oneFullSupplierOfFourDoesNotMatter() {
        fleet.supplier(0).agree(fleet.account().number(), fleet.account().owner(), 100);
        Transfer transfer = fleet.transfer(spool);
        assertThat(spread(transfer, fleet.account().block(four, 10_000)).released().join())
                .as("what a quota refuses does not wait")
                .isEqualTo(new LateRecords(0, 0, 1));
    }

    @Test
    void theQuotaIsNotBlamedForSuppliersThatAreAway() {
        fleet.supplier(0).agree(fleet.account().number(), fleet.account().owner(), 100);
        fleet.supplier(1).be(Mood.DEAD);
        fleet.supplier(2).be(Mood.DEAD);
        fleet.supplier(3).be(Mood.DEAD);
        Transfer transfer = fleet.transfer(spool);
        assertFault(
                () -> spread(transfer, fleet.account().block(four, 10_000)),
                FaultCode.TOO_FEW_SUPPLIERS);
    }

    @Test
    void manyBlocksTakeOneRequestPerSupplier() {
        Stored[] blocks =
                IntStream.range(0, 30)
                        .mapToObj(_ -> fleet.account().block(four, 20_000))
                        .toArray(Stored[]::new);
        spread(fleet.transfer(spool), blocks).released().join();
        for (int supplier = 0; supplier < 4; supplier++) {
            assertThat(fleet.supplier(supplier).storeCalls()).isEqualTo(1);
            assertThat(fleet.supplier(supplier).records()).isEqualTo(30);
        }
    }

    @Test
    void requestsAreNoLongerThanTheyMayBe() {
        Stored[] blocks =
                IntStream.range(0, 5)
                        .mapToObj(_ -> fleet.account().block(four, 800_000))
                        .toArray(Stored[]::new);
        spread(fleet.transfer(spool), blocks).released().join();
        assertThat(fleet.supplier(0).storeCalls())
                .as("5 records of 400 KB, 1 MiB a request")
                .isEqualTo(3);
    }

    @Test
    void blocksOfDifferentLayoutsTravelTogether() {
        Stored narrow = fleet.account().block(Fleet.combination(2), 10_000);
        Stored wide = fleet.account().block(Fleet.combination(7), 10_000);
        fleet.supplier(6).be(Mood.DEAD);
        spread(fleet.transfer(spool), narrow, wide).released().join();
        assertThat(holders(narrow)).isEqualTo(2);
        assertThat(holders(wide)).isEqualTo(6);
        assertThat(fleet.supplier(0).storeCalls()).isEqualTo(1);
    }

    @Test
    void fewerSuppliersThanCarriersAreEnough() {
        try (Fleet two = new Fleet(2)) {
            Stored block = two.account().block(four, 10_000);
            two.transfer(spool)
                    .spread()
                    .spread(List.of(block.signed()), two.account().access())
                    .released()
                    .join();
            assertThat(two.supplier(0).records()).isEqualTo(2);
            assertThat(two.supplier(0).storeCalls()).isEqualTo(1);
        }
    }

    @Test
    void recordsFollowACarrierThatChangedHands() {
        Transfer transfer = fleet.transfer(spool);
        spread(transfer, fleet.account().block(four, 10_000)).released().join();
        fleet.serve(0, 5, 2);
        fleet.supplier(3).be(Mood.DEAD);
        Stored block = fleet.account().block(four, 10_000);
        SpreadOutcome outcome = spread(transfer, block);

        assertThat(outcome.generations()).contains(new CarrierGeneration(new CarrierId(0), 2));
        assertThat(fleet.supplier(5).record(block.address(), 0).header().generation()).isEqualTo(2);
    }

    @Test
    void busySuppliersAreAskedAgain() {
        fleet.suppliers().forEach(supplier -> supplier.be(Mood.busyFor(3)));
        Stored block = fleet.account().block(four, 10_000);
        spread(fleet.transfer(spool), block).released().join();
        assertThat(holders(block)).isEqualTo(4);
    }

    @Test
    void withoutPlacementNothingIsSpread() {
        fleet.placement().be(Mood.failing(FaultCode.PLACEMENT_AWAY));
        Transfer transfer = fleet.transfer(spool);
        assertFault(
                () -> spread(transfer, fleet.account().block(four, 10_000)),
                FaultCode.PLACEMENT_AWAY);
    }

    @Test
    void foreignBlocksAreNotSpread() {
        Transfer transfer = fleet.transfer(spool);
        Stored foreign = fleet.other().block(four, 10_000);
        assertThatThrownBy(() -> spread(transfer, foreign))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
