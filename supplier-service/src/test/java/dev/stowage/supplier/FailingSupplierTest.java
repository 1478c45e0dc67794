package dev.stowage.supplier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stowage.format.signature.ByteString;
import dev.stowage.protocol.fault.Fault;
import dev.stowage.protocol.fault.FaultCode;
import dev.stowage.protocol.placement.FoundRecord;
import dev.stowage.protocol.placement.VolumeCondition;
import dev.stowage.protocol.supplier.FetchOutcome;
import dev.stowage.protocol.supplier.FetchRequest;
import dev.stowage.protocol.supplier.HeadMessage;
import dev.stowage.protocol.supplier.RecordBatch;
import dev.stowage.protocol.supplier.WantedRecord;
import dev.stowage.protocol.token.AccountToken;
import dev.stowage.protocol.token.AccountToken.Scope;
import dev.stowage.supplier.store.DirectoryDisk;
import dev.stowage.supplier.store.FailingDisk;
import dev.stowage.supplier.store.FailingDisk.Work;
import dev.stowage.supplier.store.RecordMemory;
import dev.stowage.supplier.trial.SampleAccount;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A whole supplier on a disk that fails.
class FailingSupplierTest {

    private static final SampleAccount ACCOUNT = new SampleAccount(12);
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir Path data;
    private FailingDisk disk;
    private PlainSupplier house;

    @BeforeEach
    void open() throws Exception {
        house = new PlainSupplier(data, PlacementStandIn.JOIN_CODE, this::disk).awaitJoined();
        String order = house.placement().order(ACCOUNT, 0, 1 << 16).sign(house.placement().key());
        house.supplier().customers().grant(ACCOUNT.number(), order);
        keepHead(1);
        store(1);
    }

    private FailingDisk disk(Path directory) throws IOException {
        disk = new FailingDisk(new DirectoryDisk(directory));
        return disk;
    }

    @AfterEach
    void close() {
        disk.isMended();
        house.close();
    }

    @Test
    void tellsPlacementThatItsDiskFailedServesWhatItCanAndStartsAgain() throws Exception {
        disk.breaks(Work.SYNC);
        refused(() -> store(2));
        disk.isMended();

        Eventually.holds(PATIENCE, () -> condition() == VolumeCondition.FAILED);
        refused(() -> store(2));
        refused(() -> keepHead(2));
        assertThat(fetch(1)).isInstanceOf(FetchOutcome.Intact.class);

        house.restart("");
        Eventually.holds(PATIENCE, () -> condition() == VolumeCondition.SERVING);
        store(2);
        assertThat(fetch(2)).isInstanceOf(FetchOutcome.Intact.class);
    }

    @Test
    void tellsPlacementWhatItCannotReadAndKeepsItInItsPlace() {
        disk.hasBad(place -> place.to() - place.from() > 2048);
        assertThat(fetch(1)).isInstanceOf(FetchOutcome.Corrupt.class);

        Eventually.holds(PATIENCE, () -> !house.placement().findings().isEmpty());
        assertThat(house.placement().findings())
                .extracting(FoundRecord::address)
                .containsExactly(ACCOUNT.address(1));
        disk.isMended();
        assertThat(fetch(1)).isInstanceOf(FetchOutcome.Intact.class);
    }

    private VolumeCondition condition() {
        return house.placement().lastOf(0).volumes().getFirst().condition();
    }

    private void keepHead(long version) {
        byte[] head = ACCOUNT.countersigned(version, house.placement().key()).toBytes();
        house.supplier().heads().keep(ACCOUNT.number(), new HeadMessage(ByteString.of(head)));
    }

    private void store(long block) {
        house.supplier()
                .records()
                .store(bearer(), new RecordBatch(List.of(ACCOUNT.record(block, 0))));
    }

    private FetchOutcome fetch(long block) {
        FetchRequest wish =
                new FetchRequest(List.of(new WantedRecord(ACCOUNT.address(block), 0, 3)));
        return house.supplier()
                .records()
                .fetch(bearer(), wish, RecordMemory.NEW)
                .outcomes()
                .getFirst();
    }

    private String bearer() {
        return "Bearer "
                + new AccountToken(
                                ACCOUNT.number(),
                                house.placement().serving(0).id().toString(),
                                Set.of(Scope.STORE, Scope.FETCH),
                                house.clock().instant().plusSeconds(60))
                        .sign(ACCOUNT.key());
    }

    private static void refused(ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        Fault.class,
                        fault -> assertThat(fault.code()).isEqualTo(FaultCode.VOLUME_FAILED));
    }
}
