package dev.stowage.placement.account;

import dev.stowage.format.address.AccountNumber;
import dev.stowage.format.address.CarrierGroup;
import dev.stowage.format.address.CarrierId;
import dev.stowage.format.head.AccountHead;
import dev.stowage.format.head.Overrides;
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
import dev.stowage.protocol.placement.Reservation.SupplierOrder;
import dev.stowage.protocol.placement.SupplierId;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
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
    /// @param head the account's current one
    /// @throws Fault `invalid-suppliers`, `invalid-level`, `invalid-layout`, `too-few-suppliers`
    public Reservation add(Account account, AccountHead head, LayoutRequest request) {
        LayoutWish wish = request.wish();
        Claim claim = claim(account, head, head.holders());
        Layout layout =
                claim.layouts().stream()
                        .filter(request::isFulfilledBy)
                        .filter(each -> !uses(each, claim, request.refused()))
                        .findFirst()
                        .or(() -> goodEnough(account, claim, request))
                        .orElseGet(
                                () ->
                                        promise(
                                                account,
                                                claim,
                                                choose(account, wish, request, claim)));
        return ordered(account, claim(account, head, head.holders()), layout);
    }

    /// An order for the volume that is to hold what belongs on an overridden carrier, over all that
    /// it holds of the account then. Room for that carrier is kept for an hour.
    ///
    /// @param head the account's current one
    /// @param overrides that it has then
    /// @param holder who serves the overridden carrier then
    public SupplierOrder holding(
            Account account, AccountHead head, Overrides overrides, Serving holder) {
        Claim claim = claim(account, head, overrides);
        roster.promise(holder.volume(), claim.on(holder.carrier()));
        List<Serving> covered =
                covered(claim, Set.of(holder.supplier().id())).stream()
                        .filter(serving -> serving.volume().equals(holder.volume()))
                        .toList();
        return orders.sign(account, claim, covered, clock.instant().plus(Reservations.LIFE))
                .getFirst();
    }

    /// What the account's contracts grant, or soon will.
    private Claim claim(Account account, AccountHead head, Overrides overrides) {
        return new Claim(
                account.neededSpace(), List.copyOf(known(account, head.layouts())), overrides);
    }

    /// One whose suppliers are at worst hot, if the account got another one a short while ago.
    private Optional<Layout> goodEnough(Account account, Claim claim, LayoutRequest request) {
        return isResting(account)
                ? claim.layouts().stream()
                        .filter(request::isFulfilledBy)
                        .filter(each -> !uses(each, claim, notHot(request.refused())))
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

    private boolean uses(Layout layout, Claim claim, Set<SupplierId> suppliers) {
        return !suppliers.isEmpty()
                && servings(layout, claim).stream()
                        .anyMatch(serving -> suppliers.contains(serving.supplier().id()));
    }

    private List<Serving> servings(Layout layout, Claim claim) {
        CarrierGroup group = layout.group();
        return carriers.servings(group.first(), group.carriers(), claim.overrides()).stream()
                .filter(serving -> layout.covers(serving.carrier()))
                .toList();
    }

    private Choice choose(Account account, LayoutWish wish, LayoutRequest request, Claim claim) {
        int known = claim.layouts().size();
        if (known > AccountHead.MAX_FURTHER_LAYOUTS) {
            throw new Fault(
                            FaultCode.INVALID_LAYOUT,
                            "the account has %d layouts already, and no account has more"
                                    .formatted(known))
                    .with("layouts", known);
        }
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

    private Layout promise(Account account, Claim before, Choice choice) {
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

    /// The carriers of all layouts that some suppliers serve for the account.
    private Collection<Serving> covered(Claim claim, Set<SupplierId> suppliers) {
        Map<CarrierId, Serving> covered = new LinkedHashMap<>();
        for (Layout each : claim.layouts()) {
            servings(each, claim).stream()
                    .filter(serving -> suppliers.contains(serving.supplier().id()))
                    .forEach(serving -> covered.put(serving.carrier(), serving));
        }
        return covered.values();
    }

    private Reservation ordered(Account account, Claim claim, Layout layout) {
        Set<SupplierId> suppliers =
                servings(layout, claim).stream()
                        .map(serving -> serving.supplier().id())
                        .collect(Collectors.toSet());
        Instant expiresAt = clock.instant().plus(Reservations.LIFE);
        return new Reservation(
                account.number(),
                layout,
                orders.sign(account, claim, covered(claim, suppliers), expiresAt),
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
