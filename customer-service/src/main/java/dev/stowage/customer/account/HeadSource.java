package dev.stowage.customer.account;

import dev.stowage.format.address.AccountNumber;
import dev.stowage.format.head.CountersignedHead;
import dev.stowage.format.signature.VerifyingKey;
import dev.stowage.protocol.fault.Fault;
import dev.stowage.protocol.fault.FaultCode;
import dev.stowage.protocol.placement.HeadAnswer;
import dev.stowage.protocol.placement.PlacementApi;
import dev.stowage.protocol.token.AccountToken;
import dev.stowage.transfer.head.Heads;
import dev.stowage.transfer.token.ServiceTokens;
import java.util.Optional;

/// Where current heads come from: placement, or the account's suppliers while placement is away.
public final class HeadSource {

    private final PlacementApi placement;
    private final VerifyingKey placementKey;
    private final ServiceTokens tokens;
    private final Heads heads;

    public HeadSource(
            PlacementApi placement, VerifyingKey placementKey, ServiceTokens tokens, Heads heads) {
        this.placement = placement;
        this.placementKey = placementKey;
        this.tokens = tokens;
        this.heads = heads;
    }

    /// The current head of an account of which nothing is known.
    ///
    /// @throws Fault `unknown-account`, `placement-away`
    public CountersignedHead current(AccountNumber account) {
        HeadAnswer answer = placement.head(bearer(), account, null);
        if (answer.countersigned() == null) {
            throw new Fault(
                    FaultCode.UNKNOWN_ACCOUNT, "account %s has no head yet".formatted(account));
        }
        CountersignedHead head = CountersignedHead.ofBytes(answer.countersigned().toArray());
        return requireProven(head, account, head.head().signingKey());
    }

    /// The current head if it is newer than the known one.
    ///
    /// @throws Fault `placement-away`
    public Optional<CountersignedHead> newerThan(CountersignedHead known) {
        AccountNumber account = known.head().account();
        HeadAnswer answer = placement.head(bearer(), account, known.head().version());
        return Optional.ofNullable(answer.countersigned())
                .map(bytes -> CountersignedHead.ofBytes(bytes.toArray()))
                .map(head -> requireProven(head, account, known.head().signingKey()))
                .filter(head -> head.head().version() > known.head().version());
    }

    /// The highest head that the suppliers keep, if it is newer than the known one: no acknowledged
    /// commit is missed.
    ///
    /// @throws Fault `too-few-suppliers`
    public Optional<CountersignedHead> newerAmongSuppliers(CountersignedHead known) {
        AccountNumber account = known.head().account();
        return heads.find(account, known.head().layout())
                .map(head -> requireProven(head, account, known.head().signingKey()))
                .filter(head -> head.head().version() > known.head().version());
    }

    private String bearer() {
        return "Bearer " + tokens.tokenFor(AccountToken.PLACEMENT);
    }

    private CountersignedHead requireProven(
            CountersignedHead head, AccountNumber account, VerifyingKey owner) {
        if (!head.head().account().equals(account) || !head.provenBy(owner, placementKey)) {
            throw new Fault(
                    FaultCode.FOREIGN_SIGNATURE,
                    "the head of account %s is not proved by its owner and placement"
                            .formatted(account));
        }
        return head;
    }
}
