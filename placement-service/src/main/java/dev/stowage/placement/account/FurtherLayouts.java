package dev.stowage.placement.account;

import dev.stowage.format.address.AccountNumber;
import dev.stowage.format.address.CarrierGroup;
import dev.stowage.format.address.CarrierId;
import dev.stowage.format.head.AccountHead;
import dev.stowage.format.layout.Combination;
import dev.stowage.format.layout.Layout;
import dev.stowage.placement.carrier.Carriers;
import dev.stowage.placement.carrier.Serving;
import dev.stowage.placement.registry.Roster;
import dev.stowage.placement.registry.SupplierStatus;
import dev.stowage.protocol.fault.Fault;
import dev.stowage.protocol.fault.FaultCode;
import dev.stowage.protocol.placement.LayoutRequest;
import dev.stowage.protocol.placement.LayoutWish;
import dev.stowage.protocol.placement.LayoutWish.OfSuppliers;
import dev.stowage.protocol.placement.Reservation;
import dev.stowage.protocol.placement.SupplierId;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SequencedSet;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/// Layouts of accounts beside their first ones, from the wish until a head names them.
///
/// Nothing is stored: what was promised is remembered for an hour, so that contracts for one new
/// layout do not end those for another, and whoever wishes for the same gets the same.
public final class FurtherLayouts {

    private static final int MOST_ACCOUNTS = 16_384;

    /// For so long after a layout an account gets no other one only because suppliers are hot.
    static final Duration REST = Duration.ofMinutes(10);

    private final Carriers carriers;
    private final GroupChooser chooser;
    private final Roster roster;
    private final Orders orders;
    private final Clock clock;
    private final Counter promises;
    private final Map<AccountNumber, List<Promise>> promised = new RecentPromises();

    FurtherLayouts(
            Carriers carriers,
            GroupChooser chooser,
            Roster roster,
            Orders orders,
            Clock clock,
            MeterRegistry meters) {
        this.carriers = carriers;
        this.chooser = chooser;
        this.roster = roster;
        this.orders = orders;
        this.clock = clock;
        this.promises = meters.counter("stowage.layouts.promised");
    }

    private record Promise(Layout layout, Instant until) {}

    /// A layout that fulfils the request, with orders for each of its suppliers over all that the
    /// supplier holds of the account.
    ///
    /// @param named by the account's current head
    /// @throws Fault `invalid-suppliers`, `invalid-level`, `invalid-layout`, `too-few-suppliers`
    public Reservation add(Account account, List<Layout> named, LayoutRequest request) {
        LayoutWish wish = request.wish();
        SequencedSet<Layout> known = known(account, named);
        Layout layout =
                known.stream()
                        .filter(request::isFulfilledBy)
                        .filter(each -> !uses(each, request.refused()))
                        .findFirst()
                        .or(() -> goodEnough(account, known, request))
                        .orElseGet(
                                () ->
                                        promise(
                                                account,
                                                known,
                                                choose(account, wish, request, known)));
        return ordered(account, known(account, named), layout);
    }

    /// One whose suppliers are at worst hot, if the account got another one a short while ago.
    private Optional<Layout> goodEnough(
            Account account, SequencedSet<Layout> known, LayoutRequest request) {
        return isResting(account)
                ? known.stream()
                        .filter(request::isFulfilledBy)
                        .filter(each -> !uses(each, notHot(request.refused())))
                        .findFirst()
                : Optional.empty();
    }

    private synchronized boolean isResting(Account account) {
        Instant recent = clock.instant().plus(Reservations.LIFE).minus(REST);
        return promised.getOrDefault(account.number(), List.of()).stream()
                .anyMatch(promise -> promise.until().isAfter(recent));
    }

    private Set<SupplierId> notHot(Set<SupplierId> refused) {
        return roster.all().stream()
                .filter(each -> refused.contains(each.id()))
                .filter(
                        each ->
                                !each.load().isHot()
                                        || each.volumes().values().stream()
                                                .noneMatch(each::takesNew))
                .map(SupplierStatus::id)
                .collect(Collectors.toSet());
    }

    /// Layouts that contracts are for, or soon will be.
    private synchronized SequencedSet<Layout> known(Account account, List<Layout> named) {
        SequencedSet<Layout> known = new LinkedHashSet<>(named);
        Instant now = clock.instant();
        List<Promise> standing =
                promised.getOrDefault(account.number(), List.of()).stream()
                        .filter(promise -> now.isBefore(promise.until()))
                        .toList();
        standing.forEach(promise -> known.add(promise.layout()));
        return known;
    }

    private boolean uses(Layout layout, Set<SupplierId> suppliers) {
        return !suppliers.isEmpty()
                && servings(layout).stream()
                        .anyMatch(serving -> suppliers.contains(serving.supplier().id()));
    }

    private List<Serving> servings(Layout layout) {
        return carriers.servings(layout.group().first(), layout.group().carriers()).stream()
                .filter(serving -> layout.covers(serving.carrier()))
                .toList();
    }

    private Choice choose(
            Account account, LayoutWish wish, LayoutRequest request, SequencedSet<Layout> known) {
        if (known.size() > AccountHead.MAX_FURTHER_LAYOUTS) {
            throw new Fault(
                            FaultCode.INVALID_LAYOUT,
                            "the account has %d layouts already, and no account has more"
                                    .formatted(known.size()))
                    .with("layouts", known.size());
        }
        Claim claim = new Claim(account.neededSpace(), List.copyOf(known));
        Predicate<SupplierStatus> acceptable =
                supplier ->
                        account.mayLieWith(supplier) && !request.refused().contains(supplier.id());
        return inOwnGroup(account, wish, request, claim, acceptable)
                .orElseGet(() -> chooser.choose(wish, account.neededSpace(), claim, acceptable));
    }

    /// Where the account's contracts are already, as far as they can be.
    private Optional<Choice> inOwnGroup(
            Account account,
            LayoutWish wish,
            LayoutRequest request,
            Claim claim,
            Predicate<SupplierStatus> acceptable) {
        Layout first = account.layout();
        boolean anyGroup = request.level() == null && wish instanceof OfSuppliers;
        boolean fits = wish.level().compareTo(first.group().level()) <= 0;
        LayoutWish there =
                anyGroup && fits && wish instanceof OfSuppliers combination
                        ? new OfSuppliers(
                                combination.code(), combination.suppliers(), first.group().level())
                        : wish;
        CarrierId from = first.group().first();
        if (from.value() + there.level().carriers() > carriers.count()) {
            return Optional.empty();
        }
        OptionalInt offset =
                first instanceof Combination own && own.group().level().equals(there.level())
                        ? OptionalInt.of(own.offset())
                        : OptionalInt.empty();
        return chooser.chooseIn(
                new CarrierGroup(from, there.level()),
                offset,
                there,
                account.neededSpace(),
                claim,
                acceptable);
    }

    private Layout promise(Account account, SequencedSet<Layout> known, Choice choice) {
        Claim before = new Claim(account.neededSpace(), List.copyOf(known));
        long quota = choice.layout().supplierQuota(account.neededSpace());
        for (Serving serving : choice.positions()) {
            long more = quota - before.on(serving.carrier());
            if (more > 0) {
                roster.promise(serving.volume(), more);
            }
        }
        Instant until = clock.instant().plus(Reservations.LIFE);
        synchronized (this) {
            List<Promise> all = new ArrayList<>(promised.getOrDefault(account.number(), List.of()));
            all.removeIf(promise -> !clock.instant().isBefore(promise.until()));
            all.add(new Promise(choice.layout(), until));
            promised.put(account.number(), all);
        }
        promises.increment();
        return choice.layout();
    }

    private Reservation ordered(Account account, SequencedSet<Layout> all, Layout layout) {
        Map<CarrierId, Serving> covered = new LinkedHashMap<>();
        List<Serving> positions = servings(layout);
        Set<SupplierId> suppliers =
                positions.stream()
                        .map(serving -> serving.supplier().id())
                        .collect(Collectors.toSet());
        for (Layout each : all) {
            servings(each).stream()
                    .filter(serving -> suppliers.contains(serving.supplier().id()))
                    .forEach(serving -> covered.put(serving.carrier(), serving));
        }
        Instant expiresAt = clock.instant().plus(Reservations.LIFE);
        return new Reservation(
                account.number(),
                layout,
                orders.sign(
                        account,
                        new Claim(account.neededSpace(), List.copyOf(all)),
                        covered.values(),
                        expiresAt),
                expiresAt);
    }

    /// Those of the accounts that asked last.
    private static final class RecentPromises extends LinkedHashMap<AccountNumber, List<Promise>> {

        private static final long serialVersionUID = 1;

        RecentPromises() {
            super(16, 0.75f, true);
        }

        @Override
        protected boolean removeEldestEntry(Map.Entry<AccountNumber, List<Promise>> eldest) {
            return size() > MOST_ACCOUNTS;
        }
    }
}
