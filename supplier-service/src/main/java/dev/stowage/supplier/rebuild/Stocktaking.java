package dev.stowage.supplier.rebuild;

import dev.stowage.format.address.CarrierId;
import dev.stowage.format.layout.Layout;
import dev.stowage.format.live.BlockSet;
import dev.stowage.format.live.LiveSet;
import dev.stowage.format.live.LiveSet.OfLayout;
import dev.stowage.format.live.SignedLiveSet;
import dev.stowage.protocol.fault.Fault;
import dev.stowage.protocol.placement.RebuildLease;
import dev.stowage.protocol.placement.RebuildLease.FormerHolder;
import dev.stowage.protocol.placement.ServedCarrier;
import dev.stowage.protocol.supplier.InventoryRequest;
import dev.stowage.protocol.token.RebuildOrder;
import dev.stowage.transfer.carrier.AccountCarriers;
import java.util.ArrayList;
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

    /// Layouts with more carriers are not rebuilt: those of a whole group above level 5. Each is
    /// asked what it has, and a block is mended in memory.
    static final int MOST_CARRIERS = 8192;

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

    private record Question(LayoutStock stock, CarrierId carrier) {}

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
        List<CarrierId> lost = order.carriers().stream().toList();
        for (ServedCarrier successor : carriers.serving(lost).values()) {
            Holder holder = Holder.of(successor);
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

    /// Those that lie in the group and have a lost carrier; one that is too wide is told.
    private List<Layout> fitting(Stream<Layout> layouts) {
        return layouts.distinct()
                .filter(each -> each.group().equals(order.group()))
                .filter(each -> order.carriers().stream().anyMatch(each::covers))
                .filter(this::isNarrowEnough)
                .toList();
    }

    private boolean isNarrowEnough(Layout layout) {
        if (layout.carriers() > MOST_CARRIERS) {
            tally.trouble(
                    "a layout of account %s in group %s has %d carriers, rebuilds go up to %d"
                            .formatted(
                                    order.account(),
                                    order.group(),
                                    layout.carriers(),
                                    MOST_CARRIERS));
        }
        return layout.carriers() <= MOST_CARRIERS;
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
        List<Question> questions = new ArrayList<>();
        for (LayoutStock stock : stocks) {
            carriersOf(stock.layout()).forEach(each -> questions.add(new Question(stock, each)));
        }
        Map<CarrierId, ServedCarrier> served =
                carriers.serving(questions.stream().map(Question::carrier).distinct().toList());
        boolean _ = together.all(questions, question -> ask(question, served)).isEmpty();
    }

    private boolean ask(Question question, Map<CarrierId, ServedCarrier> served)
            throws InterruptedException {
        LayoutStock stock = question.stock;
        InventoryRequest request = new InventoryRequest(stock.layout(), question.carrier);
        ServedCarrier there = served.get(question.carrier);
        Optional<BlockSet> held =
                there == null ? Optional.empty() : calls.inventory(Holder.of(there), request);
        if (there != null) {
            held.ifPresent(blocks -> stock.hold(there, cut(blocks)));
        }
        if (order.carriers().contains(question.carrier)) {
            if (held.isEmpty()) {
                tally.trouble(
                        "carrier %s, whose records are to be made again, does not say what it has"
                                .formatted(question.carrier));
            }
            askFormers(question, request);
        }
        return true;
    }

    private void askFormers(Question question, InventoryRequest request)
            throws InterruptedException {
        for (FormerHolder former : lease.former().getOrDefault(question.carrier, List.of())) {
            Holder holder = Holder.of(former);
            calls.inventory(holder, request)
                    .ifPresent(
                            blocks ->
                                    question.stock.holdAsFormer(
                                            question.carrier, holder, cut(blocks)));
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
