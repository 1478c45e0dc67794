package dev.stowage.placement.account;

import dev.stowage.format.address.BlockNumber;
import dev.stowage.format.address.CarrierGroup;
import dev.stowage.format.address.CarrierId;
import dev.stowage.format.layout.Layout;
import dev.stowage.placement.carrier.Serving;
import dev.stowage.placement.registry.SupplierStatus;
import dev.stowage.protocol.placement.LayoutWish;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/// A layout in one group and who would serve its positions.
///
/// @param positions 0 … C-1
/// @param suppliers distinct among them
/// @param zones distinct among them
/// @param room bytes that the fullest of the volumes could still grant
/// @param load bytes in flight at the busiest of the suppliers
/// @param merit 0 … 1, of the supplier that deserves least
record Choice(
        Layout layout,
        List<Serving> positions,
        long suppliers,
        long zones,
        long room,
        long load,
        double merit)
        implements Comparable<Choice> {

    private static final Comparator<Choice> NARROWER_FIRST =
            Comparator.comparingLong(Choice::suppliers).thenComparingLong(Choice::zones);

    private static final Comparator<Choice> WORSE_FIRST =
            NARROWER_FIRST.thenComparingDouble(Choice::comfort);

    /// Two choices are enough to keep the fullest close to the average.
    static final int CHOICES = 2;

    private static final int MAX_OFFSETS_TRIED = 1024;

    /// Bytes in flight that make a supplier half as attractive.
    private static final double BUSY = 64 << 20;

    Choice {
        positions = List.copyOf(positions);
    }

    /// The better one is greater.
    @Override
    public int compareTo(Choice other) {
        return WORSE_FIRST.compare(this, other);
    }

    private double comfort() {
        return merit * room / (1 + load / BUSY);
    }

    /// The best way to fulfil a wish in a group: the offset with the most distinct suppliers, then
    /// zones; of two random ones among equals the more comfortable one. In a group of more than
    /// 1,024 carriers as many offsets are tried, evenly spread.
    ///
    /// @param servings all carriers of the group in order
    /// @param asked bytes that a carrier's volume must be able to grant for it
    static Optional<Choice> best(
            LayoutWish wish,
            CarrierGroup group,
            List<Serving> servings,
            ToLongFunction<CarrierId> asked,
            Predicate<Serving> acceptable,
            ToDoubleFunction<SupplierStatus> merits,
            RandomGenerator random) {
        if (servings.size() != group.carriers()) {
            return Optional.empty();
        }
        int offsets = wish.carriers() == group.carriers() ? 1 : group.carriers();
        int tried = Math.min(offsets, MAX_OFFSETS_TRIED);
        int start = random.nextInt(offsets);
        List<Choice> widest = new ArrayList<>();
        IntStream.range(0, tried)
                .map(i -> (start + i * (offsets / tried)) % offsets)
                .mapToObj(offset -> at(wish, group, servings, offset, asked, acceptable, merits))
                .flatMap(Optional::stream)
                .forEach(choice -> keepWidest(widest, choice));
        return random.ints(CHOICES, 0, Math.max(1, widest.size()))
                .limit(widest.size())
                .mapToObj(widest::get)
                .max(Choice::compareTo);
    }

    private static void keepWidest(List<Choice> widest, Choice choice) {
        int order = widest.isEmpty() ? 1 : NARROWER_FIRST.compare(choice, widest.getFirst());
        if (order > 0) {
            widest.clear();
        }
        if (order >= 0) {
            widest.add(choice);
        }
    }

    /// The same from one offset.
    static Optional<Choice> at(
            LayoutWish wish,
            CarrierGroup group,
            List<Serving> servings,
            int offset,
            ToLongFunction<CarrierId> asked,
            Predicate<Serving> acceptable,
            ToDoubleFunction<SupplierStatus> merits) {
        if (servings.size() != group.carriers()) {
            return Optional.empty();
        }
        Layout layout = wish.in(group, offset);
        List<Serving> positions = new ArrayList<>(layout.carriers());
        for (int position = 0; position < layout.carriers(); position++) {
            long index =
                    layout.carrier(position, BlockNumber.FIRST).value() - group.first().value();
            Serving serving = servings.get((int) index);
            if (!acceptable.test(serving)) {
                return Optional.empty();
            }
            positions.add(serving);
        }
        Choice choice = measured(layout, positions, merits);
        boolean enough = choice.suppliers >= wish.neededSuppliers() && hasRoom(positions, asked);
        return enough ? Optional.of(choice) : Optional.empty();
    }

    private static Choice measured(
            Layout layout, List<Serving> positions, ToDoubleFunction<SupplierStatus> merits) {
        return new Choice(
                layout,
                positions,
                positions.stream().map(each -> each.supplier().id()).distinct().count(),
                positions.stream().map(Choice::zone).distinct().count(),
                positions.stream().mapToLong(Serving::grantable).min().orElse(0),
                positions.stream()
                        .mapToLong(each -> each.supplier().load().bytesInFlight())
                        .max()
                        .orElse(0),
                positions.stream().map(Serving::supplier).mapToDouble(merits).min().orElse(0));
    }

    /// A supplier that told no zone is a zone of its own.
    private static String zone(Serving serving) {
        String zone = serving.supplier().zone();
        return zone == null ? "supplier " + serving.supplier().id() : "zone " + zone;
    }

    /// Whether each volume can grant what is asked for all positions that it would serve.
    private static boolean hasRoom(List<Serving> positions, ToLongFunction<CarrierId> asked) {
        Map<UUID, Long> left = new HashMap<>();
        for (Serving serving : positions) {
            long rest =
                    left.getOrDefault(serving.volume(), serving.grantable())
                            - asked.applyAsLong(serving.carrier());
            if (rest < 0) {
                return false;
            }
            left.put(serving.volume(), rest);
        }
        return true;
    }
}
