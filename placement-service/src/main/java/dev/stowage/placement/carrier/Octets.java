package dev.stowage.placement.carrier;

import dev.stowage.format.address.CarrierId;
import dev.stowage.placement.registry.Fired;
import dev.stowage.placement.registry.Roster;
import dev.stowage.placement.registry.SupplierStatus;
import dev.stowage.protocol.placement.SupplierId;
import dev.stowage.protocol.placement.VolumeState;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.support.TransactionOperations;

/// Forms octets as soon as there are free slots on enough suppliers.
///
/// It waits for as many distinct suppliers as are wanted; when none has come for a while it makes
/// do with fewer, but never with one. While suppliers are still coming it waits, so that those who
/// come last serve as many carriers of any group as those who came first; but no longer than its
/// patience lasts, and then it forms a carrier or so on each.
///
/// Suppliers with the same tags form octets among themselves, as long as they are enough.
///
/// Who was fired takes no part, nor who leaves.
///
/// Carriers are numbered without a gap. Octets come into being many in one transaction, but none by
/// halves.
public final class Octets {

    private static final Logger LOG = LoggerFactory.getLogger(Octets.class);
    private static final int FEWEST_SUPPLIERS = 2;
    private static final int MOST_AT_ONCE = 1024;
    private static final Duration SETTLED = Duration.ofSeconds(1);

    private final CarrierRepository carriers;
    private final OctetRepository octets;
    private final Roster roster;
    private final Fired fired;
    private final ServingRevision revision;
    private final TransactionOperations writing;
    private final RandomGenerator random;
    private final Clock clock;
    private final int wantedSuppliers;
    private final Duration patience;

    private final ReentrantLock oneAtATime = new ReentrantLock();
    private long changesSeen = -1;
    private boolean unfinished;
    private @Nullable Instant comingSince;

    /// @param wantedSuppliers distinct suppliers of an octet, 2 … 8
    /// @param patience since the last supplier came, before fewer are taken
    Octets(
            CarrierRepository carriers,
            OctetRepository octets,
            Roster roster,
            Fired fired,
            ServingRevision revision,
            TransactionOperations writing,
            RandomGenerator random,
            Clock clock,
            int wantedSuppliers,
            Duration patience) {
        this.carriers = carriers;
        this.octets = octets;
        this.roster = roster;
        this.fired = fired;
        this.revision = revision;
        this.writing = writing;
        this.random = random;
        this.clock = clock;
        this.wantedSuppliers = wantedSuppliers;
        this.patience = patience;
    }

    /// Forms all octets that can be formed now; costs nothing while no supplier has changed.
    public void form() {
        oneAtATime.lock();
        try {
            long changes = roster.changes() + fired.changes();
            if (changes == changesSeen && !unfinished) {
                return;
            }
            unfinished = true;
            boolean isSettled = isOver(SETTLED);
            if (isWorthWaiting(isSettled)) {
                return;
            }
            int fewest = isOver(patience) ? FEWEST_SUPPLIERS : wantedSuppliers;
            if (isSettled) {
                formAlike();
            }
            OctetPlan plan = new OctetPlan(freeSlots(), lastSupplier(), random);
            form(plan, fewest, isSettled ? Integer.MAX_VALUE : oneRound(plan));
            unfinished = !isSettled || isWaiting(plan, fewest);
            changesSeen = changes;
        } finally {
            oneAtATime.unlock();
        }
    }

    /// Whether suppliers are coming, and not for so long already that nobody knows when they end.
    private boolean isWorthWaiting(boolean isSettled) {
        Instant now = clock.instant();
        if (isSettled) {
            comingSince = null;
        } else if (comingSince == null) {
            comingSince = now;
        }
        return comingSince != null && now.isBefore(comingSince.plus(patience));
    }

    /// Forms octets of suppliers with the same tags, wherever there are enough of them: an account
    /// that asks for tags finds its groups there. What is left over joins the others.
    private void formAlike() {
        Map<Set<String>, List<FreeSlots>> byTags =
                freeSlots().stream()
                        .collect(
                                Collectors.groupingBy(
                                        each -> roster.get(each.supplier()).tags(),
                                        LinkedHashMap::new,
                                        Collectors.toList()));
        if (byTags.size() > 1) {
            for (List<FreeSlots> alike : byTags.values()) {
                form(
                        new OctetPlan(alike, lastSupplier(), random),
                        wantedSuppliers,
                        Integer.MAX_VALUE);
            }
        }
    }

    /// Octets that take about one slot of each supplier.
    private static int oneRound(OctetPlan plan) {
        return Math.max(1, plan.suppliers() / CarrierId.OCTET);
    }

    private boolean isOver(Duration wait) {
        return !clock.instant().isBefore(roster.lastArrival().plus(wait));
    }

    /// Whether time alone, without another supplier, will lead to an octet.
    private static boolean isWaiting(OctetPlan plan, int fewest) {
        return plan.slots() >= CarrierId.OCTET
                && plan.suppliers() >= FEWEST_SUPPLIERS
                && plan.suppliers() < fewest;
    }

    private void form(OctetPlan plan, int fewest, int most) {
        int left = most;
        List<UUID> volumes = next(plan, fewest, left);
        while (!volumes.isEmpty()) {
            form(volumes);
            left -= volumes.size() / CarrierId.OCTET;
            volumes = next(plan, fewest, left);
        }
    }

    /// The volumes of as many octets as are formed at once.
    private static List<UUID> next(OctetPlan plan, int fewest, int most) {
        List<UUID> volumes = new ArrayList<>();
        int octets = Math.min(most, MOST_AT_ONCE);
        while (octets-- > 0 && plan.suppliers() >= fewest) {
            Optional<List<UUID>> octet = plan.next();
            if (octet.isEmpty()) {
                break;
            }
            volumes.addAll(octet.get());
        }
        return volumes;
    }

    private void form(List<UUID> volumes) {
        long first = writing.execute(_ -> octets.form(carriers.next(), volumes));
        revision.change();
        LOG.info(
                "formed carriers {} … {} on {} volumes",
                first,
                first + volumes.size() - 1,
                volumes.stream().distinct().count());
    }

    private @Nullable SupplierId lastSupplier() {
        return carriers.findById(carriers.next() - 1)
                .map(CarrierRow::place)
                .flatMap(last -> roster.ownerOf(last.volume()))
                .orElse(null);
    }

    private List<FreeSlots> freeSlots() {
        Map<UUID, Long> serving = new HashMap<>();
        carriers.loads().forEach(load -> serving.put(load.volume(), load.carriers()));
        List<FreeSlots> free = new ArrayList<>();
        for (SupplierStatus supplier : roster.all()) {
            if (roster.isAlive(supplier) && !fired.isFired(supplier.id())) {
                supplier.volumes().values().stream()
                        .filter(supplier::takesNew)
                        .forEach(volume -> slots(supplier, volume, serving).ifPresent(free::add));
            }
        }
        return free;
    }

    private static Optional<FreeSlots> slots(
            SupplierStatus supplier, VolumeState volume, Map<UUID, Long> serving) {
        long slots = volume.carriers() - serving.getOrDefault(volume.volume(), 0L);
        return slots > 0
                ? Optional.of(
                        new FreeSlots(volume.volume(), supplier.id(), supplier.zone(), (int) slots))
                : Optional.empty();
    }
}
