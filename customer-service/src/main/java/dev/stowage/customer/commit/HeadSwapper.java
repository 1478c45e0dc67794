package dev.stowage.customer.commit;

import dev.stowage.customer.account.AccountState;
import dev.stowage.customer.account.HeadSource;
import dev.stowage.customer.account.OpenAccount;
import dev.stowage.customer.work.Steps;
import dev.stowage.format.account.AccountFile;
import dev.stowage.format.head.AccountHead;
import dev.stowage.format.head.CountersignedHead;
import dev.stowage.format.head.SignedHead;
import dev.stowage.format.signature.ByteString;
import dev.stowage.protocol.fault.Fault;
import dev.stowage.protocol.fault.FaultCode;
import dev.stowage.protocol.placement.HeadAnswer;
import dev.stowage.protocol.placement.HeadSwap;
import dev.stowage.protocol.placement.HeadSwap.CarrierGeneration;
import dev.stowage.protocol.placement.PlacementApi;
import dev.stowage.protocol.token.AccountToken.Scope;
import dev.stowage.transfer.head.Heads;
import java.util.List;
import java.util.Set;

/// Makes a head the current one: signed here, countersigned by placement, kept by suppliers.
public final class HeadSwapper {

    private static final Set<FaultCode> OUTCOME_UNKNOWN =
            Set.of(FaultCode.PLACEMENT_AWAY, FaultCode.TIMED_OUT, FaultCode.INTERNAL);

    private final PlacementApi placement;
    private final HeadSource source;
    private final Heads heads;
    private final Steps steps;

    public HeadSwapper(PlacementApi placement, HeadSource source, Heads heads, Steps steps) {
        this.placement = placement;
        this.source = source;
        this.heads = heads;
        this.steps = steps;
    }

    /// Makes the head the current one. It counts as stored only once it is kept, too.
    ///
    /// @param next follows the head of `base`; sessions that were opened here are noted in it
    /// @param file the account file that it names
    /// @return the state that is now current
    /// @throws Fault `head-conflict`, `generation-changed`: nothing changed; `placement-away`: it
    ///   may have
    AccountState swap(
            OpenAccount account,
            AccountState base,
            AccountHead next,
            AccountFile file,
            List<CarrierGeneration> generations) {
        AccountHead entered = account.sessions().entered(next);
        SignedHead signed = SignedHead.sign(entered, account.keys().signingKey());
        HeadSwap swap =
                new HeadSwap(
                        ByteString.of(signed.toBytes()),
                        ByteString.of(base.countersigned().toBytes()),
                        generations);
        CountersignedHead current = steps.take("swap", () -> swapOrFind(account, signed, swap));
        AccountState now = account.advance(new AccountState(current, file));
        account.numbers().settle(entered.openRanges());
        account.sessions().settle(entered);
        return now;
    }

    /// Makes a head the current one that the account's next key signs. If that was done and the
    /// answer got lost, the former key is told nothing any more but that it is one.
    ///
    /// @throws Fault `head-conflict`, `generation-changed`: nothing changed; `placement-away`: it
    ///   may have
    CountersignedHead succeed(
            OpenAccount account,
            AccountState base,
            SignedHead signed,
            List<CarrierGeneration> generations) {
        HeadSwap swap =
                new HeadSwap(
                        ByteString.of(signed.toBytes()),
                        ByteString.of(base.countersigned().toBytes()),
                        generations);
        try {
            return requireOurs(signed, steps.take("swap", () -> swap(account, swap)));
        } catch (Fault fault) {
            return findOrElse(signed, fault);
        }
    }

    private CountersignedHead findOrElse(SignedHead signed, Fault fault) {
        CountersignedHead current;
        try {
            current = source.current(signed.head().account());
        } catch (Fault away) {
            throw fault;
        }
        if (!current.signed().equals(signed)) {
            throw fault;
        }
        return current;
    }

    /// Leaves the head with the account's suppliers: only then it outlives placement.
    ///
    /// @throws Fault `too-few-suppliers`: the head is current all the same
    void keep(OpenAccount account, AccountState state) {
        steps.run("keep", () -> heads.keep(state.countersigned()));
        account.granted().confirm(state.countersigned());
    }

    private CountersignedHead swapOrFind(OpenAccount account, SignedHead signed, HeadSwap swap) {
        try {
            HeadAnswer answer = swap(account, swap);
            return requireOurs(signed, answer);
        } catch (Fault fault) {
            if (!OUTCOME_UNKNOWN.contains(fault.code())) {
                throw fault;
            }
            AccountState current = account.resolveStrictly();
            if (!current.countersigned().signed().equals(signed)) {
                throw fault;
            }
            return current.countersigned();
        }
    }

    private HeadAnswer swap(OpenAccount account, HeadSwap swap) {
        String token = account.tokens().tokenForPlacement(Scope.COMMIT);
        return placement.swapHead("Bearer " + token, account.number(), swap);
    }

    private static CountersignedHead requireOurs(SignedHead signed, HeadAnswer answer) {
        ByteString bytes = answer.countersigned();
        CountersignedHead head = bytes == null ? null : CountersignedHead.ofBytes(bytes.toArray());
        if (head == null || !head.signed().equals(signed)) {
            throw new Fault(
                    FaultCode.INTERNAL,
                    "placement countersigned another head than version %d of account %s"
                            .formatted(signed.head().version(), signed.head().account()));
        }
        return head;
    }
}
