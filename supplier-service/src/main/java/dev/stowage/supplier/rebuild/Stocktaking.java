package dev.stowage.supplier.rebuild;

import dev.stowage.format.address.CarrierId;
import dev.stowage.format.layout.Layout;
import dev.stowage.format.live.BlockSet;
import dev.stowage.format.live.LiveSet;
import dev.stowage.format.live.LiveSet.OfLayout;
import dev.stowage.format.live.SignedLiveSet;
import dev.stowage.protocol.fault.Fault;
import dev.stowage.protocol.placement.CarrierSet;
import dev.stowage.protocol.placement.RebuildLease;
import dev.stowage.protocol.token.RebuildOrder;
import dev.stowage.transfer.carrier.AccountCarriers;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Finds out for one order what should be there and what is: from live sets and inventories of
/// everybody who may have something.
final class Stocktaking {

    private final RebuildOrder order;
    private final RebuildLease lease;
    private final OrderedCalls calls;
    private final AccountCarriers carriers;
    private final Together together;
    private final Tally tally;

    /// Blocks of one layout that are to be looked at.
    ///
    /// @param alive those of them that a live set names
    record Sought(LayoutStock stock, BlockSet missing, BlockSet alive) {}

    Stocktaking(
            RebuildOrder order,
            RebuildLease lease,
            OrderedCalls calls,
            AccountCarriers carriers,
            Together together,
            Tally tally) {
        this.order = order;
        this.lease = lease;
        this.calls = calls;
        this.carriers = carriers;
        this.together = together;
        this.tally = tally;
    }

    /// Asks everybody.
    ///
    /// @throws Fault `placement-away` if nobody knows who serves the carriers
    List<Sought> take() throws InterruptedException {
        LiveSetChoice choice = new LiveSetChoice(order);
        List<Layout> ordered = fitting(lease.layouts().stream());
        Map<Holder, SignedLiveSet> shown = new ConcurrentHashMap<>();
        boolean _ = together.all(holders(ordered), holder -> hear(choice, shown, holder)).isEmpty();
        Optional<LiveSet> chosen = choice.chosen().map(SignedLiveSet::set);
        if (choice.chosen().isPresent()) {
            leave(choice.chosen().get(), shown);
        }
        List<Layout> all = fitting(Stream.concat(ordered.stream(), layoutsOf(chosen)));
        List<LayoutStock> stocks =
                all.stream().map(each -> new LayoutStock(each, order.carriers())).toList();
        askAll(stocks);
        return stocks.stream().map(stock -> sought(stock, choice, chosen)).toList();
    }

    /// Successors get the live set that the former holders had: they collect and miss by it.
    private void leave(SignedLiveSet liveSet, Map<Holder, SignedLiveSet> shown)
            throws InterruptedException {
        Set<Holder> successors = new LinkedHashSet<>();
        carriers.serving(order.carriers().stream().toList())
                .values()
                .forEach(each -> successors.add(Holder.of(each)));
        for (Holder holder : successors) {
            if (!liveSet.equals(shown.get(holder))) {
                calls.keepLiveSet(holder, liveSet);
            }
        }
    }

    private boolean hear(LiveSetChoice choice, Map<Holder, SignedLiveSet> shown, Holder holder)
            throws InterruptedException {
        Optional<SignedLiveSet> liveSet = calls.liveSet(holder);
        liveSet.ifPresent(choice::hear);
        liveSet.ifPresent(each -> shown.put(holder, each));
        return true;
    }

    private static Stream<Layout> layoutsOf(Optional<LiveSet> chosen) {
        return chosen.stream()
                .flatMap(set -> set.alive().stream())
                .filter(each -> !each.blocks().isEmpty())
                .map(OfLayout::layout);
    }

    /// Those that lie in the group and have a lost carrier.
    private List<Layout> fitting(Stream<Layout> layouts) {
        return layouts.distinct()
                .filter(each -> each.group().equals(order.group()))
                .filter(each -> order.carriers().stream().anyMatch(each::covers))
                .toList();
    }

    /// Everybody who may keep a live set, once.
    private Collection<Holder> holders(List<Layout> layouts) {
        Set<CarrierId> all = new LinkedHashSet<>();
        layouts.forEach(layout -> carriersOf(layout).forEach(all::add));
        // What was known before the lease may name somebody whose loss is why there is one.
        carriers.forget(all);
        Set<Holder> holders = new LinkedHashSet<>();
        carriers.serving(all).values().forEach(each -> holders.add(Holder.of(each)));
        lease.former().values().stream()
                .flatMap(List::stream)
                .map(Holder::of)
                .forEach(holders::add);
        return holders;
    }

    private Stream<CarrierId> carriersOf(Layout layout) {
        return IntStream.range(0, layout.carriers())
                .mapToObj(position -> layout.carrier(position, order.first()));
    }

    private void askAll(List<LayoutStock> stocks) throws InterruptedException {
        Set<CarrierId> all = new LinkedHashSet<>();
        stocks.forEach(stock -> carriersOf(stock.layout()).forEach(all::add));
        new InventorySurvey(order, lease, calls, together)
                .survey(stocks, carriers.serving(all).values());
        for (LayoutStock stock : stocks) {
            List<CarrierId> silent = stock.silent();
            if (!silent.isEmpty()) {
                tally.trouble(
                        "carriers %s, whose records are to be made again, do not say what they have"
                                .formatted(CarrierSet.of(silent).forPeople()));
            }
        }
    }

    private BlockSet cut(BlockSet blocks) {
        return blocks.within(order.first(), order.last());
    }

    /// What a live set names, and whatever is held of which it says nothing.
    private Sought sought(LayoutStock stock, LiveSetChoice choice, Optional<LiveSet> chosen) {
        BlockSet alive =
                chosen.stream()
                        .flatMap(set -> set.alive().stream())
                        .filter(each -> each.layout().equals(stock.layout()))
                        .map(each -> cut(each.blocks()))
                        .reduce(BlockSet.EMPTY, BlockSet::or);
        BlockSet held = stock.all();
        BlockSet undecided = held.without(choice.deadOf(held));
        return new Sought(stock, stock.missingOf(alive.or(undecided)), alive);
    }
}
