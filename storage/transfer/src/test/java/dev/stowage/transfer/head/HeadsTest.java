package dev.stowage.transfer.head;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stowage.format.address.BlockNumber;
import dev.stowage.format.address.CarrierId;
import dev.stowage.format.block.BlockReference;
import dev.stowage.format.head.AccountHead;
import dev.stowage.format.head.BlockSizes;
import dev.stowage.format.head.CountersignedHead;
import dev.stowage.format.head.Overrides;
import dev.stowage.format.head.SessionNotes;
import dev.stowage.format.head.SignedHead;
import dev.stowage.format.layout.Layout;
import dev.stowage.format.signature.ByteString;
import dev.stowage.format.signature.SigningKey;
import dev.stowage.protocol.fault.Fault;
import dev.stowage.protocol.fault.FaultCode;
import dev.stowage.protocol.supplier.HeadMessage;
import dev.stowage.transfer.Transfer;
import dev.stowage.transfer.fleet.Account;
import dev.stowage.transfer.fleet.Eventually;
import dev.stowage.transfer.fleet.FakeSupplier;
import dev.stowage.transfer.fleet.Fleet;
import dev.stowage.transfer.fleet.Mood;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HeadsTest {

    @TempDir Path spool;

    private final Fleet fleet = new Fleet(8);
    private final Account account = fleet.account();
    private final Layout four = Fleet.combination(4);

    @AfterEach
    void close() {
        fleet.close();
    }

    private Transfer transfer() {
        return fleet.transfer(Fleet.settings(spool));
    }

    /// A transfer that does not hope for long.
    private Transfer hasty() {
        return fleet.transfer(
                Fleet.settings(
                        spool.resolve("hasty"), Duration.ofMillis(400), Fleet.LONG, Fleet.LONG));
    }

    private CountersignedHead head(long version) {
        return head(version, account.key(), fleet.placementKey());
    }

    private CountersignedHead head(long version, SigningKey owner, SigningKey placement) {
        return head(version, owner, placement, new TreeMap<>());
    }

    /// A head by which carrier 13 holds what belongs on carrier 1.
    private CountersignedHead overridden(long version) {
        return head(
                version,
                account.key(),
                fleet.placementKey(),
                new TreeMap<>(Map.of(1, new CarrierId(13))));
    }

    private CountersignedHead head(
            long version,
            SigningKey owner,
            SigningKey placement,
            SortedMap<Integer, CarrierId> overrides) {
        BlockReference accountFile = account.block(four, 4_000).reference();
        return CountersignedHead.countersign(
                SignedHead.sign(
                        new AccountHead(
                                account.number(),
                                version,
                                owner.verifyingKey(),
                                ByteString.of(new byte[AccountHead.RECEIVING_KEY_BYTES]),
                                1_000_000,
                                BlockSizes.DEFAULT,
                                true,
                                four,
                                four,
                                accountFile,
                                List.of(),
                                List.of(),
                                SessionNotes.NONE,
                                overrides,
                                List.of()),
                        owner),
                placement);
    }

    private static HeadMessage message(CountersignedHead head) {
        return new HeadMessage(ByteString.of(head.toBytes()));
    }

    private void awaitAllKeep() {
        awaitHeads(4);
    }

    private static void assertTooFew(Runnable call) {
        assertThatThrownBy(call::run)
                .isInstanceOfSatisfying(
                        Fault.class,
                        fault -> {
                            assertThat(fault.code()).isEqualTo(FaultCode.TOO_FEW_SUPPLIERS);
                            assertThat(fault.facts()).containsKeys("needed", "failed");
                        });
    }

    @Test
    void aHeadIsKeptOnTheFirstPositions() {
        transfer().heads().keep(head(1));
        awaitAllKeep();
        assertThat(four.carrier(0, BlockNumber.FIRST).value()).isZero();
        assertThat(fleet.supplier(7).hasHead(account.number())).isFalse();
    }

    @Test
    void threeOfFourAreEnoughAndTwoAreNot() {
        fleet.supplier(0).be(Mood.DEAD);
        transfer().heads().keep(head(1));
        fleet.supplier(1).be(Mood.DEAD);
        Transfer hasty = hasty();
        assertTooFew(() -> hasty.heads().keep(head(2)));
    }

    @Test
    void whoIsAwayForAMomentGetsTheHeadLater() {
        fleet.supplier(3).be(Mood.busyFor(2));
        transfer().heads().keep(head(1));
        Eventually.is("it has it", () -> fleet.supplier(3).hasHead(account.number()));
    }

    @Test
    void aNewerHeadCountsAsKept() {
        Transfer transfer = transfer();
        transfer.heads().keep(head(5));
        transfer.heads().keep(head(4));
        assertThat(
                        transfer.heads()
                                .find(account.number(), four, Overrides.NONE)
                                .orElseThrow()
                                .head()
                                .version())
                .isEqualTo(5);
    }

    /// Whoever missed the newest head and whichever two answer.
    @Test
    void noAcknowledgedHeadIsOverlooked() {
        for (int missed = 0; missed < 4; missed++) {
            fleet.suppliers().forEach(FakeSupplier::recover);
            fleet.suppliers().forEach(FakeSupplier::loseEverything);
            CountersignedHead older = head(1);
            CountersignedHead newest = head(2);
            for (int position = 0; position < 4; position++) {
                fleet.supplier(position)
                        .keepHead(account.number(), message(position == missed ? older : newest));
            }
            for (int pattern = 0; pattern < 16; pattern++) {
                if (Integer.bitCount(pattern) == 2) {
                    for (int position = 0; position < 4; position++) {
                        boolean answers = (pattern >>> position & 1) == 1;
                        fleet.supplier(position).be(answers ? Mood.HEALTHY : Mood.DEAD);
                    }
                    try (Transfer transfer = transfer()) {
                        assertThat(transfer.heads().find(account.number(), four, Overrides.NONE))
                                .contains(newest);
                    }
                }
            }
        }
    }

    @Test
    void withoutAHeadThereIsNone() {
        fleet.supplier(0).be(Mood.DEAD);
        assertThat(transfer().heads().find(account.number(), four, Overrides.NONE))
                .isEqualTo(Optional.empty());
    }

    @Test
    void aHeadIsKeptWithTheHolderOfAnOverriddenCarrier() {
        transfer().heads().keep(overridden(1));
        Eventually.is("it has it", () -> fleet.supplier(5).hasHead(account.number()));
        assertThat(fleet.supplier(1).hasHead(account.number())).isFalse();
    }

    /// Whoever was away knows only the former holders, and three of four are enough to keep a head.
    @Test
    void whoKnowsOnlyTheFormerHoldersFindsTheNewestHead() {
        Transfer transfer = transfer();
        transfer.heads().keep(overridden(2));
        transfer.heads().keep(overridden(2), Overrides.NONE);
        Eventually.is("the former one has it", () -> fleet.supplier(1).hasHead(account.number()));
        awaitHeads(5);
        fleet.supplier(3).be(Mood.DEAD);
        transfer.heads().keep(overridden(3));
        fleet.supplier(0).be(Mood.DEAD);
        fleet.supplier(2).be(Mood.DEAD);
        fleet.supplier(3).recover();

        assertThat(
                        transfer.heads()
                                .find(account.number(), four, Overrides.NONE)
                                .orElseThrow()
                                .head()
                                .version())
                .isEqualTo(3);
    }

    private void awaitHeads(long count) {
        Eventually.is(
                count + " have it",
                () ->
                        fleet.suppliers().stream()
                                        .filter(supplier -> supplier.hasHead(account.number()))
                                        .count()
                                == count);
    }

    @Test
    void tooFewAnswersAreNoAnswer() {
        for (int position = 0; position < 3; position++) {
            fleet.supplier(position).be(Mood.DEAD);
        }
        Transfer hasty = hasty();
        assertTooFew(() -> hasty.heads().find(account.number(), four, Overrides.NONE));
    }

    @Test
    void forgedHeadsAreNotBelieved() {
        SigningKey forger = fleet.other().key();
        Transfer transfer = transfer();
        transfer.heads().keep(head(3));
        awaitAllKeep();
        fleet.supplier(0).forgeHead(account.number(), message(head(9, account.key(), forger)));
        fleet.supplier(1)
                .forgeHead(account.number(), new HeadMessage(ByteString.of(new byte[] {1, 2, 3})));
        assertThat(
                        transfer.heads()
                                .find(account.number(), four, Overrides.NONE)
                                .orElseThrow()
                                .head()
                                .version())
                .isEqualTo(3);
    }

    @Test
    void aSilentSupplierIsNotWaitedFor() {
        fleet.supplier(2).be(Mood.stalled(new CountDownLatch(1)));
        Transfer transfer = transfer();
        transfer.heads().keep(head(1));
        assertThat(transfer.heads().find(account.number(), four, Overrides.NONE)).isPresent();
        transfer.close();
        assertThat(transfer.threads().running()).isZero();
    }
}
