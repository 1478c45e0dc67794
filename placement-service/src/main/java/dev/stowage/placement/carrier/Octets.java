package dev.stowage.placement.carrier;

import dev.stowage.format.address.CarrierId;
import dev.stowage.placement.registry.Roster;
import dev.stowage.placement.registry.SupplierStatus;
import dev.stowage.protocol.placement.VolumeState;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.support.TransactionOperations;

/// Forms octets as soon as there are free slots on enough suppliers.
///
/// It waits for as many distinct suppliers as are wanted; when none has come for a while it makes
/// do with fewer, but never with one. Carriers are numbered without a gap and each octet comes into
/// being in one transaction.
public final class Octets {

    private static final Logger LOG = LoggerFactory.getLogger(Octets.class);
    private static final int FEWEST_SUPPLIERS = 2;

    private final CarrierRepository carriers;
    private final Roster roster;
    private final Assignments assignments;
    private final TransactionOperations writing;
    private final RandomGenerator random;
    private final Clock clock;
    private final int wantedSuppliers;
    private final Duration patience;

    private final ReentrantLock oneAtATime = new ReentrantLock();
    private long changesSeen = -1;
    private boolean waiting;

    /// @param wantedSuppliers distinct suppliers of an octet, 2 … 8
    /// @param patience since the last supplier came, before fewer are taken
    Octets(
            CarrierRepository carriers,
            Roster roster,
            Assignments assignments,
            TransactionOperations writing,
            RandomGenerator random,
            Clock clock,
            int wantedSuppliers,
            Duration patience) {
        this.carriers = carriers;
        this.roster = roster;
        this.assignments = assignments;
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
            long changes = roster.changes();
            if (changes == changesSeen && !waiting) {
                return;
            }
            boolean formed = true;
            while (formed) {
                formed = formOne();
            }
            changesSeen = changes;
        } finally {
            oneAtATime.unlock();
        }
    }

    private boolean formOne() {
        List<FreeSlots> free = freeSlots();
        long suppliers = OctetPlan.suppliers(free);
        boolean enoughSlots = free.stream().mapToInt(FreeSlots::slots).sum() >= CarrierId.OCTET;
        waiting = enoughSlots && suppliers >= FEWEST_SUPPLIERS && suppliers < wantedSuppliers;
        if (!enoughSlots || suppliers < FEWEST_SUPPLIERS || (waiting && isPatient())) {
            return false;
        }
        Optional<List<UUID>> plan = OctetPlan.make(free, random);
        waiting = false;
        plan.ifPresent(this::form);
        return plan.isPresent();
    }

    private boolean isPatient() {
        return clock.instant().isBefore(roster.lastArrival().plus(patience));
    }

    private void form(List<UUID> volumes) {
        long first =
                writing.execute(
                        _ -> {
                            long next = carriers.next();
                            for (int i = 0; i < volumes.size(); i++) {
                                carriers.form(next + i, volumes.get(i));
                            }
                            return next;
                        });
        assignments.forget();
        LOG.info(
                "formed carriers {} … {} on {} volumes",
                first,
                first + volumes.size() - 1,
                volumes.stream().distinct().count());
    }

    private List<FreeSlots> freeSlots() {
        Map<UUID, Long> serving = new HashMap<>();
        carriers.loads().forEach(load -> serving.put(load.volume(), load.carriers()));
        List<FreeSlots> free = new ArrayList<>();
        for (SupplierStatus supplier : roster.all()) {
            if (roster.isAlive(supplier)) {
                supplier.volumes()
                        .values()
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
