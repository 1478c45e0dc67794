package dev.stowage.supplier.rebuild;

import dev.stowage.format.address.CarrierId;
import dev.stowage.format.live.BlockSet;
import dev.stowage.protocol.placement.CarrierSet;
import dev.stowage.protocol.placement.RebuildLease;
import dev.stowage.protocol.placement.RebuildLease.FormerHolder;
import dev.stowage.protocol.placement.ServedCarrier;
import dev.stowage.protocol.supplier.InventoryAnswer.Held;
import dev.stowage.protocol.supplier.InventoryRequest;
import dev.stowage.protocol.token.RebuildOrder;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Asks everybody which of an order's blocks he has: each supplier once for each layout, for all of
/// its carriers together, those that it served before among them.
final class InventorySurvey {

    private final RebuildOrder order;
    private final RebuildLease lease;
    private final OrderedCalls calls;
    private final Together together;

    private record Question(LayoutStock stock, Holder holder, Set<CarrierId> carriers) {}

    private record Answer(Question question, Map<CarrierId, BlockSet> held) {}

    InventorySurvey(RebuildOrder order, RebuildLease lease, OrderedCalls calls, Together together) {
        this.order = order;
        this.lease = lease;
        this.calls = calls;
        this.together = together;
    }

    /// Fills the stocks.
    ///
    /// @param served who serves which carrier
    void survey(List<LayoutStock> stocks, Collection<ServedCarrier> served)
            throws InterruptedException {
        List<Question> questions = new ArrayList<>();
        for (LayoutStock stock : stocks) {
            askedBy(stock, served)
                    .forEach(
                            (holder, carriers) ->
                                    questions.add(new Question(stock, holder, carriers)));
        }
        Map<LayoutStock, Map<Holder, Map<CarrierId, BlockSet>>> answers = new HashMap<>();
        for (Answer each : together.all(questions, this::ask)) {
            answers.computeIfAbsent(each.question.stock, _ -> new HashMap<>())
                    .put(each.question.holder, each.held);
        }
        answers.forEach((stock, byHolder) -> fill(stock, served, byHolder));
    }

    private Map<Holder, Set<CarrierId>> askedBy(
            LayoutStock stock, Collection<ServedCarrier> served) {
        Map<Holder, Set<CarrierId>> asked = new LinkedHashMap<>();
        for (ServedCarrier each : served) {
            if (stock.layout().covers(each.carrier())) {
                asked.computeIfAbsent(Holder.of(each), _ -> new LinkedHashSet<>())
                        .add(each.carrier());
            }
        }
        for (CarrierId carrier : order.carriers()) {
            if (stock.layout().covers(carrier)) {
                for (FormerHolder former : formers(carrier)) {
                    asked.computeIfAbsent(Holder.of(former), _ -> new LinkedHashSet<>())
                            .add(carrier);
                }
            }
        }
        return asked;
    }

    private List<FormerHolder> formers(CarrierId carrier) {
        return lease.former().getOrDefault(carrier, List.of());
    }

    private Answer ask(Question question) throws InterruptedException {
        InventoryRequest request =
                new InventoryRequest(question.stock.layout(), CarrierSet.of(question.carriers));
        Map<CarrierId, BlockSet> held = new HashMap<>();
        for (Held some : calls.inventory(question.holder, request)) {
            BlockSet blocks = some.blocks().within(order.first(), order.last());
            for (CarrierId carrier : some.carriers()) {
                if (question.carriers.contains(carrier)) {
                    held.putIfAbsent(carrier, blocks);
                }
            }
        }
        return new Answer(question, held);
    }

    private void fill(
            LayoutStock stock,
            Collection<ServedCarrier> served,
            Map<Holder, Map<CarrierId, BlockSet>> answers) {
        for (ServedCarrier each : served) {
            BlockSet blocks = answers.getOrDefault(Holder.of(each), Map.of()).get(each.carrier());
            if (blocks != null) {
                stock.hold(each, blocks);
            }
        }
        for (CarrierId carrier : order.carriers()) {
            for (FormerHolder former : formers(carrier)) {
                Holder holder = Holder.of(former);
                BlockSet blocks = answers.getOrDefault(holder, Map.of()).get(carrier);
                if (blocks != null) {
                    stock.holdAsFormer(carrier, holder, blocks);
                }
            }
        }
    }
}
