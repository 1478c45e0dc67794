package dev.stowage.placement.rebuild;

import dev.stowage.format.address.AccountNumber;
import dev.stowage.format.address.CarrierGroup;
import dev.stowage.format.address.CarrierId;
import dev.stowage.format.head.Overrides;
import dev.stowage.format.layout.Layout;
import dev.stowage.placement.account.Account;
import dev.stowage.placement.account.Accounts;
import dev.stowage.placement.account.Claims;
import dev.stowage.placement.carrier.Former;
import dev.stowage.placement.carrier.Formers;
import dev.stowage.placement.carrier.Serving;
import dev.stowage.placement.event.Event;
import dev.stowage.placement.event.Events;
import dev.stowage.placement.override.Holders;
import dev.stowage.placement.rebuild.KeptRebuild.Work;
import dev.stowage.placement.registry.Roster;
import dev.stowage.placement.registry.SupplierStatus;
import dev.stowage.protocol.fault.Fault;
import dev.stowage.protocol.fault.FaultCode;
import dev.stowage.protocol.placement.CarrierSet;
import dev.stowage.protocol.placement.EventKind;
import dev.stowage.protocol.placement.LeaseExtension;
import dev.stowage.protocol.placement.RebuildLease;
import dev.stowage.protocol.placement.RebuildLease.FormerHolder;
import dev.stowage.protocol.placement.RebuildLeases;
import dev.stowage.protocol.placement.RebuildPage;
import dev.stowage.protocol.placement.RebuildProgress;
import dev.stowage.protocol.placement.SupplierId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Gives rebuilds to suppliers on lease, the most endangered first, and hears how far they are.
public final class RebuildLeasing {

    /// A successor is given its contracts meanwhile.
    private static final Duration FIRST_PAUSE = Duration.ofMillis(500);

    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(10);
    private static final Duration SHORTEST_REST = Duration.ofMillis(250);
    private static final int MOST_DOUBLINGS = 11;

    /// How long another supplier has to look as well before one is believed alone: it may be the
    /// only one that makes rebuilds.
    static final Duration ALONE = Duration.ofMinutes(10);

    /// Attempts that fail before the operator is told.
    private static final int STUCK = 5;

    private static final Duration REMEMBERED = Duration.ofDays(7);
    private static final int MOST_REMEMBERED = 10_000;

    private final RebuildRepository repository;
    private final WantedRebuilds wanted;
    private final RebuildOrders orders;
    private final Accounts accounts;
    private final Claims claims;
    private final Formers formers;
    private final Holders holders;
    private final Roster roster;
    private final Events events;
    private final Duration life;
    private final Clock clock;

    /// @param life of a lease
    RebuildLeasing(
            RebuildRepository repository,
            WantedRebuilds wanted,
            RebuildOrders orders,
            Accounts accounts,
            Claims claims,
            Formers formers,
            Holders holders,
            Roster roster,
            Events events,
            Duration life,
            Clock clock) {
        this.repository = repository;
        this.wanted = wanted;
        this.orders = orders;
        this.accounts = accounts;
        this.claims = claims;
        this.formers = formers;
        this.holders = holders;
        this.roster = roster;
        this.events = events;
        this.life = life;
        this.clock = clock;
    }

    /// Rebuilds that nobody else is at; none for a supplier that does not count as alive.
    ///
    /// @param most 1 … 16
    /// @throws Fault `token-refused` if the supplier was revoked
    public RebuildLeases lease(SupplierId supplier, int most) {
        boolean isAlive = roster.isAlive(roster.get(supplier));
        if (wanted.areGrowing()) {
            return new RebuildLeases(List.of(), SHORTEST_REST.toMillis());
        }
        List<RebuildLease> leases =
                isAlive ? wanted.alone(() -> leaseDue(supplier, most)) : List.of();
        Duration pause = leases.isEmpty() ? untilNext() : Duration.ZERO;
        return new RebuildLeases(leases, pause.toMillis());
    }

    /// Whether there are rebuilds that the supplier could have on lease now.
    public boolean areWaiting(SupplierStatus supplier) {
        Instant now = clock.instant();
        return roster.isAlive(supplier)
                && !wanted.areGrowing()
                && repository.isAnyDue(supplier.id(), now, now.minus(ALONE));
    }

    /// Until one that waits is due, though others may be made before.
    private Duration untilNext() {
        Instant now = clock.instant();
        Duration longest = life.dividedBy(6);
        return repository
                .nextDue(now)
                .map(due -> Duration.between(now, due))
                .filter(until -> until.compareTo(longest) < 0)
                .map(until -> until.compareTo(SHORTEST_REST) < 0 ? SHORTEST_REST : until)
                .orElse(longest);
    }

    private List<RebuildLease> leaseDue(SupplierId supplier, int most) {
        Instant now = clock.instant();
        List<RebuildLease> leases = new ArrayList<>();
        for (KeptRebuild rebuild : repository.due(supplier, now, now.minus(ALONE), most)) {
            Account account = accounts.find(rebuild.account()).orElse(null);
            if (account != null) {
                repository.lease(rebuild, supplier, now.plus(life));
                leases.add(lease(rebuild, account, supplier));
            }
        }
        return leases;
    }

    private RebuildLease lease(KeptRebuild rebuild, Account account, SupplierId supplier) {
        List<Layout> layouts =
                claims.of(rebuild.account()).stream()
                        .filter(layout -> layout.group().equals(rebuild.group()))
                        .toList();
        Map<CarrierId, CarrierId> overrides =
                new HashMap<>(claims.overrides(rebuild.account()).holders());
        overrides.keySet().removeIf(carrier -> !rebuild.group().contains(carrier));
        return new RebuildLease(
                rebuild.id(),
                orders.order(
                        rebuild.account(),
                        account.key(),
                        rebuild.group(),
                        CarrierSet.of(rebuild.carriers()),
                        rebuild.span().firstBlock(),
                        rebuild.span().lastBlock(),
                        supplier),
                layouts,
                formerHolders(rebuild, new Overrides(overrides)),
                overrides,
                life.toMillis());
    }

    /// All that are there: those who served the holder before; of what an account overrode those
    /// who held it until then, too. A successor that was replaced itself may have nothing yet.
    private Map<CarrierId, List<FormerHolder>> formerHolders(
            KeptRebuild rebuild, Overrides overrides) {
        FormersOf formersOf = formersOf(rebuild.group());
        Map<CarrierId, List<Serving>> before = holders.former(rebuild.account());
        Map<CarrierId, List<FormerHolder>> former = new HashMap<>();
        for (CarrierId carrier : rebuild.carriers()) {
            Stream<SupplierStatus> overridden =
                    before.getOrDefault(carrier, List.of()).stream()
                            .flatMap(each -> servers(each, formersOf));
            Stream<SupplierStatus> suppliers =
                    Stream.concat(
                            formerServers(overrides.holderOf(carrier), formersOf), overridden);
            former.put(
                    carrier,
                    suppliers
                            .filter(roster::isAlive)
                            .map(RebuildLeasing::holder)
                            .distinct()
                            .toList());
        }
        former.values().removeIf(List::isEmpty);
        return former;
    }

    private Stream<SupplierStatus> servers(Serving serving, FormersOf formersOf) {
        return Stream.concat(
                Stream.of(serving.supplier()), formerServers(serving.carrier(), formersOf));
    }

    /// The last one first.
    private Stream<SupplierStatus> formerServers(CarrierId carrier, FormersOf formersOf) {
        return formersOf.of(carrier).reversed().stream()
                .flatMap(each -> formers.supplier(each).stream())
                .map(roster::get);
    }

    /// The former volumes of carriers that are not released, in the order in which they served.
    @FunctionalInterface
    private interface FormersOf {

        List<Former> of(CarrierId carrier);
    }

    /// Those of a group are read once; others are few.
    private FormersOf formersOf(CarrierGroup group) {
        Map<CarrierId, List<Former>> ofGroup =
                formers.unreleased(group.first(), group.carrier(-1)).stream()
                        .collect(Collectors.groupingBy(Former::carrier));
        return carrier ->
                group.contains(carrier)
                        ? ofGroup.getOrDefault(carrier, List.of())
                        : formers.unreleased(carrier, carrier);
    }

    private static FormerHolder holder(SupplierStatus supplier) {
        return new FormerHolder(supplier.id(), String.valueOf(supplier.url()));
    }

    /// Notes how far a rebuild is. It is done when its supplier ends it with nothing impossible and
    /// no trouble, and it is still about what the supplier knows; what fails comes back after a
    /// pause that grows.
    ///
    /// Where a former volume waits for its release, two suppliers have to say so one after the
    /// other, and each has looked for itself: the word of one liar takes nothing away.
    public LeaseExtension progress(SupplierId supplier, UUID id, RebuildProgress progress) {
        return wanted.alone(
                () ->
                        repository
                                .find(id)
                                .filter(each -> each.isLeasedTo(supplier, clock.instant()))
                                .map(rebuild -> progress(rebuild, supplier, progress))
                                .orElse(new LeaseExtension(0)));
    }

    private LeaseExtension progress(
            KeptRebuild rebuild, SupplierId supplier, RebuildProgress progress) {
        Instant now = clock.instant();
        repository.note(rebuild, progress);
        if (rebuild.outdated()) {
            repository.giveBack(rebuild, 0, now);
            return new LeaseExtension(0);
        }
        if (!progress.ended()) {
            repository.extend(rebuild, now.plus(life));
            return new LeaseExtension(life.toMillis());
        }
        if (progress.impossible() == 0 && progress.trouble() == null) {
            endOrAskAnother(rebuild, supplier, progress);
        } else {
            int attempts = rebuild.attempts() + 1;
            repository.giveBack(rebuild, attempts, now.plus(pause(attempts)));
            if (attempts == STUCK) {
                note(EventKind.REBUILD_STUCK, rebuild, supplier, progress, progress.trouble());
            }
        }
        return new LeaseExtension(0);
    }

    private void endOrAskAnother(
            KeptRebuild rebuild, SupplierId supplier, RebuildProgress progress) {
        Instant now = clock.instant();
        if (isOneWordEnough(rebuild, supplier, now)) {
            repository.end(rebuild, now);
            repository.forget(now.minus(REMEMBERED), MOST_REMEMBERED);
            note(EventKind.REBUILD_DONE, rebuild, supplier, progress, "all is where it should be");
        } else {
            repository.doneBy(rebuild, supplier, now);
        }
    }

    /// Whether nothing depends on it, or another one said it before, or nobody else came.
    private boolean isOneWordEnough(KeptRebuild rebuild, SupplierId supplier, Instant now) {
        SupplierId before = rebuild.doneBy();
        Instant at = rebuild.doneAt();
        if (before != null && at != null) {
            return !before.equals(supplier) || !now.isBefore(at.plus(ALONE));
        }
        Overrides overrides = claims.overrides(rebuild.account());
        FormersOf formersOf = formersOf(rebuild.group());
        return rebuild.carriers().stream()
                .flatMap(each -> Stream.of(each, overrides.holderOf(each)))
                .allMatch(each -> formersOf.of(each).isEmpty());
    }

    private static Duration pause(int attempts) {
        Duration pause = FIRST_PAUSE.multipliedBy(1L << Math.min(attempts - 1, MOST_DOUBLINGS));
        return pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE;
    }

    private void note(
            EventKind kind,
            KeptRebuild rebuild,
            SupplierId supplier,
            RebuildProgress progress,
            @Nullable String why) {
        events.note(
                new Event(
                        kind,
                        supplier,
                        null,
                        null,
                        rebuild.account(),
                        "%s; blocks %d … %d of carriers %s in group %s: %d records of %d made, %d impossible: %s"
                                .formatted(
                                        rebuild.reason(),
                                        rebuild.span().first(),
                                        rebuild.span().last(),
                                        CarrierSet.of(rebuild.carriers()).forPeople(),
                                        rebuild.group(),
                                        rebuild.done()
                                                .plus(Work.of(progress), rebuild.told())
                                                .rebuilt(),
                                        Math.max(rebuild.wanted(), progress.wanted()),
                                        progress.impossible(),
                                        why == null ? "no trouble is known" : why)));
    }

    /// Rebuilds in the order of their making.
    ///
    /// @param account of which alone
    /// @param after where the page before ended, or 0
    /// @param limit 1 … 1,000
    public RebuildPage page(@Nullable AccountNumber account, long after, int limit) {
        if (limit < 1 || limit > RebuildPage.MAX_REBUILDS) {
            throw new Fault(
                            FaultCode.INVALID_REQUEST,
                            "limit must be 1 … %d, got %d"
                                    .formatted(RebuildPage.MAX_REBUILDS, limit))
                    .with("limit", RebuildPage.MAX_REBUILDS);
        }
        List<KeptRebuild> page = repository.after(account, after, limit);
        Instant now = clock.instant();
        return new RebuildPage(
                page.stream().map(each -> each.view(now)).toList(),
                page.size() < limit ? null : page.getLast().number());
    }
}
