package dev.stowage.cluster.walk;

import dev.stowage.format.address.CarrierId;
import dev.stowage.format.layout.Layout;
import dev.stowage.protocol.fault.Fault;
import dev.stowage.protocol.placement.EventKind;
import dev.stowage.protocol.placement.EventView;
import dev.stowage.protocol.placement.ServedCarrier;
import dev.stowage.protocol.placement.SupplierId;
import dev.stowage.supplier.store.RecordId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Looks after every step whether what must be true is true, by what placement says, and by what
/// lies on the disks.
final class Examination {

    private static final Duration SUSPECT_AFTER = SmallHouse.HEARTBEAT.multipliedBy(3);
    private static final Duration OFFLINE_AFTER = Duration.ofMinutes(5);

    private final SmallHouse house;
    private final Stock stock = new Stock();
    private final Map<CarrierId, ServedCarrier> served = new TreeMap<>(byNumber());
    private final Set<Left> left = new HashSet<>();
    private Set<CarrierId> lost = Set.of();
    private Set<CarrierId> rebuilt = Set.of();
    private Set<Left> leftBefore = Set.of();
    private @Nullable Wanted wanted;
    private @Nullable Wanted earlier;
    private Instant placementStarted;
    private long lastEvent;

    /// A carrier that was given to another supplier.
    private record Left(CarrierId carrier, SupplierId supplier) {}

    Examination(SmallHouse house) {
        this.house = house;
        this.placementStarted = house.clock().instant();
        after(false);
    }

    private static Comparator<CarrierId> byNumber() {
        return Comparator.comparingLong(CarrierId::value);
    }

    void placementStarts() {
        placementStarted = house.clock().instant();
    }

    /// What the account wants to live, as far as it is known.
    Optional<Wanted> wanted() {
        return Optional.ofNullable(wanted);
    }

    Stock stock() {
        return stock;
    }

    /// Who serves the carriers, as of the last look.
    Map<CarrierId, ServedCarrier> served() {
        return served;
    }

    /// Looks before a step: what is away and what is being rebuilt decide what the step may do.
    void before() {
        lost = lostNow();
        leftBefore = Set.copyOf(left);
        rebuilt = new HashSet<>();
        left.forEach(each -> rebuilt.add(each.carrier));
        Set<CarrierId> ofOthers = Set.copyOf(rebuilt);
        house.openRebuilds().stream()
                .filter(each -> each.carriers().stream().anyMatch(ofOthers::contains))
                .forEach(each -> each.carriers().forEach(rebuilt::add));
    }

    /// @param automatic whether only placement itself can have replaced anybody
    /// @throws BrokenPromise if something is not true
    void after(boolean automatic) {
        Map<SupplierId, Set<RecordId>> before = stock.copy();
        List<ServedCarrier> replaced = lookAtCarriers(automatic);
        lookAtHead();
        if (wanted != null) {
            stock.look(house.members(), wanted.account());
            List<Left> released = released();
            for (Left each : released) {
                requireHeldBySuccessor(each, before);
            }
            requireKept(before);
        }
        if (automatic) {
            requireOneSupplier(replaced);
        }
    }

    /// The old ones of those that were replaced.
    private List<ServedCarrier> lookAtCarriers(boolean automatic) {
        List<ServedCarrier> replaced = new ArrayList<>();
        Set<CarrierId> seen = new HashSet<>();
        for (ServedCarrier now : house.carriers()) {
            if (!seen.add(now.carrier())) {
                throw new BrokenPromise("carrier %s has two volumes".formatted(now.carrier()));
            }
            ServedCarrier before = served.put(now.carrier(), now);
            if (before != null && !before.volume().equals(now.volume())) {
                if (automatic) {
                    requireReason(before);
                }
                replaced.add(before);
            }
            requireGeneration(before, now);
        }
        if (!seen.containsAll(served.keySet())) {
            throw new BrokenPromise(
                    "carriers %s were served, now it is %s".formatted(served.keySet(), seen));
        }
        for (ServedCarrier each : replaced) {
            ServedCarrier now = served.get(each.carrier());
            left.add(new Left(each.carrier(), each.supplier()));
            if (now != null) {
                left.remove(new Left(now.carrier(), now.supplier()));
            }
        }
        return replaced;
    }

    private static void requireGeneration(@Nullable ServedCarrier before, ServedCarrier now) {
        if (before == null) {
            return;
        }
        int grown = now.generation() - before.generation();
        boolean moved = !before.volume().equals(now.volume());
        if (grown < 0 || moved != (grown == 1) || grown > 1) {
            throw new BrokenPromise(
                    "carrier %s was served by volume %s in generation %d, now by %s in %d"
                            .formatted(
                                    now.carrier(),
                                    before.volume(),
                                    before.generation(),
                                    now.volume(),
                                    now.generation()));
        }
    }

    /// Placement itself replaces nobody who is there, and nobody while too many are lost.
    private void requireReason(ServedCarrier before) {
        Instant now = house.clock().instant();
        Member member = memberOf(before.supplier()).orElse(null);
        if (member != null) {
            Duration silence = Duration.between(member.heardAt(), now);
            if (silence.compareTo(OFFLINE_AFTER) < 0) {
                throw new BrokenPromise(
                        "carrier %s was taken from supplier %d, which was silent for %s only"
                                .formatted(before.carrier(), member.number(), silence));
            }
            if (member.maintainedUntil().filter(now::isBefore).isPresent()) {
                throw new BrokenPromise(
                        "carrier %s was taken from supplier %d, which is being maintained"
                                .formatted(before.carrier(), member.number()));
            }
        }
        for (Layout layout : wanted == null ? Set.<Layout>of() : wanted.layouts()) {
            long away = lost.stream().filter(layout::covers).count();
            if (layout.covers(before.carrier()) && away > layout.tolerance()) {
                throw new BrokenPromise(
                        "carrier %s was taken from supplier %s while %d carriers of a layout were lost that tolerates %d"
                                .formatted(
                                        before.carrier(),
                                        before.supplier(),
                                        away,
                                        layout.tolerance()));
            }
        }
    }

    /// One supplier at a time in the first octet, where the account is. A carrier that was being
    /// rebuilt together with a replaced one does not count: it was lost before.
    private void requireOneSupplier(List<ServedCarrier> replaced) {
        Set<SupplierId> suppliers = new HashSet<>();
        replaced.stream()
                .filter(each -> isInFirstOctet(each.carrier()))
                .filter(each -> !rebuilt.contains(each.carrier()))
                .forEach(each -> suppliers.add(each.supplier()));
        if (!suppliers.isEmpty()) {
            leftBefore.stream()
                    .filter(each -> isInFirstOctet(each.carrier))
                    .forEach(each -> suppliers.add(each.supplier));
        }
        if (suppliers.size() > 1) {
            throw new BrokenPromise(
                    "placement replaced a supplier while records of another one were not rebuilt: %s"
                            .formatted(suppliers));
        }
    }

    private static boolean isInFirstOctet(CarrierId carrier) {
        return carrier.value() < CarrierId.OCTET;
    }

    /// Carriers whose records nobody can have now: the present holder is away, or the former one is
    /// that has not been released.
    private Set<CarrierId> lostNow() {
        Set<CarrierId> away = new HashSet<>();
        for (ServedCarrier each : served.values()) {
            if (!isAlive(each.supplier())) {
                away.add(each.carrier());
            }
        }
        for (Left each : left) {
            if (!isAlive(each.supplier)) {
                away.add(each.carrier);
            }
        }
        return away;
    }

    private boolean isAlive(SupplierId supplier) {
        Instant now = house.clock().instant();
        return memberOf(supplier)
                .filter(each -> each.maintainedUntil().filter(now::isBefore).isEmpty())
                .map(Member::heardAt)
                .map(heard -> heard.isAfter(placementStarted) ? heard : placementStarted)
                .filter(heard -> !now.isAfter(heard.plus(SUSPECT_AFTER)))
                .isPresent();
    }

    /// Who serves a carrier, and who did and is not released.
    Set<SupplierId> holders(CarrierId carrier) {
        Set<SupplierId> holders = new HashSet<>();
        ServedCarrier now = served.get(carrier);
        if (now != null) {
            holders.add(now.supplier());
        }
        left.stream()
                .filter(each -> each.carrier.equals(carrier))
                .forEach(each -> holders.add(each.supplier));
        return holders;
    }

    Optional<Member> memberOf(SupplierId supplier) {
        return house.members().stream()
                .filter(each -> each.id().filter(supplier::equals).isPresent())
                .findFirst();
    }

    /// After a write was acknowledged: each block that it brought is held by so many carriers as
    /// the threshold wants.
    ///
    /// @throws BrokenPromise if one is not
    void requireStored() {
        Set<Wanted.Block> known = earlier == null ? Set.of() : Set.copyOf(earlier.blocks());
        for (Wanted.Block block : wanted().map(Wanted::blocks).orElse(List.of())) {
            long stored = block.records().values().stream().filter(stock::isAnywhere).count();
            if (!known.contains(block) && stored < block.layout().writeThreshold()) {
                throw new BrokenPromise(
                        "a write was acknowledged, and %d carriers hold %s"
                                .formatted(stored, block));
            }
        }
    }

    /// What the newest head wants; as before, if that cannot be read now.
    private void lookAtHead() {
        earlier = wanted;
        try {
            wanted = Wanted.of(house.office().account().number(), house.office().state());
        } catch (Fault unreadable) {
            if (wanted == null) {
                throw unreadable;
            }
        }
    }

    private List<Left> released() {
        List<Left> released = new ArrayList<>();
        for (EventView each : house.events(lastEvent)) {
            lastEvent = each.number();
            CarrierId carrier = each.carrier();
            SupplierId supplier = each.supplier();
            if (each.kind() == EventKind.FORMER_RELEASED && carrier != null && supplier != null) {
                released.add(new Left(carrier, supplier));
            }
        }
        released.forEach(left::remove);
        return released;
    }

    /// Nothing is released that the successor does not hold.
    private void requireHeldBySuccessor(Left released, Map<SupplierId, Set<RecordId>> before) {
        ServedCarrier now = served.get(released.carrier);
        if (wanted == null || now == null || now.supplier().equals(released.supplier)) {
            return;
        }
        Set<RecordId> had = before.getOrDefault(released.supplier, Set.of());
        for (RecordId record : wanted.of(released.carrier)) {
            if (had.contains(record) && !stock.holds(now.supplier(), record)) {
                throw new BrokenPromise(
                        "supplier %s need not keep the records of carrier %s any more, but %s does not hold %s"
                                .formatted(
                                        released.supplier,
                                        released.carrier,
                                        now.supplier(),
                                        record));
            }
        }
    }

    /// What lives on a disk stays there, unless nobody needs it there any more.
    private void requireKept(Map<SupplierId, Set<RecordId>> before) {
        if (wanted == null) {
            return;
        }
        for (Map.Entry<SupplierId, Set<RecordId>> each : before.entrySet()) {
            Member member = memberOf(each.getKey()).orElse(null);
            if (member == null) {
                continue;
            }
            for (Wanted.Block block : wanted.blocks()) {
                block.records().forEach((carrier, record) -> requireKept(each, carrier, record));
            }
        }
    }

    private void requireKept(
            Map.Entry<SupplierId, Set<RecordId>> before, CarrierId carrier, RecordId record) {
        SupplierId supplier = before.getKey();
        ServedCarrier now = served.get(carrier);
        boolean isNeeded =
                (now != null && now.supplier().equals(supplier))
                        || left.contains(new Left(carrier, supplier));
        if (isNeeded && before.getValue().contains(record) && !stock.holds(supplier, record)) {
            throw new BrokenPromise(
                    "supplier %s held %s of carrier %s, which is alive, and holds it no more"
                            .formatted(supplier, record, carrier));
        }
    }

    /// Whether every live block can be read from those who serve its carriers now and answer.
    boolean isEverythingInReach() {
        return wanted != null && wanted.blocks().stream().allMatch(this::isInReach);
    }

    private boolean isInReach(Wanted.Block block) {
        long there =
                block.records().entrySet().stream()
                        .filter(each -> isThere(each.getKey(), each.getValue()))
                        .count();
        return there >= block.needed();
    }

    private boolean isThere(CarrierId carrier, RecordId record) {
        ServedCarrier now = served.get(carrier);
        return now != null
                && memberOf(now.supplier()).filter(Member::isUp).isPresent()
                && stock.holds(now.supplier(), record);
    }
}
