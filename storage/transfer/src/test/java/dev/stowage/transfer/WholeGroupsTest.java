package dev.stowage.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stowage.format.layout.Layout;
import dev.stowage.protocol.fault.Fault;
import dev.stowage.protocol.fault.FaultCode;
import dev.stowage.transfer.fleet.Account.Stored;
import dev.stowage.transfer.fleet.FakeSupplier;
import dev.stowage.transfer.fleet.Fleet;
import dev.stowage.transfer.fleet.Mood;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Blocks on many carriers, of which a few suppliers serve many each.
class WholeGroupsTest {

    private static final int SUPPLIERS = 8;

    @TempDir Path spool;

    private static Stored stored(Transfer transfer, Fleet fleet, Layout layout, int length) {
        Stored block = fleet.account().block(layout, length);
        transfer.spread()
                .spread(List.of(block.signed()), fleet.account().access())
                .released()
                .join();
        return block;
    }

    private static ByteBuffer gather(Transfer transfer, Fleet fleet, Stored block) {
        return transfer.gather()
                .gather(
                        block.reference(),
                        block.layout(),
                        fleet.account().owner(),
                        fleet.account().access());
    }

    private static Fleet fleet(Layout layout) {
        return new Fleet(SUPPLIERS, layout.carriers(), Clock.systemUTC());
    }

    private static void kill(Fleet fleet, int count) {
        IntStream.range(0, count).forEach(index -> fleet.supplier(index).be(Mood.DEAD));
    }

    private static int fetches(Fleet fleet) {
        return fleet.suppliers().stream().mapToInt(FakeSupplier::fetchCalls).sum();
    }

    @ParameterizedTest
    @CsvSource({"3, 300000", "4, 1100000"})
    void oneRequestPerSupplierCarriesItsRecordsOfABlock(int level, int length) {
        Layout layout = Fleet.wholeGroup(level);
        try (Fleet fleet = fleet(layout)) {
            Transfer transfer = fleet.transfer(spool);
            Stored block = stored(transfer, fleet, layout, length);
            assertThat(gather(transfer, fleet, block)).isEqualTo(block.expected());
            for (FakeSupplier supplier : fleet.suppliers()) {
                assertThat(supplier.storeCalls()).isEqualTo(1);
                assertThat(supplier.records()).isEqualTo(layout.carriers() / SUPPLIERS);
                assertThat(supplier.fetchCalls()).isEqualTo(1);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"3, 300000", "4, 1100000"})
    void halfOfTheSuppliersMayBeDead(int level, int length) {
        Layout layout = Fleet.wholeGroup(level);
        try (Fleet fleet = fleet(layout)) {
            Transfer transfer = fleet.transfer(spool);
            Stored block = stored(transfer, fleet, layout, length);
            kill(fleet, SUPPLIERS / 2);
            assertThat(gather(transfer, fleet, block)).isEqualTo(block.expected());
            assertThat(fetches(fleet))
                    .as("whoever turns out dead may cost a request to each, not one for a record")
                    .isLessThanOrEqualTo(SUPPLIERS * SUPPLIERS);
        }
    }

    @ParameterizedTest
    @CsvSource({"3, 300000"})
    void withOneSupplierMoreDeadThereIsAFaultThatCanBeRead(int level, int length) {
        Layout layout = Fleet.wholeGroup(level);
        try (Fleet fleet = fleet(layout)) {
            Transfer transfer = fleet.transfer(spool);
            Stored block = stored(transfer, fleet, layout, length);
            kill(fleet, SUPPLIERS / 2 + 1);
            assertThatThrownBy(() -> gather(transfer, fleet, block))
                    .isInstanceOfSatisfying(
                            Fault.class,
                            fault -> {
                                assertThat(fault.code()).isEqualTo(FaultCode.TOO_FEW_FRAGMENTS);
                                assertThat(fault.facts())
                                        .containsEntry("needed", layout.dataFragments());
                                assertThat(fault.detail().length()).isLessThan(20_000);
                            });
            assertThatThrownBy(() -> stored(transfer, fleet, layout, length))
                    .isInstanceOfSatisfying(
                            Fault.class,
                            fault -> {
                                assertThat(fault.code()).isEqualTo(FaultCode.TOO_FEW_SUPPLIERS);
                                assertThat(fault.detail().length()).isLessThan(20_000);
                            });
        }
    }
}
