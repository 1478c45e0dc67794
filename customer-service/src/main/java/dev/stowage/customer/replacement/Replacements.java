package dev.stowage.customer.replacement;

import dev.stowage.customer.account.AccountState;
import dev.stowage.customer.account.OpenAccount;
import dev.stowage.customer.commit.Commits;
import dev.stowage.customer.contract.Contracts;
import dev.stowage.customer.work.Steps;
import dev.stowage.customer.work.Workers;
import dev.stowage.format.address.BlockNumber;
import dev.stowage.format.address.CarrierId;
import dev.stowage.format.head.AccountHead;
import dev.stowage.format.head.Overrides;
import dev.stowage.format.layout.Layout;
import dev.stowage.protocol.customer.ReplaceRequest;
import dev.stowage.protocol.customer.SupplierCandidates;
import dev.stowage.protocol.customer.SupplierCandidates.Candidate;
import dev.stowage.protocol.customer.SupplierReplaced;
import dev.stowage.protocol.fault.Fault;
import dev.stowage.protocol.fault.FaultCode;
import dev.stowage.protocol.placement.OverrideOffer;
import dev.stowage.protocol.placement.OverrideRequest;
import dev.stowage.protocol.placement.PlacementApi;
import dev.stowage.protocol.placement.Reservation;
import dev.stowage.protocol.placement.SupplierId;
import dev.stowage.protocol.token.AccountToken.Scope;
import dev.stowage.transfer.head.Heads;
import dev.stowage.transfer.supplier.SupplierClients;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Has other suppliers hold positions of accounts' layouts.
public final class Replacements {

    private static final Logger LOG = LoggerFactory.getLogger(Replacements.class);
    private static final int ROUNDS = 5;

    private final PlacementApi placement;
    private final SupplierClients suppliers;
    private final Heads heads;
    private final Workers workers;
    private final Commits commits;
    private final Steps steps;

    public Replacements(
            PlacementApi placement,
            SupplierClients suppliers,
            Heads heads,
            Workers workers,
            Commits commits,
            Steps steps) {
        this.placement = placement;
        this.suppliers = suppliers;
        this.heads = heads;
        this.workers = workers;
        this.commits = commits;
        this.steps = steps;
    }

    /// Who could take a position over.
    ///
    /// @throws Fault `invalid-request`, `placement-away`
    public SupplierCandidates candidates(OpenAccount account, int position) {
        CarrierId carrier = carrier(account.resolveStrictly().head().layout(), position);
        List<Candidate> candidates =
                placement
                        .replacementCandidates(bearer(account), account.number(), carrier)
                        .candidates()
                        .stream()
                        .map(
                                each ->
                                        new Candidate(
                                                each.supplier(),
                                                each.url(),
                                                each.zone(),
                                                each.reserve(),
                                                each.newZone()))
                        .toList();
        return new SupplierCandidates(position, carrier, candidates);
    }

    private static CarrierId carrier(Layout layout, int position) {
        if (position < 0 || position >= layout.carriers()) {
            throw new Fault(
                            FaultCode.INVALID_REQUEST,
                            "the layout has positions 0 … %d, got %d"
                                    .formatted(layout.carriers() - 1, position))
                    .with("position", position)
                    .with("positions", layout.carriers());
        }
        return layout.carrier(position, BlockNumber.FIRST);
    }

    private static String bearer(OpenAccount account) {
        return "Bearer " + account.tokens().tokenForPlacement(Scope.COMMIT);
    }

    /// Has another supplier hold a position, for this account alone.
    ///
    /// @throws Fault `invalid-request`, `not-found`, `precondition-failed`, `too-much-missing`,
    ///   `too-few-suppliers`, `contract-refused`, `head-conflict`: nothing changed;
    ///   `placement-away`: it may have
    public SupplierReplaced replace(OpenAccount account, int position, ReplaceRequest request) {
        AccountHead head = account.resolveStrictly().head();
        account.requireOpen();
        CarrierId carrier = carrier(head.layout(), position);
        Set<SupplierId> refused = new HashSet<>();
        for (int round = 1; ; round++) {
            OverrideOffer offer =
                    placement.offerReplacement(
                            bearer(account),
                            account.number(),
                            new OverrideRequest(carrier, request.with(), refused));
            Contracts contracts =
                    new Contracts(account.number(), account.tokens(), suppliers, workers);
            Map<SupplierId, Fault> refusals =
                    steps.take("contract", () -> grant(head, offer, contracts));
            if (refusals.isEmpty()) {
                Optional<AccountState> now = override(account, head, offer, contracts);
                if (now.isPresent()) {
                    return replaced(position, offer, now.get());
                }
            }
            if (request.with() != null || round == ROUNDS) {
                throw refusals.isEmpty() ? taken(offer) : Contracts.tooFew(refusals, round);
            }
            refused.add(offer.order().supplier());
        }
    }

    /// While this was under way the account had the same supplier hold something else.
    private static Fault taken(OverrideOffer offer) {
        return new Fault(
                        FaultCode.PRECONDITION_FAILED,
                        "supplier %s holds another position by now: look again"
                                .formatted(offer.order().supplier()))
                .with("supplier", offer.order().supplier().toString());
    }

    private static Map<SupplierId, Fault> grant(
            AccountHead head, OverrideOffer offer, Contracts contracts) {
        return contracts.conclude(
                new Reservation(
                        head.account(), head.layout(), List.of(offer.order()), offer.expiresAt()));
    }

    /// @return empty if the one chosen holds something else by now
    private Optional<AccountState> override(
            OpenAccount account, AccountHead known, OverrideOffer offer, Contracts contracts) {
        AccountState now;
        try {
            now = changeHead(account, known, offer);
        } catch (Fault fault) {
            if (fault.code().status() < 500) {
                contracts.releaseAll();
            }
            if (fault.code() == FaultCode.PRECONDITION_FAILED) {
                LOG.info("account {} looks again: {}", account.number(), fault.getMessage());
                return Optional.empty();
            }
            throw fault;
        }
        LOG.info(
                "account {} has carrier {} held by carrier {} of supplier {}",
                account.number(),
                offer.carrier(),
                offer.holder(),
                offer.order().supplier());
        steps.run("keep", () -> heads.keep(now.countersigned(), known.holders()));
        boolean _ = contracts.confirm(now.countersigned());
        return Optional.of(now);
    }

    private AccountState changeHead(OpenAccount account, AccountHead known, OverrideOffer offer) {
        return commits.changeHead(
                account,
                head -> {
                    requireSameHolder(known.holders(), head.holders(), offer.carrier());
                    requireFree(head.holders(), offer);
                    return head.next(head.accountFile(), head.openRanges())
                            .replacing(offer.carrier(), offer.holder());
                });
    }

    private static void requireFree(Overrides now, OverrideOffer offer) {
        boolean isTaken =
                now.holders().entrySet().stream()
                        .anyMatch(
                                each ->
                                        each.getValue().equals(offer.holder())
                                                && !each.getKey().equals(offer.carrier()));
        if (isTaken) {
            throw taken(offer);
        }
    }

    /// Of two that replace the same one the second would undo what the first decided.
    private static void requireSameHolder(Overrides known, Overrides now, CarrierId carrier) {
        if (!now.holderOf(carrier).equals(known.holderOf(carrier))) {
            throw new Fault(
                            FaultCode.ALREADY_EXISTS,
                            "carrier %s is held by carrier %s since a moment ago: look again"
                                    .formatted(carrier, now.holderOf(carrier)))
                    .with("carrier", carrier.toString())
                    .with("holder", now.holderOf(carrier).toString());
        }
    }

    private static SupplierReplaced replaced(int position, OverrideOffer offer, AccountState now) {
        return new SupplierReplaced(
                position,
                offer.carrier(),
                offer.holder(),
                offer.order().supplier(),
                offer.zone(),
                offer.reserve(),
                offer.former(),
                now.version());
    }
}
