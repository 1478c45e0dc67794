package dev.stowage.transfer.gather;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stowage.format.layout.Layout;
import dev.stowage.format.record.FragmentRecord;
import dev.stowage.format.signature.SigningKey;
import dev.stowage.protocol.fault.Fault;
import dev.stowage.protocol.fault.FaultCode;
import dev.stowage.transfer.Transfer;
import dev.stowage.transfer.fleet.Account.Stored;
import dev.stowage.transfer.fleet.Fleet;
import dev.stowage.transfer.fleet.Lie;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LyingSuppliersTest {

    @TempDir Path spool;

    private final Fleet fleet = new Fleet(8);
    private final Layout four = Fleet.combination(4);
    private Transfer transfer;
    private Stored block;

    @BeforeEach
    void store() {
        transfer = fleet.transfer(spool);
        block = fleet.account().block(four, 12_345);
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
                .gather(block.reference(), four, fleet.account().owner(), fleet.account().access());
    }

    @ParameterizedTest
    @EnumSource
    void twoLiarsChangeNothing(Lies lie) {
        fleet.supplier(1).lie(lie.lie());
        fleet.supplier(3).lie(lie.lie());
        assertThat(gather()).isEqualTo(block.expected());
        assertThat(fleet.findings()).extracting(Finding::position).containsExactlyInAnyOrder(1, 3);
    }

    @ParameterizedTest
    @EnumSource
    void threeLiarsGetAFaultAndNoWrongByte(Lies lie) {
        IntStream.of(0, 1, 3).forEach(position -> fleet.supplier(position).lie(lie.lie()));
        assertFails();
    }

    private void assertFails() {
        assertThatThrownBy(this::gather)
                .isInstanceOfSatisfying(
                        Fault.class,
                        fault -> assertThat(fault.code()).isEqualTo(FaultCode.TOO_FEW_FRAGMENTS));
    }

    /// Every supplier gives a record that is right in itself, but not the one that was asked for.
    private void allGive(Function<Integer, FragmentRecord> foreign) {
        for (int position = 0; position < 4; position++) {
            FragmentRecord record = foreign.apply(position);
            Lie lie = Lies.records(truth -> record);
            fleet.supplier(position).lie(lie);
        }
    }

    @Test
    void recordsOfAnotherBlockAreRefused() {
        Stored another = fleet.account().block(four, 12_345);
        allGive(position -> another.signed().record(position, 1));
        assertFails();
    }

    @Test
    void otherBytesSignedUnderTheSameAddressAreRefused() {
        Stored older =
                fleet.account().block(block.address().block(), four, 12_345, fleet.account().key());
        allGive(position -> older.signed().record(position, 1));
        assertFails();
    }

    @Test
    void theSameBytesSignedByAnotherAreRefused() {
        byte[] seed = new byte[SigningKey.SEED_BYTES];
        Arrays.fill(seed, (byte) 9);
        Stored forged = fleet.account().signedBy(SigningKey.ofSeed(seed), block);
        assertThat(forged.reference()).isEqualTo(block.reference());
        allGive(position -> forged.signed().record(position, 1));
        assertFails();
    }

    @Test
    void anotherPositionsRecordIsRefused() {
        allGive(position -> block.signed().record((position + 1) % 4, 1));
        assertFails();
    }

    @Test
    void anotherAccountsRecordIsRefused() {
        Stored foreign = fleet.other().block(four, 12_345);
        allGive(position -> foreign.signed().record(position, 1));
        assertFails();
    }

    @Test
    void anOldGenerationIsAsGoodAsANewOne() {
        allGive(position -> block.signed().record(position, 9).keeping(1));
        assertThat(gather()).isEqualTo(block.expected());
    }

    @Test
    void aSupplierWithOneDamagedFragmentStillServesTheOther() {
        fleet.supplier(0).lie(dataDamaged());
        fleet.supplier(1).lie(dataDamaged());
        fleet.supplier(2).lie(dataDamaged());
        fleet.supplier(3).lie(dataDamaged());
        assertThat(gather()).as("four parity fragments suffice").isEqualTo(block.expected());
    }

    private static Lie dataDamaged() {
        return (request, truth) ->
                (request.records().getFirst().fragments() & 1) == 1
                        ? Lies.CORRUPT.lie().tell(request, truth)
                        : truth;
    }
}
