package dev.stowage.placement.override;

import dev.stowage.format.address.AccountNumber;
import dev.stowage.format.address.CarrierGroup;
import dev.stowage.format.address.CarrierId;
import dev.stowage.format.head.AccountHead;
import dev.stowage.format.head.Overrides;
import dev.stowage.placement.account.Account;
import dev.stowage.placement.account.FurtherLayouts;
import dev.stowage.placement.account.Reservations;
import dev.stowage.placement.carrier.Carriers;
import dev.stowage.placement.carrier.Serving;
import dev.stowage.placement.event.Event;
import dev.stowage.placement.event.Events;
import dev.stowage.placement.override.Search.Found;
import dev.stowage.placement.registry.Fired;
import dev.stowage.placement.registry.Roster;
import dev.stowage.protocol.fault.Fault;
import dev.stowage.protocol.fault.FaultCode;
import dev.stowage.protocol.placement.EventKind;
import dev.stowage.protocol.placement.OverrideCandidates;
import dev.stowage.protocol.placement.OverrideCandidates.Candidate;
import dev.stowage.protocol.placement.OverrideOffer;
import dev.stowage.protocol.placement.OverrideRequest;
import dev.stowage.protocol.placement.SupplierId;
import java.time.Clock;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Who holds, for single accounts, what belongs on their carriers.
public final class Holders {

    private final OverrideRepository repository;
    private final Carriers carriers;
    private final Roster roster;
    private final Fired fired;
    private final Events events;
    private final FurtherLayouts layouts;
    private final RandomGenerator random;
    private final Clock clock;

    Holders(
            OverrideRepository repository,
            Carriers carriers,
            Roster roster,
            Fired fired,
            Events events,
            FurtherLayouts layouts,
            RandomGenerator random,
            Clock clock) {
        this.repository = repository;
        this.carriers = carriers;
        this.roster = roster;
        this.fired = fired;
        this.events = events;
        this.layouts = layouts;
        this.random = random;
        this.clock = clock;
    }

    /// Somebody who may hold what belongs on a carrier, and the order for his contract.
    ///
    /// @param head the account's current one
    /// @throws Fault `invalid-request`, `too-much-missing`, `too-few-suppliers`, `not-found`,
    ///   `precondition-failed`
    public OverrideOffer offer(Account account, AccountHead head, OverrideRequest request) {
        CarrierId carrier = request.carrier();
        HolderRules rules = new HolderRules(carriers, account, head, carrier);
        rules.requireTolerable(lacking(head, rules));
        SupplierId present = present(head, carrier);
        Search search = search(head, carrier, rules, present, request.refused());
        Found found = request.with() == null ? search.choose() : search.require(request.with());
        CarrierId holder = found.serving().carrier();
        Overrides overrides = head.replacing(carrier, holder).holders();
        return new OverrideOffer(
                carrier,
                holder,
                found.reserve(),
                found.serving().supplier().zone(),
                present,
                layouts.holding(account, head, overrides, found.serving().inPlaceOf(carrier)),
                clock.instant().plus(Reservations.LIFE));
    }

    /// Those who could hold what belongs on a carrier.
    ///
    /// @throws Fault `invalid-request`
    public OverrideCandidates candidates(Account account, AccountHead head, CarrierId carrier) {
        HolderRules rules = new HolderRules(carriers, account, head, carrier);
        List<Candidate> candidates =
                search(head, carrier, rules, present(head, carrier), Set.of())
                        .all(OverrideCandidates.MOST)
                        .stream()
                        .map(Holders::candidate)
                        .toList();
        return new OverrideCandidates(carrier, candidates);
    }

    private Search search(
            AccountHead head,
            CarrierId carrier,
            HolderRules rules,
            @Nullable SupplierId present,
            Set<SupplierId> refused) {
        return new Search(carriers, roster, fired, random, head, carrier, rules, present, refused);
    }

    private static Candidate candidate(Found found) {
        Serving serving = found.serving();
        return new Candidate(
                serving.carrier(),
                serving.supplier().id(),
                String.valueOf(serving.supplier().url()),
                serving.supplier().zone(),
                found.reserve(),
                found.newZone(),
                serving.grantable());
    }

    private @Nullable SupplierId present(AccountHead head, CarrierId carrier) {
        return carriers.servings(head.holders().holderOf(carrier), 1).stream()
                .map(each -> each.supplier().id())
                .findFirst()
                .orElse(null);
    }

    /// Carriers of the layouts that the rules are about, of which something is to be made again.
    private Set<CarrierId> lacking(AccountHead head, HolderRules rules) {
        Set<CarrierId> lacking = new HashSet<>(repository.lacking(head.account()));
        for (CarrierGroup group : rules.groups()) {
            repository.givenOn(head.account(), group.first(), group.carrier(-1)).stream()
                    .filter(carrier -> head.holders().holderOf(carrier).equals(carrier))
                    .forEach(lacking::add);
        }
        return lacking;
    }

    /// Holders for which no rebuilds were made yet of what belonged on their carriers before; those
    /// that wait longest come first.
    public List<Unbuilt> withoutRebuilds(int most) {
        return repository.withoutRebuilds(most);
    }

    /// Within the transaction in which these rebuilds are made.
    public void rebuildsMade(Unbuilt what) {
        repository.rebuildsMade(what);
    }

    /// Holders whose rebuilds have all ended lack nothing any more.
    public void endRebuilt() {
        repository.end(clock.instant());
    }

    /// Who held carriers before, for holders that lack something: the last one, and who serves the
    /// carrier, for the last one may lack something himself.
    public Map<CarrierId, List<Serving>> former(AccountNumber account) {
        Map<CarrierId, List<Serving>> former = new HashMap<>();
        for (KeptOverride each : repository.of(account).values()) {
            if (!each.rebuilt()) {
                former.put(
                        each.carrier(),
                        Stream.of(each.former(), each.carrier())
                                .distinct()
                                .filter(carrier -> !carrier.equals(each.holder()))
                                .flatMap(carrier -> carriers.servings(carrier, 1).stream())
                                .toList());
            }
        }
        return former;
    }

    /// Within the transaction in which this head becomes the current one: notes what it overrides,
    /// and refuses what it must not override.
    ///
    /// @throws Fault `invalid-request`, `precondition-failed`, `too-much-missing`
    public void note(Account account, AccountHead head) {
        Map<CarrierId, KeptOverride> kept = repository.of(head.account());
        for (CarrierId carrier : changed(head.holders(), kept)) {
            HolderRules rules = new HolderRules(carriers, account, head, carrier);
            Serving holder = requireAllowed(rules, head, carrier);
            rules.requireTolerable(lacking(head, rules));
            CarrierId former = holderOf(carrier, kept.get(carrier));
            repository.put(head.account(), carrier, holder.carrier(), former, clock.instant());
            events.note(
                    new Event(
                            EventKind.CARRIER_REPLACED,
                            holder.supplier().id(),
                            holder.volume(),
                            carrier,
                            head.account(),
                            "by the account, for itself alone: carrier %s holds it, before carrier %s did"
                                    .formatted(holder.carrier(), former)));
        }
    }

    private static CarrierId holderOf(CarrierId carrier, @Nullable KeptOverride kept) {
        return kept == null ? carrier : kept.holder();
    }

    /// Carriers that are held by others than before.
    private static Set<CarrierId> changed(Overrides overrides, Map<CarrierId, KeptOverride> kept) {
        Set<CarrierId> named = new HashSet<>(overrides.holders().keySet());
        named.addAll(kept.keySet());
        return named.stream()
                .filter(
                        carrier -> {
                            CarrierId holder = holderOf(carrier, kept.get(carrier));
                            return !overrides.holderOf(carrier).equals(holder);
                        })
                .collect(Collectors.toSet());
    }

    private Serving requireAllowed(HolderRules rules, AccountHead head, CarrierId carrier) {
        CarrierId holder = head.holders().holderOf(carrier);
        Serving serving =
                carriers.servings(holder, 1).stream()
                        .findFirst()
                        .orElseThrow(() -> refused(carrier, holder, "nobody serves it"));
        rules.objection(serving)
                .ifPresent(
                        why -> {
                            throw refused(carrier, holder, why);
                        });
        return serving;
    }

    private static Fault refused(CarrierId carrier, CarrierId holder, String why) {
        return new Fault(
                        FaultCode.PRECONDITION_FAILED,
                        "carrier %s cannot hold what belongs on carrier %s: %s"
                                .formatted(holder, carrier, why))
                .with("carrier", carrier.toString())
                .with("holder", holder.toString());
    }
}
