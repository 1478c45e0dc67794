package dev.stowage.customer.commit;

import dev.stowage.customer.account.AccountState;
import dev.stowage.customer.account.NumberPool;
import dev.stowage.customer.account.OpenAccount;
import dev.stowage.customer.live.LiveSetCourier;
import dev.stowage.customer.work.Coders;
import dev.stowage.customer.work.Steps;
import dev.stowage.format.account.AccountFile;
import dev.stowage.format.account.AccountFileWriter;
import dev.stowage.format.account.Catalogue;
import dev.stowage.format.head.AccountHead;
import dev.stowage.format.head.CountersignedHead;
import dev.stowage.format.head.SignedHead;
import dev.stowage.format.head.Succession;
import dev.stowage.format.key.AccountKeys;
import dev.stowage.format.key.Unlocker;
import dev.stowage.format.signature.SigningKey;
import dev.stowage.protocol.fault.Fault;
import dev.stowage.protocol.fault.FaultCode;
import dev.stowage.transfer.carrier.Carriers;
import dev.stowage.transfer.spread.Spread;
import java.util.List;

/// A commit that gives an account new keys: wrap every file's key anew → write the account file as
/// a snapshot under the new key → swap the head for one that the new key signs.
///
/// Until the swap nothing has changed, after it only the new keys open anything: the head names the
/// new key and where the account file lies that it opens.
public final class KeyRotation {

    private static final int TRIES = 20;

    private final Commits commits;
    private final Coders coders;
    private final Spread spread;
    private final Hands hands;
    private final HeadSwapper swapper;
    private final LiveSetCourier liveSets;
    private final Steps steps;

    public KeyRotation(
            Commits commits,
            Coders coders,
            Spread spread,
            Carriers carriers,
            HeadSwapper swapper,
            LiveSetCourier liveSets,
            Steps steps) {
        this.commits = commits;
        this.coders = coders;
        this.spread = spread;
        this.hands = new Hands(carriers);
        this.swapper = swapper;
        this.liveSets = liveSets;
        this.steps = steps;
    }

    /// Makes these keys the account's own.
    ///
    /// @param next of a new master key, with the account's record key
    /// @param unlockers of that master key; all others go
    /// @param before the unlockers by which the change was permitted
    /// @return the state that is now current; whoever holds the account open must open it anew
    /// @throws Fault `unauthenticated` if somebody else changed the unlockers; `placement-away`:
    ///   the keys may have been rotated or not
    public AccountState rotate(
            OpenAccount account,
            AccountKeys next,
            List<Unlocker> unlockers,
            List<Unlocker> before) {
        return commits.inTurn(
                account,
                () -> {
                    for (int left = TRIES; ; left--) {
                        AccountState base = account.resolveStrictly();
                        requireUnchanged(base.head(), before);
                        try {
                            return rotate(account, base, next, unlockers);
                        } catch (Fault fault) {
                            requireWorthAnotherTry(fault, left);
                            hands.forget(base.head());
                        }
                    }
                });
    }

    private static void requireUnchanged(AccountHead head, List<Unlocker> before) {
        if (!head.unlockers().equals(before)) {
            throw new Fault(
                    FaultCode.UNAUTHENTICATED,
                    "the password was changed by somebody else just now");
        }
    }

    private static void requireWorthAnotherTry(Fault fault, int left) {
        boolean again =
                fault.code() == FaultCode.HEAD_CONFLICT
                        || fault.code() == FaultCode.NUMBER_USED
                        || fault.code() == FaultCode.GENERATION_CHANGED;
        if (left == 0 || !again) {
            throw fault;
        }
    }

    private AccountState rotate(
            OpenAccount account, AccountState base, AccountKeys next, List<Unlocker> unlockers) {
        NumberPool numbers = account.numbers();
        numbers.settle(base.head().openRanges());
        try (TakenNumbers taken = new TakenNumbers(numbers)) {
            try {
                return rotate(account, base, next, unlockers, taken);
            } catch (Fault fault) {
                if (fault.code() == FaultCode.NUMBER_USED) {
                    taken.distrust();
                }
                throw fault;
            }
        }
    }

    private AccountState rotate(
            OpenAccount account,
            AccountState base,
            AccountKeys next,
            List<Unlocker> unlockers,
            TakenNumbers taken) {
        Shipment shipment = new Shipment(account, spread, steps);
        AccountFile file = record(account, base, next, taken, shipment);
        shipment.send();
        AccountHead head =
                base.head()
                        .succeededBy(
                                succession(account, base.head(), next),
                                next.receivingKey().publicKey(),
                                next.wrap(next.recordKey()),
                                file.chain().first(),
                                unlockers,
                                account.numbers().openRanges(base.head().openRanges()));
        if (!taken.areHeldFrom(0)) {
            throw GroupCommit.numbersLost(account);
        }
        CountersignedHead current =
                swapper.succeed(
                        account,
                        base,
                        SignedHead.sign(head, next.signingKey()),
                        shipment.generations());
        return new AccountState(current, file);
    }

    private static Succession succession(
            OpenAccount account, AccountHead before, AccountKeys next) {
        SigningKey former = account.keys().signingKey();
        return Succession.sign(
                account.number(),
                before.owner().rotation() + 1,
                next.signingKey().verifyingKey(),
                former);
    }

    private AccountFile record(
            OpenAccount account,
            AccountState base,
            AccountKeys next,
            TakenNumbers taken,
            Shipment shipment) {
        AccountFile rewrapped =
                new AccountFile(
                        rewrapped(base.catalogue(), account.keys(), next), base.file().chain());
        return steps.take(
                "record",
                () ->
                        coders.codeHere(
                                codec ->
                                        new AccountFileWriter(
                                                        account.number(),
                                                        next.accountFileKey(),
                                                        base.head().accountFileLayout(),
                                                        codec,
                                                        taken)
                                                .rewrite(rewrapped, shipment::load)));
    }

    private static Catalogue rewrapped(Catalogue files, AccountKeys former, AccountKeys next) {
        return files.map(file -> file.wrappedAs(next.wrap(former.unwrap(file.wrappedKey()))));
    }

    /// Leaves the head of a rotation with the account's suppliers, who learn the new key by it, and
    /// tells them what is alive now.
    ///
    /// @throws Fault `too-few-suppliers`: the head is current all the same
    public void keep(OpenAccount renewed) {
        AccountState state = renewed.known();
        swapper.keep(renewed, state);
        liveSets.announce(renewed, state);
    }
}
