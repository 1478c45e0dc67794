package dev.stowage.placement.registry;

import dev.stowage.protocol.fault.Fault;
import dev.stowage.protocol.fault.FaultCode;
import dev.stowage.protocol.placement.Heartbeat;
import dev.stowage.protocol.placement.ServiceRole;
import dev.stowage.protocol.placement.SupplierId;
import dev.stowage.protocol.placement.SupplierState;
import dev.stowage.protocol.placement.VolumeState;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import org.springframework.transaction.support.TransactionOperations;

/// Every supplier and what it said last: in memory, where heartbeats cost nothing, and now and then
/// in the database.
///
/// A new address, a new volume or a changed size is saved before the heartbeat is answered; that a
/// supplier was seen, and how full it is, at most ten seconds late.
public final class Roster {

    /// Heartbeats that may be missed.
    private static final int MISSED = 3;

    private static final int LOCKS = 64;
    private static final int MAX_VOLUMES = 1024;
    private static final int MAX_URL_CHARACTERS = 1024;

    private final ServiceRepository services;
    private final VolumeRepository volumes;
    private final Revocations revocations;
    private final TransactionOperations writing;
    private final Clock clock;
    private final Duration patience;
    private final Instant started;

    private final Map<SupplierId, SupplierStatus> suppliers = new ConcurrentHashMap<>();
    private final Map<UUID, SupplierId> volumeOwners = new ConcurrentHashMap<>();
    private final Map<SupplierId, Instant> unsaved = new ConcurrentHashMap<>();
    private final Liveness liveness;
    private final LivenessLimits limits;
    private final ReentrantLock[] hearing = new ReentrantLock[LOCKS];
    private final Map<UUID, Long> promised = new ConcurrentHashMap<>();
    private final AtomicLong changes = new AtomicLong();
    private volatile Instant lastArrival;

    /// @param liveness of suppliers, counted by this roster
    /// @param interval between the heartbeats of a supplier
    Roster(
            ServiceRepository services,
            VolumeRepository volumes,
            Revocations revocations,
            TransactionOperations writing,
            Liveness liveness,
            Clock clock,
            Duration interval,
            LivenessLimits limits) {
        this.services = services;
        this.volumes = volumes;
        this.revocations = revocations;
        this.writing = writing;
        this.liveness = liveness;
        this.limits = limits;
        this.clock = clock;
        this.patience = interval.multipliedBy(MISSED);
        this.started = clock.instant();
        this.lastArrival = started;
        Arrays.setAll(hearing, _ -> new ReentrantLock());
        writing.executeWithoutResult(_ -> load());
    }

    private void load() {
        Map<SupplierId, Map<UUID, VolumeState>> states = new HashMap<>();
        for (VolumeRow row : volumes.findAll()) {
            volumeOwners.put(row.state().volume(), row.supplier());
            states.computeIfAbsent(row.supplier(), _ -> new HashMap<>())
                    .put(row.state().volume(), row.state());
        }
        for (ServiceRow row : services.findByRole(ServiceRole.SUPPLIER)) {
            SupplierId id = new SupplierId(row.id());
            suppliers.put(id, status(row, states.getOrDefault(id, Map.of())));
        }
    }

    private static SupplierStatus status(ServiceRow row, Map<UUID, VolumeState> states) {
        Instant lastSeen = row.lastSeen();
        return new SupplierStatus(
                new SupplierId(row.id()),
                row.key(),
                row.owner(),
                row.zone(),
                row.tags(),
                row.url(),
                lastSeen == null ? row.joinedAt() : lastSeen,
                states,
                Load.NONE,
                row.leavesAt(),
                row.maintainedUntil(),
                null);
    }

    /// Takes in a supplier that joined; its volumes come with its first heartbeat.
    public void join(ServiceRow supplier) {
        SupplierStatus status = status(supplier, Map.of());
        suppliers.putIfAbsent(status.id(), status);
    }

    /// Takes in what a supplier says of itself.
    ///
    /// @return what is known of it now: as before, if a later heartbeat came before this one
    /// @throws Fault `invalid-request`, `forbidden`
    public SupplierStatus hear(SupplierId id, Heartbeat heartbeat) {
        requireValid(heartbeat);
        ReentrantLock lock = hearing[Math.floorMod(id.hashCode(), LOCKS)];
        lock.lock();
        try {
            SupplierStatus earlier = get(id);
            boolean isLate = earlier.isAfter(heartbeat, !isAlive(earlier));
            return isLate ? earlier : hearNext(earlier, heartbeat);
        } finally {
            lock.unlock();
        }
    }

    private SupplierStatus hearNext(SupplierStatus earlier, Heartbeat heartbeat) {
        SupplierId id = earlier.id();
        claimVolumes(id, heartbeat);
        Instant now = clock.instant();
        SupplierStatus current = earlier.after(heartbeat, now);
        boolean arrives = earlier.url() == null;
        boolean moved = current.movedSince(earlier);
        if (moved) {
            save(List.of(current));
        } else {
            unsaved.put(id, now);
        }
        boolean wasAway = !isAlive(earlier);
        suppliers.put(id, current);
        current.volumes().keySet().forEach(promised::remove);
        if (arrives) {
            lastArrival = now;
        }
        if (moved || wasAway || current.servesOtherwise(earlier)) {
            changes.incrementAndGet();
        }
        return current;
    }

    private static void requireValid(Heartbeat heartbeat) {
        if (heartbeat.volumes().size() > MAX_VOLUMES) {
            throw invalid(
                    "a supplier has at most %d volumes, got %d"
                            .formatted(MAX_VOLUMES, heartbeat.volumes().size()));
        }
        for (VolumeState state : heartbeat.volumes()) {
            if (state.capacity() < 0
                    || state.allocated() < 0
                    || state.used() < 0
                    || state.carriers() < 0) {
                throw invalid("volume %s has negative figures".formatted(state.volume()));
            }
        }
        String url = heartbeat.url();
        if (url.length() > MAX_URL_CHARACTERS || !isHttp(url)) {
            throw invalid(
                    "a supplier's url is http:// or https:// with a host and at most %d characters"
                            .formatted(MAX_URL_CHARACTERS));
        }
    }

    private static boolean isHttp(String url) {
        try {
            URI uri = new URI(url);
            boolean http = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
            return http && uri.getHost() != null && uri.getUserInfo() == null;
        } catch (URISyntaxException malformed) {
            return false;
        }
    }

    private void claimVolumes(SupplierId id, Heartbeat heartbeat) {
        long unclaimed =
                heartbeat.volumes().stream()
                        .filter(state -> !volumeOwners.containsKey(state.volume()))
                        .count();
        if (unclaimed > 0 && unclaimed + volumesOf(id) > MAX_VOLUMES) {
            throw invalid("a supplier has at most %d volumes in its life".formatted(MAX_VOLUMES));
        }
        for (VolumeState state : heartbeat.volumes()) {
            SupplierId owner = volumeOwners.putIfAbsent(state.volume(), id);
            if (owner != null && !owner.equals(id)) {
                throw new Fault(
                        FaultCode.FORBIDDEN,
                        "volume %s belongs to another supplier".formatted(state.volume()));
            }
        }
    }

    private long volumesOf(SupplierId id) {
        return volumeOwners.values().stream().filter(id::equals).count();
    }

    private static Fault invalid(String why) {
        return new Fault(FaultCode.INVALID_REQUEST, why);
    }

    /// Saves when the suppliers were seen, and how full they are.
    public void saveSeen() {
        List<SupplierStatus> seen = new ArrayList<>();
        for (SupplierId id : List.copyOf(unsaved.keySet())) {
            unsaved.remove(id);
            seen.add(get(id));
        }
        if (!seen.isEmpty()) {
            save(seen);
        }
    }

    private void save(List<SupplierStatus> statuses) {
        writing.executeWithoutResult(
                _ -> {
                    for (SupplierStatus status : statuses) {
                        services.findById(status.id().value()).ifPresent(row -> row.seen(status));
                        status.volumes()
                                .values()
                                .forEach(state -> volumes.save(new VolumeRow(status.id(), state)));
                    }
                });
    }

    /// @throws Fault `forbidden` if no such supplier joined
    public SupplierStatus get(SupplierId id) {
        SupplierStatus status = suppliers.get(id);
        if (status == null) {
            throw new Fault(FaultCode.FORBIDDEN, "no supplier %s has joined here".formatted(id));
        }
        return status;
    }

    /// Whose volume this is.
    public Optional<SupplierId> ownerOf(UUID volume) {
        return Optional.ofNullable(volumeOwners.get(volume));
    }

    /// The volumes that each supplier ever named; suppliers without any are left out.
    public Map<SupplierId, Set<UUID>> everyVolume() {
        Map<SupplierId, Set<UUID>> all = new HashMap<>();
        volumeOwners.forEach(
                (volume, owner) -> all.computeIfAbsent(owner, _ -> new HashSet<>()).add(volume));
        return all;
    }

    public Collection<SupplierStatus> all() {
        return List.copyOf(suppliers.values());
    }

    /// Notes that a supplier is not believed any more: it gets nothing new, and counts as gone.
    public void turnOut(SupplierId id) {
        if (suppliers.containsKey(id)) {
            changes.incrementAndGet();
        }
    }

    /// Whether it has said that it answers nobody for a while: it is away, and not lost.
    public boolean isMaintained(SupplierStatus supplier) {
        return supplier.isMaintained(clock.instant());
    }

    /// Whether it was heard of lately, answers, and is believed. After a start all count as alive
    /// until they had time to say so.
    public boolean isAlive(SupplierStatus supplier) {
        if (supplier.url() == null
                || isMaintained(supplier)
                || revocations.isRevoked(supplier.id().value())) {
            return false;
        }
        Instant seen = supplier.lastSeen().isAfter(started) ? supplier.lastSeen() : started;
        return !clock.instant().isAfter(seen.plus(patience));
    }

    /// What is to be thought of its life. Its silence counts only while placement listens.
    public SupplierState state(SupplierStatus supplier) {
        if (revocations.isRevoked(supplier.id().value())) {
            return SupplierState.REVOKED;
        }
        if (isMaintained(supplier)) {
            return SupplierState.MAINTAINED;
        }
        if (isAlive(supplier)) {
            return SupplierState.ALIVE;
        }
        return limits.state(
                liveness.silence(supplier.id(), supplier.quietSince(), clock.instant()));
    }

    /// How much of its time it was alive.
    public Uptime uptime(SupplierStatus supplier) {
        return liveness.uptime(supplier.id());
    }

    /// Counts for how long suppliers have been alive, or silent; to be called every few seconds.
    /// Who counts looks and writes alone: what one saw before another counted would take time back.
    public synchronized void count() {
        liveness.count(
                suppliers.values().stream()
                        .map(
                                each ->
                                        new Liveness.Seen(
                                                each.id(), each.quietSince(), presence(each)))
                        .toList(),
                clock.instant());
    }

    private Liveness.Presence presence(SupplierStatus supplier) {
        return switch (state(supplier)) {
            case REVOKED, MAINTAINED -> Liveness.Presence.EXCUSED;
            case ALIVE, SUSPECT, OFFLINE, DEAD -> heard(supplier);
        };
    }

    private Liveness.Presence heard(SupplierStatus supplier) {
        if (!isAlive(supplier)) {
            return Liveness.Presence.SILENT;
        }
        return supplier.lastSeen().isAfter(started)
                ? Liveness.Presence.ALIVE
                : Liveness.Presence.UNHEARD;
    }

    /// Keeps what was counted; to be called now and then.
    public void saveCounted() {
        liveness.save();
    }

    /// What a volume could still grant: what its supplier said, less what was promised since.
    public long grantable(VolumeState volume) {
        return Math.max(0, volume.grantable() - promised.getOrDefault(volume.volume(), 0L));
    }

    /// Notes that a contract was ordered, of which the supplier has not spoken yet.
    public void promise(UUID volume, long bytes) {
        promised.merge(volume, bytes, Math::addExact);
    }

    /// Grows whenever a supplier came, came back, moved, changed its volumes, or takes in something
    /// else than before.
    public long changes() {
        return changes.get();
    }

    /// When a supplier was heard of for the first time.
    public Instant lastArrival() {
        return lastArrival;
    }
}
