package dev.stowage.customer.commit;

import dev.stowage.customer.account.AccountState;
import dev.stowage.customer.account.NumberPool;
import dev.stowage.customer.account.OpenAccount;
import dev.stowage.customer.work.Coders;
import dev.stowage.customer.work.Steps;
import dev.stowage.format.account.AccountFile;
import dev.stowage.format.account.AccountFileWriter;
import dev.stowage.format.account.BlockNumbers;
import dev.stowage.format.account.Chain;
import dev.stowage.format.account.Chain.Snapshot;
import dev.stowage.format.head.AccountHead;
import dev.stowage.format.head.BlockRange;
import dev.stowage.format.run.RunCodec;
import dev.stowage.protocol.fault.Fault;
import dev.stowage.protocol.fault.FaultCode;
import dev.stowage.transfer.spread.Spread;
import java.util.List;
import java.util.Optional;

/// One snapshot on its way: spread while others commit, then joined by one small commit.
///
/// Its numbers are open from before its first block leaves until a head names them, or until it is
/// given up.
final class SnapshotWriting implements AutoCloseable {

    private static final int TRIES = 20;

    private final OpenAccount account;
    private final Commits commits;
    private final Coders coders;
    private final Spread spread;
    private final Hands hands;
    private final HeadSwapper swapper;
    private final Steps steps;
    private final NumberPool numbers;
    private final AccountState then;
    private final Shipment shipment;
    private final TakenNumbers ofSnapshot;
    private final TakenNumbers ofJoints;

    SnapshotWriting(
            OpenAccount account,
            Commits commits,
            Coders coders,
            Spread spread,
            Hands hands,
            HeadSwapper swapper,
            Steps steps) {
        this.account = account;
        this.commits = commits;
        this.coders = coders;
        this.spread = spread;
        this.hands = hands;
        this.swapper = swapper;
        this.steps = steps;
        this.numbers = account.numbers();
        this.ofSnapshot = new TakenNumbers(numbers, count -> commits.takeNumbers(account, count));
        this.ofJoints = new TakenNumbers(numbers);
        this.then = account.known();
        this.shipment = new Shipment(account, spread, steps);
    }

    /// The state whose head names the snapshot; empty if another service was faster.
    ///
    /// @throws Fault what a commit throws; `generation-changed` also if the snapshot lies where
    ///   nobody will look for it
    Optional<AccountState> write() {
        try {
            Snapshot snapshot =
                    coders.codeHere(
                            codec ->
                                    writer(then, codec, ofSnapshot)
                                            .snapshot(then.file(), shipment::load));
            shipment.send();
            steps.note("snapshot.links", snapshot.links());
            AccountState now = commits.inTurn(account, () -> joinAndDecide(snapshot));
            return isJoined(now, snapshot) ? Optional.of(now) : Optional.empty();
        } catch (Fault fault) {
            if (fault.code() == FaultCode.NUMBER_USED) {
                ofSnapshot.distrust();
                ofJoints.distrust();
            }
            throw fault;
        }
    }

    private AccountFileWriter writer(AccountState base, RunCodec codec, BlockNumbers from) {
        return new AccountFileWriter(
                account.number(),
                account.keys().accountFileKey(),
                base.head().accountFileLayout(),
                codec,
                from);
    }

    /// As soon as a head names the numbers they are decided: the one that follows closes them.
    private AccountState joinAndDecide(Snapshot snapshot) {
        AccountState now = join(snapshot);
        close();
        return now;
    }

    private static boolean isJoined(AccountState state, Snapshot snapshot) {
        return state.file().chain().snapshot().equals(snapshot);
    }

    /// @return a state with another snapshot than the one before, this one or another service's
    private AccountState join(Snapshot snapshot) {
        Chain before = then.file().chain();
        AccountState base = account.known();
        for (int left = TRIES; ; left--) {
            if (!base.file().chain().hasSnapshotOf(before)) {
                return base;
            }
            numbers.settle(base.head().openRanges());
            requireHeld(ofSnapshot, 0);
            try {
                return spreadAndSwap(base, snapshot);
            } catch (Fault fault) {
                base = newerAfter(fault, base, left);
            }
        }
    }

    private AccountState spreadAndSwap(AccountState base, Snapshot snapshot) {
        Shipment joint = new Shipment(account, spread, steps);
        int linksFrom = ofJoints.count();
        AccountFile file =
                coders.codeHere(
                        codec ->
                                writer(base, codec, ofJoints)
                                        .join(base.file(), snapshot, then.file(), joint::load));
        joint.send();
        joint.note(shipment.generations());
        List<BlockRange> open = numbers.openRanges(base.head().openRanges());
        requireHeld(ofJoints, linksFrom);
        AccountHead next = base.head().next(file.chain().first(), open);
        return swapper.swap(account, base, next, file, joint.generations());
    }

    private void requireHeld(TakenNumbers taken, int first) {
        if (!taken.areHeldFrom(first)) {
            throw GroupCommit.numbersLost(account);
        }
    }

    /// The state to try again on. The blocks of the snapshot are gone from memory: if one of their
    /// carriers has changed hands, it must be written anew.
    ///
    /// @throws Fault the same if trying again is of no use
    private AccountState newerAfter(Fault fault, AccountState base, int left) {
        boolean changedHands = fault.code() == FaultCode.GENERATION_CHANGED;
        if (left == 0 || !(changedHands || fault.code() == FaultCode.HEAD_CONFLICT)) {
            throw fault;
        }
        if (changedHands) {
            hands.forget(base.head());
            if (!hands.areCurrent(base.head(), shipment.generations())) {
                throw fault;
            }
        }
        return account.resolveStrictly();
    }

    /// What no head names by now, none will. Closing it again changes nothing.
    @Override
    public void close() {
        ofSnapshot.close();
        ofJoints.close();
    }
}
