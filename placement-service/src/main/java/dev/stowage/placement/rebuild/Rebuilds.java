package dev.stowage.placement.rebuild;

import dev.stowage.format.address.AccountNumber;
import dev.stowage.format.address.CarrierGroup;
import dev.stowage.format.address.CarrierId;
import dev.stowage.format.head.Overrides;
import dev.stowage.format.layout.Layout;
import dev.stowage.placement.account.Accounts;
import dev.stowage.placement.account.BlockNumbers;
import dev.stowage.placement.account.Claims;
import dev.stowage.placement.account.Claims.Claimant;
import dev.stowage.placement.account.GivenOut;
import dev.stowage.placement.carrier.Carriers;
import dev.stowage.placement.carrier.Former;
import dev.stowage.placement.carrier.Formers;
import dev.stowage.placement.carrier.Losses;
import dev.stowage.placement.carrier.Serving;
import dev.stowage.placement.event.Event;
import dev.stowage.placement.event.Events;
import dev.stowage.placement.override.Holders;
import dev.stowage.placement.override.Unbuilt;
import dev.stowage.placement.registry.Roster;
import dev.stowage.protocol.placement.EventKind;
import dev.stowage.protocol.placement.FoundRecord;
import dev.stowage.protocol.placement.MissingReport.MissingRecords;
import dev.stowage.protocol.placement.SupplierId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionOperations;

/// What is to be made again: decides it, and says when a former volume is needed no more.
///
/// A replaced carrier's accounts, those too for which it holds what belongs on another one, are
/// gone through page by page; where that stopped it goes on after a start.
public final class Rebuilds {

    /// Accounts of a carrier for which rebuilds are made in one transaction, and reports that are
    /// heeded in one.
    private static final int AT_ONCE = 256;

    /// Accounts of several carriers for which rebuilds are made in one transaction: their heads
    /// wait for it.
    private static final int MOST_TOGETHER = 32;

    private static final Duration LONGEST_GROWTH = Duration.ofSeconds(10);

    /// Space of an account for which there is one range of blocks, and ranges at most.
    private static final long SPACE_OF_RANGE = 64L << 30;

    private static final int MOST_RANGES = 8;

    /// What a reader misses may still come from a spool.
    static final Duration FOUND_GRACE = Duration.ofMinutes(1);

    private final WantedRebuilds wanted;
    private final Accounts accounts;
    private final BlockNumbers blockNumbers;
    private final Claims claims;
    private final Carriers carriers;
    private final Formers formers;
    private final Holders holders;
    private final Roster roster;
    private final Events events;
    private final TransactionOperations writing;
    private final Clock clock;

    Rebuilds(
            WantedRebuilds wanted,
            Accounts accounts,
            BlockNumbers blockNumbers,
            Claims claims,
            Carriers carriers,
            Formers formers,
            Holders holders,
            Roster roster,
            Events events,
            TransactionOperations writing,
            Clock clock) {
        this.wanted = wanted;
        this.accounts = accounts;
        this.blockNumbers = blockNumbers;
        this.claims = claims;
        this.carriers = carriers;
        this.formers = formers;
        this.holders = holders;
        this.roster = roster;
        this.events = events;
        this.writing = writing;
        this.clock = clock;
    }

    /// Makes rebuilds for carriers that were replaced, and releases the former volumes whose
    /// rebuilds have all ended. One round.
    public synchronized void make() {
        Losses losses = new Losses(carriers, formers, roster);
        if (!formers.areGivenAway()) {
            makeForReplaced(formers.withoutRebuilds(AT_ONCE), losses);
        }
        wanted.alone(() -> makeForHolders(losses));
        release();
        wanted.alone(holders::endRebuilt);
    }

    /// Goes on until there are no more, or for a while: then what there is may be leased.
    private void makeForReplaced(List<Former> first, Losses losses) {
        if (first.size() < 2) {
            makeFor(first, losses);
            return;
        }
        long end = System.nanoTime() + LONGEST_GROWTH.toNanos();
        wanted.whileGrowing(
                () -> {
                    List<Former> some = first;
                    makeFor(some, losses);
                    while (some.size() == AT_ONCE && System.nanoTime() - end < 0) {
                        some = formers.withoutRebuilds(AT_ONCE);
                        makeFor(some, losses);
                    }
                });
    }

    /// For each carrier a page of its accounts; several carriers in one transaction if these are
    /// few accounts together.
    private void makeFor(List<Former> replaced, Losses losses) {
        Map<Former, Claims.Page> pages = new LinkedHashMap<>();
        int accounts = 0;
        for (Former former : replaced) {
            Claims.Page page = claims.on(former.carrier(), former.rebuildsUpTo(), AT_ONCE);
            if (accounts + page.claimants().size() > MOST_TOGETHER) {
                makeFor(pages, losses);
                pages.clear();
                accounts = 0;
            }
            pages.put(former, page);
            accounts += page.claimants().size();
        }
        makeFor(pages, losses);
    }

    private void makeFor(Map<Former, Claims.Page> pages, Losses losses) {
        if (!pages.isEmpty()) {
            wanted.alone(() -> pages.forEach((former, page) -> makeFor(former, page, losses)));
        }
    }

    private void makeFor(Former former, Claims.Page page, Losses losses) {
        for (Claimant claimant : existing(page.claimants(), Claimant::account)) {
            make(reason(former, claimant), claimant, losses);
        }
        formers.rebuildsMade(former, page.next());
    }

    private static String reason(Former former, Claimant claimant) {
        return claimant.carrier().equals(former.carrier())
                ? "carrier %s was replaced".formatted(former.carrier())
                : "carrier %s, which holds carrier %s, was replaced"
                        .formatted(former.carrier(), claimant.carrier());
    }

    /// What an account overrode has another holder now, who has nothing of it yet.
    private void makeForHolders(Losses losses) {
        for (Unbuilt each : existing(holders.withoutRebuilds(AT_ONCE), Unbuilt::account)) {
            List<Layout> layouts = claims.covering(each.carrier(), each.account());
            make(
                    "carrier %s holds carrier %s by the account's word"
                            .formatted(each.holder(), each.carrier()),
                    new Claimant(each.account(), each.carrier(), layouts),
                    losses);
            holders.rebuildsMade(each);
        }
    }

    private <T> List<T> existing(List<T> those, Function<T, AccountNumber> account) {
        Set<Long> exist =
                wanted.hold(
                        those.stream()
                                .map(each -> account.apply(each).value())
                                .collect(Collectors.toSet()));
        return those.stream().filter(each -> exist.contains(account.apply(each).value())).toList();
    }

    private void make(String reason, Claimant claimant, Losses losses) {
        AccountNumber account = claimant.account();
        GivenOut given = blockNumbers.givenOut(account).orElse(null);
        long space = accounts.find(account).map(each -> each.neededSpace()).orElse(0L);
        if (given == null || space == 0) {
            return;
        }
        int ranges = (int) Math.min(MOST_RANGES, Math.ceilDiv(space, SPACE_OF_RANGE));
        List<BlockSpan> spans =
                BlockSpan.divide(given.lowest().bits(), given.highest().bits(), ranges);
        for (CarrierGroup group : groups(claimant.layouts())) {
            wanted.add(
                    new Wish(
                            account,
                            group,
                            claimant.carrier(),
                            spans,
                            reason,
                            spare(account, group, claimant.layouts(), losses),
                            clock.instant(),
                            true));
            note(
                    EventKind.REBUILD_MADE,
                    null,
                    claimant.carrier(),
                    account,
                    "%s: blocks 0 … %s in group %s".formatted(reason, given.highest(), group));
        }
    }

    private static Set<CarrierGroup> groups(List<Layout> layouts) {
        return layouts.stream().map(Layout::group).collect(Collectors.toSet());
    }

    private int spare(
            AccountNumber account, CarrierGroup group, List<Layout> layouts, Losses losses) {
        Overrides overrides = claims.overrides(account);
        return layouts.stream()
                .filter(layout -> layout.group().equals(group))
                .mapToInt(layout -> losses.spare(layout, overrides))
                .min()
                .orElse(0);
    }

    private void release() {
        boolean any = false;
        for (Former former : formers.rebuilt(AT_ONCE)) {
            boolean released = Boolean.TRUE.equals(writing.execute(_ -> release(former)));
            any |= released;
        }
        if (any) {
            formers.changed();
        }
    }

    private boolean release(Former former) {
        boolean released = formers.release(former);
        if (released) {
            events.note(
                    new Event(
                            EventKind.FORMER_RELEASED,
                            formers.supplier(former).orElse(null),
                            former.volume(),
                            former.carrier(),
                            null,
                            "its records up to generation %d may go"
                                    .formatted(former.generation())));
        }
        return released;
    }

    private void note(
            EventKind kind,
            @Nullable SupplierId supplier,
            CarrierId carrier,
            AccountNumber account,
            String detail) {
        events.note(new Event(kind, supplier, null, carrier, account, detail));
    }

    /// Heeds what a supplier says that it misses. What it does not serve is passed over, and so are
    /// accounts that have no claim and blocks that were never given out.
    public void missing(SupplierId supplier, List<MissingRecords> missing) {
        heed(
                missing.stream()
                        .map(
                                each ->
                                        new Loss(
                                                each.account(),
                                                each.group(),
                                                each.carrier(),
                                                each.first().bits(),
                                                each.last().bits(),
                                                supplier,
                                                Duration.ZERO,
                                                "its supplier misses %d records"
                                                        .formatted(each.count())))
                        .toList());
    }

    /// Heeds what readers, or suppliers at themselves, found missing or corrupt.
    public void found(List<FoundRecord> found) {
        heed(
                found.stream()
                        .map(
                                each ->
                                        new Loss(
                                                each.address().account(),
                                                each.address().group(),
                                                each.carrier(),
                                                each.address().block().bits(),
                                                each.address().block().bits(),
                                                each.supplier(),
                                                FOUND_GRACE,
                                                "a record was found to be "
                                                        + (each.kind() == FoundRecord.Kind.MISSING
                                                                ? "missing"
                                                                : "corrupt")))
                        .toList());
    }

    /// Records that somebody misses.
    ///
    /// @param first bits of a block number, as what follows
    /// @param supplier who should have them; absent if that is not known
    /// @param grace for which they may still come
    private record Loss(
            AccountNumber account,
            CarrierGroup group,
            CarrierId carrier,
            long first,
            long last,
            @Nullable SupplierId supplier,
            Duration grace,
            String reason) {}

    private void heed(List<Loss> lost) {
        Losses losses = new Losses(carriers, formers, roster);
        for (int from = 0; from < lost.size(); from += AT_ONCE) {
            List<Loss> some = lost.subList(from, Math.min(lost.size(), from + AT_ONCE));
            wanted.alone(
                    () ->
                            existing(some, Loss::account)
                                    .forEach(
                                            each ->
                                                    wish(each, losses)
                                                            .filter(wanted::add)
                                                            .ifPresent(this::noteMade)));
        }
    }

    private void noteMade(Wish wish) {
        note(
                EventKind.REBUILD_MADE,
                null,
                wish.carrier(),
                wish.account(),
                "%s: blocks %d … %d in group %s"
                        .formatted(
                                wish.reason(),
                                wish.spans().getFirst().first(),
                                wish.spans().getLast().last(),
                                wish.group()));
    }

    private Optional<Wish> wish(Loss lost, Losses losses) {
        GivenOut given = blockNumbers.givenOut(lost.account()).orElse(null);
        List<Layout> layouts =
                claims.covering(lost.carrier(), lost.account()).stream()
                        .filter(layout -> layout.group().equals(lost.group()))
                        .toList();
        if (given == null
                || layouts.isEmpty()
                || lost.first() < 0
                || lost.first() >= given.next()
                || !holds(lost)) {
            return Optional.empty();
        }
        long highest = given.next() - 1;
        long last = lost.last() < 0 ? highest : Math.min(lost.last(), highest);
        Instant notBefore = clock.instant().plus(lost.grace());
        return Optional.of(
                new Wish(
                        lost.account(),
                        lost.group(),
                        lost.carrier(),
                        List.of(new BlockSpan(lost.first(), last)),
                        lost.reason(),
                        spare(lost.account(), lost.group(), layouts, losses),
                        notBefore,
                        false));
    }

    /// Of what a former supplier has nobody needs anything again.
    private boolean holds(Loss lost) {
        CarrierId holder = claims.overrides(lost.account()).holderOf(lost.carrier());
        Serving present = carriers.servings(holder, 1).stream().findFirst().orElse(null);
        return present != null
                && (lost.supplier() == null || lost.supplier().equals(present.supplier().id()));
    }
}
