package dev.stowage.supplier.rebuild;

import dev.stowage.format.address.BlockNumber;
import dev.stowage.format.address.CarrierId;
import dev.stowage.format.layout.Code;
import dev.stowage.format.layout.Layout;
import dev.stowage.format.live.BlockSet;
import dev.stowage.protocol.placement.CarrierSet;
import dev.stowage.protocol.placement.ServedCarrier;
import dev.stowage.protocol.placement.SupplierId;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// Who says that he has which blocks of one layout, by carrier. Filled by one thread, then only
/// read. Wide layouts have many carriers and few different sets of blocks: what is the same is
/// looked at once.
final class LayoutStock {

    private final Layout layout;
    private final CarrierSet lostCarriers;
    private final Map<CarrierId, Stocked> held = new HashMap<>();
    private final Map<CarrierId, List<Stocked>> former = new HashMap<>();
    private final Map<CarrierId, ServedCarrier> served = new HashMap<>();

    private record Stocked(Holder holder, BlockSet blocks) {}

    /// @param lostCarriers whose records are made again
    LayoutStock(Layout layout, CarrierSet lostCarriers) {
        this.layout = layout;
        this.lostCarriers = lostCarriers;
    }

    Layout layout() {
        return layout;
    }

    /// What the supplier that serves a carrier says it has.
    void hold(ServedCarrier carrier, BlockSet blocks) {
        served.put(carrier.carrier(), carrier);
        held.put(carrier.carrier(), new Stocked(Holder.of(carrier), blocks));
    }

    /// What a supplier says it has that served a carrier before.
    void holdAsFormer(CarrierId carrier, Holder holder, BlockSet blocks) {
        former.computeIfAbsent(carrier, _ -> new ArrayList<>()).add(new Stocked(holder, blocks));
    }

    /// The lost carriers of which nobody says what is there now.
    List<CarrierId> silent() {
        return lostCarriers.stream()
                .filter(layout::covers)
                .filter(carrier -> !held.containsKey(carrier))
                .toList();
    }

    /// All blocks of which anybody says he has a record.
    BlockSet all() {
        return different(
                        Stream.concat(
                                held.values().stream(),
                                former.values().stream().flatMap(List::stream)))
                .reduce(BlockSet.EMPTY, BlockSet::or);
    }

    /// Those of the blocks of which the record of a lost carrier is missing where it belongs.
    BlockSet missingOf(BlockSet sought) {
        return different(lostCarriers.stream().map(held::get).filter(Objects::nonNull))
                .map(sought::without)
                .reduce(BlockSet.EMPTY, BlockSet::or);
    }

    private static Stream<BlockSet> different(Stream<Stocked> stocked) {
        Set<BlockSet> different = Collections.newSetFromMap(new IdentityHashMap<>());
        stocked.forEach(each -> different.add(each.blocks));
        return different.stream();
    }

    /// The positions of a block whose record is missing, and whose supplier would take it.
    BitSet lost(BlockNumber block) {
        BitSet lost = new BitSet(layout.carriers());
        for (int position = 0; position < layout.carriers(); position++) {
            CarrierId carrier = layout.carrier(position, block);
            Stocked there = lostCarriers.contains(carrier) ? held.get(carrier) : null;
            if (there != null && !there.blocks.contains(block)) {
                lost.set(position);
            }
        }
        return lost;
    }

    /// The positions of a block whose record somebody says he has.
    BitSet available(BlockNumber block) {
        BitSet available = new BitSet(layout.carriers());
        for (int position = 0; position < layout.carriers(); position++) {
            if (isHeld(layout.carrier(position, block), block)) {
                available.set(position);
            }
        }
        return available;
    }

    private boolean isHeld(CarrierId carrier, BlockNumber block) {
        Stocked there = held.get(carrier);
        return (there != null && there.blocks.contains(block))
                || former.getOrDefault(carrier, List.of()).stream()
                        .anyMatch(each -> each.blocks.contains(block));
    }

    /// The positions of a block whose record a supplier says it has, as the one that serves their
    /// carriers.
    BitSet heldBy(SupplierId supplier, BlockNumber block) {
        BitSet positions = new BitSet(layout.carriers());
        for (int position = 0; position < layout.carriers(); position++) {
            Stocked there = held.get(layout.carrier(position, block));
            if (there != null
                    && there.holder.supplier().equals(supplier)
                    && there.blocks.contains(block)) {
                positions.set(position);
            }
        }
        return positions;
    }

    /// Whether somebody says that he has a record of a block that is missing where it belongs.
    boolean isLeft(BlockNumber block) {
        return lost(block).intersects(available(block));
    }

    /// Who says that he has the record at a position.
    Optional<Holder> holder(int position, BlockNumber block) {
        CarrierId carrier = layout.carrier(position, block);
        return Stream.concat(
                        Optional.ofNullable(held.get(carrier)).stream(),
                        former.getOrDefault(carrier, List.of()).stream())
                .filter(there -> there.blocks.contains(block))
                .map(Stocked::holder)
                .findFirst();
    }

    /// Who serves the carrier of a lost position.
    ServedCarrier target(int position, BlockNumber block) {
        ServedCarrier target = served.get(layout.carrier(position, block));
        if (target == null) {
            throw new IllegalStateException("position %d was not found lost".formatted(position));
        }
        return target;
    }

    /// How many more positions may be lost of a block before it is gone: the fewer, the sooner it
    /// is mended.
    ///
    /// @return negative if too few are left already
    int spare(BlockNumber block) {
        return available(block).cardinality() - needed();
    }

    private int needed() {
        return layout.code() == Code.RS
                ? Math.ceilDiv(layout.dataFragments(), layout.fragmentsPerCarrier())
                : layout.carriers() - layout.tolerance();
    }
}
