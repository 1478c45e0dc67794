package dev.stowage.transfer.gather;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stowage.format.layout.Layout;
import dev.stowage.format.record.FragmentRecord;
import dev.stowage.transfer.Transfer;
import dev.stowage.transfer.fleet.Account.Stored;
import dev.stowage.transfer.fleet.Fleet;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UnknownRootTest {

    @TempDir Path spool;

    private final Fleet fleet = new Fleet(8);
    private final Layout four = Fleet.combination(4);
    private Transfer transfer;

    @BeforeEach
    void open() {
        transfer = fleet.transfer(spool);
    }

    @AfterEach
    void close() {
        fleet.close();
    }

    private Stored stored() {
        Stored block = fleet.account().block(four, 5_000);
        transfer.spread()
                .spread(List.of(block.signed()), fleet.account().access())
                .released()
                .join();
        return block;
    }

    @Test
    void aBlockWhoseRootIsNotKnownYetComesWithIt() {
        Stored block = stored();

        GatheredBlock read = gatherWithoutRoot(block);

        assertThat(read.reference()).isEqualTo(block.reference());
        assertThat(read.content()).isEqualTo(block.expected());
    }

    @Test
    void ofTwoBlocksThatTheOwnerSignedUnderOneAddressOneComesWholeIfNobodySaysWhich() {
        Stored block = stored();
        Stored other =
                fleet.account().block(block.address().block(), four, 5_000, fleet.account().key());
        for (int position = 2; position < 4; position++) {
            FragmentRecord record = other.signed().record(position, 1);
            fleet.supplier(position).lie(Lies.records(_ -> record));
        }

        GatheredBlock read = gatherWithoutRoot(block);

        Stored given = read.reference().root().equals(block.reference().root()) ? block : other;
        assertThat(read.reference()).isEqualTo(given.reference());
        assertThat(read.content()).isEqualTo(given.expected());
    }

    private GatheredBlock gatherWithoutRoot(Stored block) {
        return transfer.gather()
                .gather(
                        List.of(
                                new WantedBlock(
                                        block.address(), block.content().length, block.layout())),
                        fleet.account().owner(),
                        fleet.account().access())
                .getFirst();
    }
}
