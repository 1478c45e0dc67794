package dev.stowage.transfer.spool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stowage.format.address.CarrierId;
import dev.stowage.format.layout.Layout;
import dev.stowage.protocol.fault.FaultCode;
import dev.stowage.protocol.supplier.RecordBatch;
import dev.stowage.protocol.token.AccountToken.Scope;
import dev.stowage.transfer.Transfer;
import dev.stowage.transfer.fleet.Account;
import dev.stowage.transfer.fleet.Account.Stored;
import dev.stowage.transfer.fleet.Eventually;
import dev.stowage.transfer.fleet.Fleet;
import dev.stowage.transfer.fleet.Mood;
import dev.stowage.transfer.fleet.SteppedClock;
import dev.stowage.transfer.spread.SpreadOutcome.LateRecords;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpoolTest {

    @TempDir Path spool;

    private final SteppedClock clock = new SteppedClock();
    private final Fleet fleet = new Fleet(8, clock);
    private final Account account = fleet.account();
    private final Layout four = Fleet.combination(4);

    @AfterEach
    void close() {
        fleet.close();
    }

    private LateRecords spread(Transfer transfer, Account of, Stored block) {
        return transfer.spread().spread(List.of(block.signed()), of.access()).released().join();
    }

    /// A block whose record for supplier 3 waits.
    private Stored pending(Transfer transfer, Account of) {
        fleet.supplier(3).be(Mood.DEAD);
        Stored block = of.block(four, 10_000);
        assertThat(spread(transfer, of, block)).isEqualTo(new LateRecords(0, 1, 0));
        return block;
    }

    private void awaitEmpty(Transfer transfer, Account of) {
        Eventually.is(
                "nothing waits",
                () -> {
                    clock.step(Duration.ofMillis(100));
                    return transfer.spool().pending(of.number()).isEmpty();
                });
    }

    @Test
    void recordsArriveWhenTheirSupplierIsBack() {
        Transfer transfer = fleet.transfer(spool);
        transfer.spool().deliver(account.number(), account::access);
        Stored block = pending(transfer, account);

        assertThat(transfer.spool().pending(account.number()))
                .containsExactly(new PendingRecord(block.address(), 3, new CarrierId(3)));
        Eventually.is(
                "it is shown by supplier",
                () ->
                        fleet.meters()
                                        .find("stowage.spool.pending.records")
                                        .tag("supplier", fleet.supplier(3).id().toString())
                                        .gauge()
                                != null);
        assertThat(fleet.meters().get("stowage.spool.bytes").gauge().value()).isGreaterThan(5000);
        fleet.supplier(3).recover();
        awaitEmpty(transfer, account);
        assertThat(fleet.supplier(3).record(block.address(), 3).flaw(account.owner())).isEmpty();
        assertThat(fleet.counted("stowage.spool.fate", "fate", "delivered")).isEqualTo(1);
        assertThat(files()).isEmpty();
    }

    private List<Path> files() {
        try (Stream<Path> files = Files.list(spool)) {
            return files.filter(path -> path.toString().endsWith(".records")).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void recordsOutliveTheProcess() {
        Stored block;
        try (Transfer first = fleet.transfer(spool)) {
            block = pending(first, account);
        }
        fleet.supplier(3).recover();
        Transfer second = fleet.transfer(spool);
        assertThat(second.spool().pending(account.number()))
                .containsExactly(new PendingRecord(block.address(), 3, new CarrierId(3)));
        second.spool().deliver(account.number(), account::access);
        awaitEmpty(second, account);
        assertThat(fleet.supplier(3).has(block.address(), 3)).isTrue();
    }

    @Test
    void recordsOfAnAccountThatIsNotOpenLieStill() {
        Transfer transfer = fleet.transfer(spool);
        transfer.spool().deliver(account.number(), account::access);
        Stored held = pending(transfer, account);
        transfer.spool().hold(account.number());
        transfer.spool().deliver(fleet.other().number(), fleet.other()::access);
        pending(transfer, fleet.other());
        fleet.supplier(3).recover();

        awaitEmpty(transfer, fleet.other());
        assertThat(transfer.spool().pending(account.number())).hasSize(1);
        assertThat(fleet.supplier(3).has(held.address(), 3)).isFalse();
    }

    @Test
    void whatWaitsOfAnAccountThatIsGoneIsForgotten() {
        Transfer transfer = fleet.transfer(spool);
        pending(transfer, account);
        pending(transfer, fleet.other());

        transfer.spool().forget(account.number());

        assertThat(transfer.spool().pending(account.number())).isEmpty();
        assertThat(transfer.spool().pendingBytes(account.number())).isZero();
        assertThat(transfer.spool().pending(fleet.other().number())).hasSize(1);
        assertThat(files()).hasSize(1);
    }

    @Test
    void anInterruptedThreadKeepsRecordsAllTheSame() {
        Transfer transfer = fleet.transfer(spool);
        Stored block = account.block(four, 10_000);
        Thread.currentThread().interrupt();
        boolean kept =
                transfer.spool().keep(fleet.supplier(3).id(), List.of(block.signed().record(3, 1)));
        assertThat(Thread.interrupted()).isTrue();
        assertThat(kept).isTrue();
        assertThat(files()).hasSize(1);
    }

    @Test
    void whatDoesNotFitIsNotKept() {
        Transfer transfer = fleet.transfer(Fleet.settings(spool).withSpoolBytes(8_000));
        pending(transfer, account);
        assertThat(spread(transfer, account, account.block(four, 10_000)))
                .isEqualTo(new LateRecords(0, 0, 1));
        assertThat(transfer.spool().pending(account.number())).hasSize(1);
        assertThat(fleet.counted("stowage.spool.fate", "fate", "refused")).isEqualTo(1);
    }

    @Test
    void roomThatComesFreeIsUsedAgain() {
        Transfer transfer = fleet.transfer(Fleet.settings(spool).withSpoolBytes(8_000));
        transfer.spool().deliver(account.number(), account::access);
        pending(transfer, account);
        fleet.supplier(3).recover();
        awaitEmpty(transfer, account);
        clock.step(Duration.ofMinutes(1));
        pending(transfer, account);
    }

    @Test
    void whatTheSupplierHasAlreadyIsGivenUp() {
        Transfer transfer = fleet.transfer(spool);
        Stored block = pending(transfer, account);
        fleet.supplier(3).recover();
        spread(transfer, account, block);
        assertThat(fleet.supplier(3).has(block.address(), 3)).isTrue();
        transfer.spool().deliver(account.number(), account::access);
        awaitEmpty(transfer, account);
    }

    @Test
    void whatIsRefusedForEverIsDropped() {
        Transfer transfer = fleet.transfer(spool);
        pending(transfer, account);
        fleet.supplier(3).be(Mood.failing(FaultCode.NUMBER_USED));
        transfer.spool().deliver(account.number(), account::access);
        awaitEmpty(transfer, account);
        assertThat(fleet.counted("stowage.spool.fate", "fate", "dropped")).isEqualTo(1);
    }

    @Test
    void oneRefusedRecordDoesNotHoldUpTheOthers() {
        Transfer transfer = fleet.transfer(spool);
        fleet.supplier(3).be(Mood.DEAD);
        Stored good = account.block(four, 10_000);
        Stored refused = account.block(four, 10_000);
        transfer.spread()
                .spread(List.of(refused.signed(), good.signed()), account.access())
                .released()
                .join();
        fleet.supplier(3).recover();
        Stored before = account.block(refused.address().block(), four, 10_000, account.key());
        fleet.supplier(3)
                .store(
                        "Bearer " + account.tokens().tokenFor(fleet.supplier(3).id(), Scope.STORE),
                        new RecordBatch(List.of(before.signed().record(3, 1))));
        transfer.spool().deliver(account.number(), account::access);
        awaitEmpty(transfer, account);
        assertThat(fleet.supplier(3).has(good.address(), 3)).isTrue();
        assertThat(fleet.counted("stowage.spool.fate", "fate", "dropped")).isEqualTo(1);
    }

    @Test
    void recordsFollowTheirCarrier() {
        Transfer transfer = fleet.transfer(spool);
        Stored block = pending(transfer, account);
        fleet.serve(3, 6, 2);
        clock.step(Duration.ofMinutes(1));
        transfer.spool().deliver(account.number(), account::access);
        awaitEmpty(transfer, account);
        assertThat(fleet.supplier(6).record(block.address(), 3).header().generation()).isEqualTo(2);
    }

    @Test
    void whatWaitsForAWeekIsGivenUp() {
        Transfer transfer = fleet.transfer(spool);
        pending(transfer, account);
        clock.step(Duration.ofDays(8));
        awaitEmpty(transfer, account);
        assertThat(files()).isEmpty();
    }

    @Test
    void decayOnDiskDoesNotTravel() throws Exception {
        Transfer transfer = fleet.transfer(spool);
        Stored block = pending(transfer, account);
        Path file = files().getFirst();
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length - 100] ^= 1;
        Files.write(file, bytes);
        fleet.supplier(3).recover();
        transfer.spool().deliver(account.number(), account::access);
        awaitEmpty(transfer, account);
        assertThat(fleet.supplier(3).has(block.address(), 3)).isFalse();
        assertThat(fleet.counted("stowage.spool.fate", "fate", "damaged")).isEqualTo(1);
    }

    @Test
    void aStartClearsAwayWhatIsUnfinishedOrUnreadable() throws Exception {
        try (Transfer first = fleet.transfer(spool)) {
            pending(first, account);
        }
        Path whole = files().getFirst();
        Path cut = spool.resolve(whole.getFileName().toString().replace("77-0-", "77-5-"));
        Files.write(cut, Arrays.copyOf(Files.readAllBytes(whole), 2_000));
        Files.write(spool.resolve("77-6-x.records.unfinished"), new byte[10]);

        Transfer second = fleet.transfer(spool);
        assertThat(files()).containsExactly(whole);
        assertThat(second.spool().pending(account.number())).hasSize(1);
        try (Stream<Path> all = Files.list(spool)) {
            assertThat(all.map(path -> path.getFileName().toString()))
                    .containsExactlyInAnyOrder("lock", whole.getFileName().toString());
        }
    }

    @Test
    void twoProcessesDoNotShareASpool() {
        fleet.transfer(spool);
        assertThatThrownBy(() -> fleet.transfer(spool)).isInstanceOf(UncheckedIOException.class);
    }

    @Test
    void aClosedSpoolHasNoThreads() {
        Transfer transfer = fleet.transfer(spool);
        pending(transfer, account);
        transfer.close();
        assertThat(transfer.spool().threads()).isZero();
    }
}
