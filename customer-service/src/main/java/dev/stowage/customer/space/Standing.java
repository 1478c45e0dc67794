package dev.stowage.customer.space;

import dev.stowage.format.address.BlockNumber;
import dev.stowage.format.address.CarrierId;
import dev.stowage.format.head.AccountHead;
import dev.stowage.format.layout.Layout;
import dev.stowage.protocol.placement.ServedCarrier;
import dev.stowage.protocol.placement.SupplierId;
import dev.stowage.protocol.supplier.ContractView;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// The contracts of an account as its suppliers told them a moment ago.
///
/// @param serving all carriers that the account's layouts cover
/// @param contracts of each supplier among them; empty of those that do not answer
public record Standing(
        AccountHead head,
        Map<CarrierId, ServedCarrier> serving,
        Map<SupplierId, Optional<ContractView>> contracts) {

    /// Space in bytes of padded ciphertext before the code doubles it.
    ///
    /// @param needed what was agreed
    /// @param used in all layouts together
    /// @param free what may surely be added in one layout
    public record Room(long needed, long used, long free) {}

    /// Bytes on all suppliers that answer.
    public long onSuppliers() {
        return contracts.values().stream()
                .flatMap(Optional::stream)
                .mapToLong(ContractView::used)
                .sum();
    }

    /// The room for files of one layout: what its fullest supplier takes, counted for all, and no
    /// more than was agreed in all.
    public Room room(Layout layout) {
        long used = used();
        long needed = head.neededSpace();
        long granted = needed;
        for (Map.Entry<SupplierId, Integer> each : carriersOf(layout).entrySet()) {
            ContractView contract = contract(each.getKey()).orElse(null);
            if (contract != null) {
                long left = Math.max(0, contract.free()) / each.getValue();
                granted = Math.min(granted, left * layout.carriers() / 2);
            }
        }
        return new Room(needed, used, Math.max(0, Math.min(granted, needed - used)));
    }

    /// Half of what the suppliers hold; those that do not answer are taken to hold as much for each
    /// carrier as the fullest of the others.
    private long used() {
        Map<SupplierId, Integer> carriers = new HashMap<>();
        serving.values().forEach(carrier -> carriers.merge(carrier.supplier(), 1, Integer::sum));
        List<Layout> layouts = head.layouts();
        if (layouts.size() == 1) {
            return Math.ceilDiv(fullest(carriers) * layouts.getFirst().carriers(), 2);
        }
        long silent =
                carriers.entrySet().stream()
                        .filter(each -> contract(each.getKey()).isEmpty())
                        .mapToLong(Map.Entry::getValue)
                        .sum();
        return Math.ceilDiv(onSuppliers() + silent * fullest(carriers), 2);
    }

    /// The most that a supplier holds for each of its carriers.
    private long fullest(Map<SupplierId, Integer> carriers) {
        return carriers.entrySet().stream()
                .mapToLong(
                        each ->
                                contract(each.getKey())
                                        .map(contract -> contract.used() / each.getValue())
                                        .orElse(0L))
                .max()
                .orElse(0);
    }

    Optional<ContractView> contract(SupplierId supplier) {
        return contracts.getOrDefault(supplier, Optional.empty());
    }

    /// The carriers at the positions of a layout, from the first; who is served by nobody is left
    /// out.
    List<ServedCarrier> positions(Layout layout) {
        return IntStream.range(0, layout.carriers())
                .mapToObj(position -> serving.get(layout.carrier(position, BlockNumber.FIRST)))
                .filter(Objects::nonNull)
                .toList();
    }

    /// How many carriers of a layout each supplier serves.
    Map<SupplierId, Integer> carriersOf(Layout layout) {
        Map<SupplierId, Integer> carriers = new LinkedHashMap<>();
        positions(layout).forEach(each -> carriers.merge(each.supplier(), 1, Integer::sum));
        return carriers;
    }

    /// Suppliers that may still vanish while every file of every layout stays readable, and the
    /// account file with it, if what answers now holds everything.
    int mayVanish() {
        return leastOfLayouts(this::mayVanish);
    }

    int mayVanish(Layout layout) {
        return Tolerance.mayVanish(layout, answering(layout, ServedCarrier::supplier));
    }

    /// As [#mayVanish], zones with all of their suppliers.
    int zonesMayVanish() {
        return leastOfLayouts(
                layout -> Tolerance.mayVanish(layout, answering(layout, Standing::zone)));
    }

    /// A supplier that told no zone is a zone of its own.
    private static Object zone(ServedCarrier carrier) {
        String zone = carrier.zone();
        return zone == null ? carrier.supplier() : zone;
    }

    private int leastOfLayouts(ToIntFunction<Layout> each) {
        return Stream.concat(head.layouts().stream(), Stream.of(head.accountFileLayout()))
                .mapToInt(each)
                .min()
                .orElse(0);
    }

    /// How many carriers of a layout are answered for, by whatever they have in common.
    private Collection<Integer> answering(Layout layout, Function<ServedCarrier, Object> common) {
        Map<Object, Integer> carriers = new HashMap<>();
        positions(layout).stream()
                .filter(each -> contract(each.supplier()).isPresent())
                .forEach(each -> carriers.merge(common.apply(each), 1, Integer::sum));
        return carriers.values();
    }
}
